// Forms with data-draft="name" keep what is typed on this machine until it was sent and accepted.
// A draft belongs to the account that typed it. Passwords, files and hidden fields are never kept.

const place = (form) => `draft:${document.body.dataset.user ?? ""}:${form.dataset.draft}`;
const KEPT = "input:not([type=password],[type=file],[type=hidden],[type=submit]), textarea, select";

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.matches(KEPT));
}

function read(form) {
  return fields(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, null, [...field.selectedOptions].map((option) => option.value)];
    return [field.name, null, field.value];
  });
}

function write(form, draft) {
  for (const [name, value, state] of draft) {
    const field = fields(form).find((one) => one.name === name && (value === null || one.value === value));
    if (!field) continue;
    if (typeof state === "boolean") field.checked = state;
    else if (Array.isArray(state)) for (const option of field.options) option.selected = state.includes(option.value);
    else field.value = state;
  }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function save(form) {
  try {
    localStorage.setItem(place(form), JSON.stringify(read(form)));
  } catch {
    // A full or forbidden store loses the draft, not what stands on the page.
  }
}

// The page after a POST came by a link of the form's page, and shows no failure.
function settle() {
  const sent = sessionStorage.getItem("draft-sent");
  if (!sent) return;
  sessionStorage.removeItem("draft-sent");
  const { key, from } = JSON.parse(sent);
  const [arrival] = performance.getEntriesByType("navigation");
  const failed = document.querySelector("[data-failed], .form-errors, [aria-invalid=true]");
  if (arrival?.type === "navigate" && document.referrer === from && !failed) localStorage.removeItem(key);
}

function bringBack(form, words) {
  const draft = stored(place(form));
  if (!draft || JSON.stringify(draft) === JSON.stringify(read(form))) return;
  const asServed = read(form);
  write(form, draft);
  const notice = document.createElement("p");
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: words.drop });
  notice.className = "toolbar draft-back";
  notice.append(words.back, " ", drop);
  drop.addEventListener("click", () => {
    write(form, asServed);
    localStorage.removeItem(place(form));
    notice.remove();
  });
  form.prepend(notice);
}

export function keepDrafts(words) {
  settle();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    bringBack(form, words);
    form.addEventListener("input", () => save(form));
    form.addEventListener("submit", () => {
      save(form);
      sessionStorage.setItem("draft-sent", JSON.stringify({ key: place(form), from: location.href }));
    });
    form.addEventListener("htmx:afterRequest", ({ detail }) => {
      sessionStorage.removeItem("draft-sent");
      if (detail.xhr.status < 400 && !form.querySelector("[aria-invalid=true]")) localStorage.removeItem(place(form));
    });
  }
}
