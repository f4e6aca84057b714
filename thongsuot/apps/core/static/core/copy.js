// A button with data-copy copies the text that stands before it; without this file one marks it and copies by hand.
async function copy(button) {
  const field = button.previousElementSibling;
  field.select();
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy"); // a page without HTTPS has no clipboard
  button.textContent = button.dataset.done;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
