// What pages do beyond plain HTML. Every page works without this file; nothing here decides anything.
import { keepDrafts } from "./drafts.js";
import { showShortcuts } from "./shortcuts.js";

const YEAR = 365 * 86400;
const root = document.documentElement;
const said = (name) => document.getElementById("sentences")?.dataset[name] ?? "";

function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

function wear(choice) {
  document.getElementById("dark-sheet").media = choice.dataset.dark;
  document.getElementById("contrast-sheet").media = choice.dataset.contrast;
  root.dataset.look = choice.value;
  tellTheme();
}

// Sheets may ask for [data-bs-theme=dark], also where the machine and not the person chose the dark.
function tellTheme() {
  root.dataset.bsTheme = getComputedStyle(root).colorScheme;
}

function goBack(event) {
  if (!event.target.closest?.("[data-back]") || history.length < 2) return;
  event.preventDefault();
  history.back();
}

function chooseLook({ target }) {
  if (target.matches('input[name="look"][data-dark]')) wear(target);
  else if (target.matches('.choices-row input[name="size"]')) root.dataset.size = target.value;
  else return;
  remember(target.name, target.value);
}

function closeMenus({ target, key }) {
  if (key && key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!key && menu.contains(target)) continue;
    menu.open = false;
    if (key) menu.querySelector("summary").focus();
  }
}

function say(sentence) {
  const notice = document.getElementById("sentences").content.cloneNode(true);
  notice.querySelector("[data-text]").textContent = sentence;
  const place = document.getElementById("messages") ?? document.querySelector("main");
  place.prepend(notice);
  place.scrollIntoView({ block: "nearest" });
}

// A form with data-confirm, or a button with it, asks once before it goes.
function askFirst(event) {
  const { target: form, submitter } = event;
  const asker = submitter?.dataset.confirm ? submitter : form;
  if (!asker.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const dialog = document.getElementById("confirm");
  const verb = dialog.querySelector("[data-verb]");
  dialog.querySelector("[data-text]").textContent = asker.dataset.confirm;
  verb.textContent = asker.dataset.verb || verb.dataset.default;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && goOn(form, submitter), { once: true });
  dialog.showModal();
}

function goOn(form, submitter) {
  form.dataset.confirmed = "1";
  form.requestSubmit(submitter);
  delete form.dataset.confirmed;
}

// One press is one act: the second waits until the page comes back.
function sendOnce(event) {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = "1";
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
}

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

function open(form) {
  delete form.dataset.sent;
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

function openAll() {
  document.querySelectorAll("form[data-sent]").forEach(open);
}

function dropHere(event) {
  const place = event.target.closest?.("[data-drop]");
  if (!place) return;
  event.preventDefault();
  place.classList.toggle("over", event.type === "dragover");
  const input = place.querySelector('input[type="file"]');
  if (event.type !== "drop" || !event.dataTransfer.files.length) return;
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

root.classList.add("js");
tellTheme();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tellTheme);
document.addEventListener("change", chooseLook);
document.addEventListener("click", closeMenus);
document.addEventListener("click", goBack);
document.addEventListener("keydown", closeMenus);
document.addEventListener("submit", askFirst, true);
document.addEventListener("submit", sendOnce, true);
for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, dropHere);
window.addEventListener("pageshow", openAll);
document.addEventListener("htmx:afterRequest", openAll);
document.addEventListener("htmx:sendError", () => say(said("noConnection")));
document.addEventListener("htmx:responseError", () => say(said("serverFailed")));
keepDrafts({ back: said("draftBack"), drop: said("draftDrop") });
showShortcuts();
