/* A line that is moved, by keys, by hand or by the buttons of its card. A press has a key of its own until it is answered: sent or
   made again because its answer was lost on the way, it moves the line no further. */
import { newKey, sendBy } from "./send-again.js";

const presses = new Map(); // by the address that moves a line: {asked, key} of what was sent there and not answered

export function moveLine(line, way, values) {
  const address = `${document.getElementById("paper").dataset.planPaper}lines/${line.id.replace("line-", "")}/${way}/`;
  // Without an answer it is sent again, and the page says so.
  const send = () =>
    window.htmx.ajax("POST", address, { source: line, target: "#paper", swap: "outerHTML show:none", values }).catch(() => {});
  sendBy(line, send);
  return send();
}

// Whether the line of a card was moved without an answer: then it may have a newer version than the card knows.
export const mayHaveMoved = (card) => presses.has(`${new URL(card.action).pathname}move/`);

document.addEventListener("htmx:configRequest", ({ detail: { path, parameters } }) => {
  const asked = parameters.direction ?? parameters.below;
  if (!asked) return;
  if (presses.get(path)?.asked !== asked) presses.set(path, { asked, key: newKey() });
  parameters.press = presses.get(path).key;
});

// Before the page shows the answer: who moves the line once more then presses anew.
document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr, requestConfig } }) => {
  if (xhr.status < 500) presses.delete(requestConfig.path);
});
