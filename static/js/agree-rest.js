/* Agreeing with the rest leaves out an activity about which somebody is still writing: words that are typed and not sent
   say that the union does not simply agree. */
import "./passing.js";

const texts = "form[hx-post] textarea";

function isWriting(card) {
  return [...(card?.querySelectorAll(texts) ?? [])].some((field) => field.value.trim() && field.value !== field.defaultValue);
}

function mark() {
  const form = document.querySelector("[data-agree-rest]");
  if (!form) return;
  let left = 0;
  for (const line of form.querySelectorAll("[data-item]")) {
    const writing = isWriting(document.getElementById(line.dataset.item));
    line.querySelector("input").disabled = writing;
    line.querySelector("[data-unsent]").hidden = !writing;
    left += writing ? 0 : 1;
  }
  form.querySelector("button").disabled = !left;
}

document.addEventListener("input", mark);
document.addEventListener("htmx:afterSettle", mark);
window.addEventListener("pageshow", mark);
mark();
