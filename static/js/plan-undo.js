/* Ctrl+Z outside a text field undoes the last change of the plan; an open card with other words in it is not lost unasked. */
const form = () => document.querySelector("form[data-undo]");
const writing = (target) => target.closest("input, textarea, select, [contenteditable]");

function unsaved() {
  return [...document.querySelectorAll("form[data-card] input, form[data-card] textarea")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

document.addEventListener("keydown", (event) => {
  const undo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!undo || !form() || writing(event.target)) return;
  event.preventDefault();
  form().requestSubmit();
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
