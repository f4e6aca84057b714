// `/` goes to the search box, `?` shows the keys of this page.
// A page names its keys on any element: data-shortcuts="j k=Mục sau, mục trước; e=Sửa".

const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

function pairs(text) {
  return text.split(";").map((line) => line.split("=")).filter((pair) => pair.length === 2);
}

function row([keys, meaning]) {
  const term = document.createElement("dt");
  for (const key of keys.trim().split(" ")) {
    term.append(Object.assign(document.createElement("kbd"), { textContent: key }), " ");
  }
  return [term, Object.assign(document.createElement("dd"), { textContent: meaning.trim() })];
}

function show() {
  const dialog = document.getElementById("shortcuts");
  const list = dialog.querySelector("[data-keys]");
  const named = [...document.querySelectorAll("[data-shortcuts]")].map((place) => place.dataset.shortcuts);
  list.replaceChildren(...[...named, list.dataset.keys].flatMap(pairs).flatMap(row));
  dialog.showModal();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  const find = document.getElementById("find");
  if (event.key === "/" && find) {
    event.preventDefault();
    find.focus();
    find.select();
  } else if (event.key === "?") show();
}

export function showShortcuts() {
  document.addEventListener("keydown", press);
}
