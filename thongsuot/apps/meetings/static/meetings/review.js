// Review: what is lit on one side is lit on the other; keys; adding an item from selected text.

const cards = () => [...document.querySelectorAll("[data-item]")];
const marksOf = (uid) => document.querySelectorAll(`mark[data-items~="${uid}"]`);
const cardOf = (uid) => document.getElementById(`item-${uid}`);

function light(uid, scroll = "") {
  for (const lit of document.querySelectorAll(".is-lit")) lit.classList.remove("is-lit");
  if (!uid) return;
  const marks = marksOf(uid);
  for (const mark of marks) mark.classList.add("is-lit");
  const card = cardOf(uid);
  card?.classList.add("is-lit");
  if (scroll === "source") marks[0]?.scrollIntoView({ block: "center" });
  if (scroll === "card") card?.scrollIntoView({ block: "center" });
}

document.addEventListener("focusin", (event) => {
  const card = event.target.closest("[data-item]");
  if (card) light(card.dataset.item, matchMedia("(min-width: 62em)").matches ? "source" : "");
});
document.addEventListener("pointerover", (event) => {
  const card = event.target.closest("[data-item]");
  const mark = event.target.closest("mark[data-items]");
  if (card) light(card.dataset.item);
  else if (mark) light(mark.dataset.items.split(" ").at(-1));
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-items]");
  const card = event.target.closest("[data-item]");
  if (mark && getSelection().isCollapsed) {
    const uid = mark.dataset.items.split(" ").at(-1);
    cardOf(uid)?.focus({ preventScroll: true });
    light(uid, "card");
  } else if (card && !event.target.closest("a, button, summary")) {
    card.focus({ preventScroll: true });
  }
});

// Keys: the focused item is the one meant.
const current = () => document.activeElement?.closest?.("[data-item]");
function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
function press(act) {
  current()?.querySelector(`[data-act="${act}"]`)?.click();
}
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  e: () => press("edit"),
  x: () => press("reject"),
  u: () => press("reopen"),
  a: () => document.querySelector("#accept-certain button")?.click(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "Enter" && event.target.matches("[data-item]")) {
    event.preventDefault();
    press("accept");
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

// After a decision the next undecided item is at hand.
document.addEventListener("htmx:afterSwap", (event) => {
  const uid = event.detail.requestConfig?.path?.match(/muc\/([0-9a-f-]{36})\//)?.[1];
  if (!uid) return;
  const all = cards();
  const from = all.findIndex((card) => card.dataset.item === uid);
  const next = all.slice(from + 1).find((card) => card.classList.contains("is-drafted")) ?? all[from];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
});

// Uncertain items first, within their kind.
document.getElementById("uncertain-first")?.addEventListener("change", (event) => {
  for (const list of document.querySelectorAll(".cards")) {
    const rows = [...list.children];
    rows.forEach((row, index) => (row.dataset.order ??= String(index)));
    const doubt = (row) => (event.target.checked && row.querySelector(".is-uncertain") ? 0 : 1);
    rows.sort((a, b) => doubt(a) - doubt(b) || a.dataset.order - b.dataset.order);
    list.append(...rows);
  }
});

// Selected text becomes the ground of a new item: positions are counted in code points.
const bar = document.getElementById("selection-bar");
const points = (text) => [...text].length;
document.addEventListener("selectionchange", () => {
  if (!bar) return;
  const selection = getSelection();
  const range = selection.rangeCount ? selection.getRangeAt(0) : null;
  const holder = range && (range.commonAncestorContainer.closest?.("[data-text]") ?? range.commonAncestorContainer.parentElement?.closest("[data-text]"));
  bar.hidden = !holder || !range.toString().trim();
  if (bar.hidden) return;
  const before = document.createRange();
  before.selectNodeContents(holder);
  before.setEnd(range.startContainer, range.startOffset);
  const quote = range.toString();
  const start = points(before.toString()) + points(quote) - points(quote.trimStart());
  const link = bar.querySelector("[data-add]");
  const address = new URL(link.href);
  address.search = new URLSearchParams({
    text_uid: holder.dataset.text,
    start,
    end: start + points(quote.trim()),
    quote: quote.trim(),
    text: quote.trim(),
  });
  link.href = address;
});

// An address that names an item lights it.
const named = location.hash.match(/^#item-(.+)$/)?.[1];
if (named) {
  cardOf(named)?.focus();
  light(named, "source");
  cardOf(named)?.scrollIntoView({ block: "center" });
}
