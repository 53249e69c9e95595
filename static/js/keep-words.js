/* Words typed into a form that is sent in place are kept on this computer, under the name of the person, until they have
   arrived; what was sent without a connection is sent again when it is back. */
import { sendWhenBack } from "./send-again.js";
import { signedOut } from "./sign-in-again.js";

const texts = document.querySelector("[data-keep-words]").dataset;
const keyOf = (field) => `words-kept:${texts.user}:${location.pathname}#${field.id}`;
const fieldsOf = (root) => root.querySelectorAll("form[hx-post] textarea[id]");

document.addEventListener("input", (event) => {
  const field = event.target.closest("form[hx-post] textarea[id]");
  if (!field) return;
  try {
    localStorage.setItem(keyOf(field), field.value);
  } catch {
    /* The browser keeps nothing: the words are still in the page. */
  }
});

function restore() {
  for (const field of fieldsOf(document)) {
    const words = localStorage.getItem(keyOf(field));
    if (words === null || field.value !== field.defaultValue) continue;
    if (words === field.defaultValue || !words.trim()) {
      localStorage.removeItem(keyOf(field));
      continue;
    }
    field.value = words;
    field.closest("details")?.setAttribute("open", "");
    tell(field.form, texts.restored, "info");
  }
}

function tell(form, sentence, level) {
  form.querySelector("[data-told]")?.remove();
  const told = Object.assign(document.createElement("p"), { className: `message message-${level}`, textContent: sentence });
  told.dataset.told = "";
  told.setAttribute("role", level === "error" ? "alert" : "status");
  form.append(told);
}

document.addEventListener("htmx:sendError", (event) => {
  const { elt, triggeringEvent } = event.detail.requestConfig;
  const form = elt.closest("form[hx-post]");
  if (!form) return;
  sendWhenBack(form, triggeringEvent?.submitter);
  tell(form, texts.offline, "error");
});

document.addEventListener("htmx:responseError", (event) => {
  const form = event.detail.requestConfig.elt.closest("form[hx-post]");
  if (form && event.detail.xhr.status >= 500) tell(form, texts.failed, "error");
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr, requestConfig } = event.detail;
  if (!successful || requestConfig.verb !== "post" || signedOut(xhr.responseURL)) return;
  for (const field of requestConfig.elt.querySelectorAll("textarea[id]")) localStorage.removeItem(keyOf(field));
});

document.addEventListener("htmx:afterSettle", restore);
restore();
