/* A form is sent once: the second click of a double click, or the second Enter, does nothing. */
function release(form) {
  delete form.dataset.busy;
  for (const button of form.querySelectorAll("button[aria-disabled='true'][data-was-free]")) {
    button.removeAttribute("aria-disabled");
    delete button.dataset.wasFree;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.closest("[hx-post], [hx-put]")) return;
  if (form.dataset.busy) {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "1";
  // The buttons stay able to send their own name and value, so they are marked, not disabled.
  for (const button of form.querySelectorAll("button:not([type='button'])")) {
    button.setAttribute("aria-disabled", "true");
    button.dataset.wasFree = "1";
  }
});

// What htmx sent has its answer, or has none: it can be sent again.
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig.elt.closest("form");
  if (form) release(form);
});

// A page that comes back from the browser's memory can be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-busy]").forEach(release);
});
