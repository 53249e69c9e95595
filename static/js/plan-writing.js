/* Keys inside an open line: Enter stores it and makes the next (inside the words it parts the line in two), Tab and Shift+Tab
   change its level, Alt+Up and Alt+Down move it, F6 goes to the rest of its card, because Tab does not. */
import { isDisputed, isNew, submit } from "./cards.js";
import { boxOf, goOn, goOnBelow, isSent, levelOf, press, takeUp, takeUpNothing } from "./going-on.js";

const ARROWS = { ArrowUp: "up", ArrowDown: "down" };
const PLACE = 'input[name="after"], input[name="inside"]';
const WORDS = ["line-text", "activity-title", "schedule-when", "place-where"]; // the fields that are the words of a line

const hasFacts = (card) => !card.matches("[data-autosave]");

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

// Who writes in a line that moves goes on writing in it, at the same place; what is asked meanwhile comes after that.
let moving = null; // the card of the line that is being moved
let moves = []; // where it goes then

function move(card, direction, at) {
  if (moving?.isConnected) return moves.push(direction);
  moving = card;
  caret = at;
  press(card, "direction", direction);
}

function stayThere() {
  moving = null;
  moves = [];
}
document.addEventListener("plan:unmoved", stayThere);
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.elt === moving && !detail.successful) stayThere();
});

// The words behind the caret become the next line, or a new one does.
function breakLine(card, box) {
  const [ahead, behind] = [box.value.slice(0, box.selectionStart), box.value.slice(box.selectionEnd)];
  if (!ahead.trim()) box.setSelectionRange(box.value.length, box.value.length);
  else if (!ahead.split("\n").at(-1).trim()) return; // this is the new line already
  const spaces = [/[ \t]*$/.exec(box.value.slice(0, box.selectionStart)), /^[ \t]*/.exec(behind)].map(([found]) => found.length);
  box.setRangeText("\n", box.selectionStart - spaces[0], box.selectionEnd + spaces[1], "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  if (!behind.includes("\n")) goOn(card); // who breaks a line among many presses the button when they are right
}

function direction(event) {
  if (event.key === "Tab" && !event.altKey) return event.shiftKey ? "out" : "in";
  return event.altKey && !event.shiftKey ? ARROWS[event.key] : undefined;
}

function enterKey(card, box) {
  if (!hasFacts(card) && !box.value.trim()) card.querySelector("[data-cancel]")?.click();
  else if (!hasFacts(card)) breakLine(card, box);
  else if (isNew(card)) submit(card);
  else goOnBelow(card);
}

// Past the field of the words, to the next one of the card; from anywhere else back to the words.
function otherField(card, box) {
  const fields = [...card.querySelectorAll("input:not([type=hidden]), textarea, select, summary, button, a")];
  const shown = fields.filter((field) => field.checkVisibility());
  const words = shown.find((field) => WORDS.includes(field.name));
  (box === words ? shown[shown.indexOf(words) + 1] : words)?.focus();
}

let levels = []; // {where, line}: Tab was pressed in that line of a box before it was a line of its own
const lineAt = (box) => box.value.slice(0, box.selectionStart).split("\n").length - 1;

document.addEventListener("keydown", (event) => {
  const box = event.target;
  const card = box.closest("form[data-card]");
  if (!card || event.ctrlKey || event.metaKey || event.isComposing) return;
  const isWords = WORDS.includes(box.name);
  const where = direction(event);
  if (where && isSent(card)) {
    if (event.key === "Tab") levels.push({ where, line: lineAt(box) });
  } else if (event.key === "F6") {
    otherField(card, box);
  } else if (isWords && event.key === "Enter" && !event.shiftKey && !event.altKey && !isDisputed(card)) {
    enterKey(card, box);
  } else if (where && !isNew(card) && card.querySelector("[name=direction]") && (isWords || event.altKey)) {
    move(card, where, box.selectionStart);
  } else if (where && isNew(card) && !hasFacts(card) && event.key === "Tab") {
    nest(card, where === "in");
  } else {
    return;
  }
  event.preventDefault();
});

// A line that opens is there to be written in: behind its words, where the caret was, or where something is wrong.
const WRONG = "[aria-invalid]";
const FIRST = `${WRONG}, textarea, input:not([type=hidden], [type=radio], [type=checkbox])`;
const opened = new WeakSet();
let caret = null;
function enter() {
  for (const card of document.querySelectorAll("form[data-card]")) {
    if (opened.has(card)) continue;
    opened.add(card);
    const from = boxOf(card) ? takeUp(card) : null;
    if (from !== null) {
      if (card.querySelector(".conflict, .message-error")) levels = [];
      else takeOrders(card, from);
      continue;
    }
    const fields = [...card.querySelectorAll(FIRST)].filter((each) => each.checkVisibility());
    const field = fields.find((each) => each.matches(WRONG)) ?? fields[0];
    if (!field || (caret === null && card.contains(document.activeElement))) continue;
    field.focus();
    const at = caret ?? field.value.length;
    if (WORDS.includes(field.name)) field.setSelectionRange(at, at);
    const next = moving && !moving.isConnected && moving.id === card.id ? moves.shift() : null;
    caret = moving = null;
    if (next) move(card, next, at);
    else moves = [];
  }
  takeUpNothing();
}

// What was asked for before the line was there: its level, and more lines.
function takeOrders(card, from) {
  levels = levels.map(({ where, line }) => ({ where, line: line - from }));
  for (const { where } of levels.filter(({ line }) => line <= 0)) {
    if (isNew(card)) nest(card, where === "in");
    else move(card, where, boxOf(card).selectionStart);
  }
  levels = levels.filter(({ line }) => line > 0);
  if (boxOf(card).value.includes("\n")) goOn(card);
}
document.addEventListener("htmx:afterSettle", enter);
enter();
