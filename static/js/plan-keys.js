/* Keys of the plan: Alt+Up and Alt+Down move the line, Up and Down go to the next line, Ctrl+Enter saves, Escape leaves a card. */
import { submit } from "./cards.js";
import { moveLine } from "./moving.js";

const paper = () => document.getElementById("paper");

function move(line, direction) {
  if (/^line-\d+$/.test(line.id)) moveLine(line, "move", { direction });
}

function step(link, by) {
  const links = [...paper().querySelectorAll("[data-line] > a:not(.button)")];
  links[links.indexOf(link) + by]?.focus();
}

function onLine(event, link) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!by || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (event.altKey) move(link.closest("[data-line]"), by < 0 ? "up" : "down");
  else step(link, by);
}

function inCard(event, card) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    submit(card);
  } else if (event.key === "Escape" && !card.querySelector("details[data-menu][open]")) {
    card.querySelector("[data-cancel]")?.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (!paper()?.contains(event.target) || !paper().hasAttribute("hx-boost")) return;
  const card = event.target.closest("form[data-card]");
  const link = event.target.closest("[data-line] > a");
  if (card) inCard(event, card);
  else if (link) onLine(event, link);
});
