/* In-place editing by htmx: no jump to the line's anchor, no word lost by leaving an unsaved card, outline open when wide. */
import { asSent, cards, isRefused, typed } from "./cards.js";
import "./passing.js";

const paper = () => document.getElementById("paper");

// The address of a line ends in #line-12 for browsers without scripts; a swap in place must not scroll there.
document.addEventListener("htmx:configRequest", (event) => {
  if (paper()?.contains(event.target)) event.detail.path = event.detail.path.split("#")[0];
});

// What a card held when it opened; a card with something else in it is not left without a question.
const opened = new WeakMap();

function remember() {
  for (const card of cards()) if (!opened.has(card)) opened.set(card, isRefused(card) ? "" : asSent(card));
}

const unsaved = () => cards().some((card) => opened.has(card) && opened.get(card) !== typed(card));

// A line that saved itself holds nothing unsaved any more.
document.addEventListener("plan:saved", (event) => opened.set(event.target, typed(event.target)));

let sending = false;
document.addEventListener("submit", () => (sending = true), true);
window.addEventListener("pageshow", () => (sending = false));
document.addEventListener("htmx:afterRequest", () => (sending = false));
document.addEventListener("htmx:afterSettle", remember);
window.addEventListener("beforeunload", (event) => {
  if (!sending && unsaved()) event.preventDefault();
});

const wide = window.matchMedia("(min-width: 1100px)");
function openOutline() {
  for (const details of document.querySelectorAll("details[data-wide-open]")) details.open = wide.matches;
}
wide.addEventListener("change", openOutline);
document.addEventListener("htmx:oobAfterSwap", openOutline);

openOutline();
remember();
