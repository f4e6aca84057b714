// Forms with data-outbox="what it is" are kept on this machine, with their files, until the server has taken them.
// Each entry carries the key of its form, so that the server does it once however often it is sent.
// An entry belongs to the account that wrote it; logging out takes it away, after asking.

const place = document.getElementById("outbox");
const user = document.body.dataset.user;
const words = place?.dataset ?? {};

function asked(request) {
  return new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function store(mode) {
  const request = indexedDB.open("outbox", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "key" });
  return (await asked(request)).transaction("entries", mode).objectStore("entries");
}

const put = async (entry) => asked((await store("readwrite")).put(entry));
const drop = async (key) => asked((await store("readwrite")).delete(key));
const own = async () => (await asked((await store("readonly")).getAll())).filter((entry) => entry.user === user);

function token() {
  return document.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";
}

function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function body(entry) {
  const data = new FormData();
  for (const [name, value] of entry.fields) data.append(name, name === "csrfmiddlewaretoken" ? token() : value);
  return data;
}

const LATER = [0, 403, 429]; // the log-in asks first, the page is too old, or too many at once

// The next page's address once it is done; null when the server refused it. Throws when it is to be sent later.
async function send(entry) {
  const headers = { "X-Outbox": "1", "X-CSRFToken": token() };
  const answer = await fetch(entry.action, { method: "POST", body: body(entry), headers, redirect: "manual" });
  if (answer.status === 204) return answer.headers.get("X-Next") ?? location.href;
  if (LATER.includes(answer.status) || answer.status >= 500) throw new Error(`${answer.status}`);
  return null;
}

async function sendAll() {
  if (navigator.onLine && navigator.locks) await navigator.locks.request("outbox", { ifAvailable: true }, (lock) => lock && sendEach());
  else if (navigator.onLine) await sendEach();
  await show();
}

async function sendEach() {
  for (const entry of await own()) {
    try {
      if ((await send(entry)) === null) await put({ ...entry, refused: true });
      else await drop(entry.key);
    } catch {
      return;
    }
  }
}

function row(entry) {
  const line = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: entry.page, textContent: entry.title });
  const gone = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: words.drop });
  gone.addEventListener("click", async () => {
    await drop(entry.key);
    show();
  });
  line.append(link, entry.refused ? `: ${words.refused} ` : " ", gone);
  return line;
}

async function show() {
  const entries = await own();
  place.hidden = !entries.length;
  place.querySelector("[data-count]").textContent = words.waiting.replace("{n}", entries.length);
  place.querySelector("ul").replaceChildren(...entries.map(row));
  const leaving = document.querySelector(`form[action="${words.logout}"]`);
  if (entries.length) leaving?.setAttribute("data-confirm", words.leave.replace("{n}", entries.length));
  else leaving?.removeAttribute("data-confirm");
}

function ready(form) {
  delete form.dataset.sent;
  for (const button of form.elements) button.removeAttribute("aria-disabled");
  const key = form.elements.namedItem("post_key");
  if (key) key.value = newKey();
}

function forgetDraft(form) {
  localStorage.removeItem(`draft:${user}:${form.dataset.draft}`);
  sessionStorage.removeItem("draft-sent");
}

async function take(event) {
  const form = event.target;
  if (!form.dataset.outbox || event.defaultPrevented) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => !(value instanceof File) || value.name);
  const entry = { key: form.elements.namedItem("post_key").value, user, action: form.action, page: location.href, title: form.dataset.outbox, fields };
  try {
    await put(entry);
  } catch {
    return form.submit(); // no room, or forbidden: as without this file
  }
  await sendNow(form, entry);
}

async function sendNow(form, entry) {
  let next;
  try {
    if (!navigator.onLine) throw new TypeError("offline");
    next = await send(entry);
  } catch {
    forgetDraft(form);
    form.reset();
    ready(form);
    await show();
    return place.scrollIntoView({ block: "nearest" });
  }
  await drop(entry.key);
  if (next === null) return form.submit(); // the server says on its page what is to be mended
  forgetDraft(form);
  location.assign(next);
}

async function leave(event) {
  if (event.target.getAttribute("action") !== words.logout || event.defaultPrevented) return;
  event.preventDefault();
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${user}:`)) localStorage.removeItem(key);
  for (const entry of await own()) await drop(entry.key);
  event.target.submit();
}

if (place && user && window.indexedDB) {
  document.addEventListener("submit", take);
  document.addEventListener("submit", leave);
  window.addEventListener("online", sendAll);
  place.querySelector("[data-again]").addEventListener("click", sendAll);
  sendAll();
}
