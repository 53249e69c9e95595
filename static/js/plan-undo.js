/* Ctrl+Z outside a text field undoes the last change of the plan, Ctrl+Y does it again; an open card with other words in it is not lost unasked. */
const form = () => document.querySelector("form[data-undo]");
const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

function unsaved() {
  return [...document.querySelectorAll("form[data-card] input, form[data-card] textarea")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || !form() || writing(event.target)) return;
  const key = event.key.toLowerCase();
  const redo = key === "y" || (key === "z" && event.shiftKey);
  if (key !== "z" && !redo) return;
  event.preventDefault();
  // A click, because htmx knows the button of a form by it.
  form().querySelector(redo ? "[data-redo]" : "button").click();
});

// On the window, before anything else hears that a form is sent.
window.addEventListener(
  "submit",
  (event) => {
    if (event.target !== form() || !unsaved() || window.confirm(form().dataset.undo)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);
