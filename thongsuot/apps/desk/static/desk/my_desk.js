// Việc của tôi: a number goes to its group.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const link = document.querySelector(`[data-groups] [data-number="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
  document.getElementById(link.hash.slice(1))?.focus();
});
