/* Keys inside an open line: Enter saves it and makes the next (inside the words it parts the line in two), Tab and Shift+Tab
   change its level, Alt+Up and Alt+Down move it, F6 goes to its buttons, because Tab does not. */
const ARROWS = { ArrowUp: "up", ArrowDown: "down" };
const PLACE = 'input[name="after"], input[name="inside"]';

function press(card, name, value) {
  // A click, because htmx knows the button of a form by it.
  card.querySelector(`button[name="${name}"][value="${value}"]`)?.click();
}

const levelOf = (line) => Number(/(?:^|\s)level-(\d+)/.exec(line?.className)?.[1] ?? -1);

// The nearest line above that a line is inside of.
function above(line) {
  const level = levelOf(line);
  let other = line.previousElementSibling;
  while (other && (levelOf(other) < 0 || levelOf(other) >= level)) other = other.previousElementSibling;
  return other;
}

// A line that is not stored yet goes inside the line it was asked from, beside it, or beside what that one is inside of.
function nest(card, deeper) {
  const place = card.querySelector(PLACE);
  const line = place && document.getElementById(`line-${place.value}`);
  if (!line) return;
  const outer = place.name === "after" && !deeper ? above(line) : null;
  if (outer) place.value = outer.id.replace("line-", "");
  else place.name = deeper ? "inside" : "after";
  card.toggleAttribute("data-inside", place.name === "inside");
}

// A line without new words closes when it moves; who writes in it goes on writing in it, at the same place.
function move(card, direction, at) {
  const id = card.id;
  const goOn = () => {
    const line = document.getElementById(id);
    caret = at;
    if (line?.matches("form")) enter();
    else line?.querySelector("a")?.click();
  };
  document.addEventListener("htmx:afterSettle", goOn, { once: true });
  press(card, "direction", direction);
}

// The words behind the caret become the next line, which opens.
function part(card, box) {
  const id = card.id;
  box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const goOn = () => {
    caret = 0;
    document.getElementById(id)?.nextElementSibling?.querySelector("a")?.click();
  };
  document.addEventListener("htmx:afterSettle", goOn, { once: true });
  card.requestSubmit(card.querySelector(".card-end .button-primary"));
}

function direction(event) {
  if (event.key === "Tab" && !event.altKey) return event.shiftKey ? "out" : "in";
  return event.altKey && !event.shiftKey ? ARROWS[event.key] : undefined;
}

const isInside = (box) => box.value.slice(0, box.selectionStart).trim() && box.value.slice(box.selectionEnd).trim();

function enterKey(card, box) {
  if (!box.value.trim()) card.querySelector("[data-cancel]")?.click();
  else if (card.matches("[data-autosave]") && isInside(box)) part(card, box);
  else press(card, "then", "after:line");
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  const card = box.closest("form[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key === "F6") {
    event.preventDefault();
    (box.matches("textarea") ? card.querySelector(".card-end .button-primary") : card.querySelector("textarea"))?.focus();
    return;
  }
  if (box.name !== "line-text") return;
  const where = direction(event);
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    enterKey(card, box);
  } else if (where) {
    event.preventDefault();
    if (card.id !== "line-new") move(card, where, box.selectionStart);
    else if (event.key === "Tab") nest(card, where === "in");
  }
});

// A line that opens is there to be written in: behind its words, or where the caret was.
const opened = new WeakSet();
let caret = null;
function enter() {
  for (const card of document.querySelectorAll("form[data-card]")) {
    if (opened.has(card)) continue;
    opened.add(card);
    const field = card.querySelector("[aria-invalid], textarea, input:not([type=hidden])");
    if (!field || (caret === null && card.contains(document.activeElement))) continue;
    field.focus();
    if (field.matches("textarea")) field.setSelectionRange(caret ?? field.value.length, caret ?? field.value.length);
    caret = null;
  }
}
document.addEventListener("htmx:afterSettle", enter);
enter();
