// A frame drawn on a scanned page fills the four figures of the form, in thousandths of the page.

const frame = document.querySelector("[data-scan]");
const field = (name) => document.querySelector(`input[name="${name}"]`);
const rect = frame?.querySelector("rect");

function place(event) {
  const box = frame.getBoundingClientRect();
  const within = (value) => Math.round(Math.min(Math.max(value, 0), 1) * 1000);
  return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
}

function show() {
  const [x, y, width, height] = ["left", "top", "width", "height"].map((name) => field(name)?.value || 0);
  for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value);
}

if (frame) {
  let from = null;
  frame.addEventListener("pointerdown", (event) => {
    from = place(event);
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = place(event);
    field("left").value = Math.min(from.x, to.x);
    field("top").value = Math.min(from.y, to.y);
    field("width").value = Math.max(1, Math.abs(to.x - from.x));
    field("height").value = Math.max(1, Math.abs(to.y - from.y));
    show();
  });
  frame.addEventListener("pointerup", () => { from = null; });
  for (const name of ["left", "top", "width", "height"]) field(name)?.addEventListener("input", show);
  show();
}
