/* Whoever writes goes on writing while a line is stored. What is typed until the answer comes goes into the line that opens
   then; without an answer it stays where it was typed, and nothing is lost or joined. */
import { isNew, submit } from "./cards.js";
import { AGAIN, isWaiting, newKey, sendBy } from "./send-again.js";
import "./sign-in-again.js"; // it says first whether an answer is one

const underWay = new WeakMap(); // by card: {text, then} of the lines that were sent, or {next}, the card of the next line
const attempts = new WeakMap(); // by card: what was sent of it and may have arrived, though no answer came
const taken = new WeakSet(); // cards that were stored, with all that was typed meanwhile taken along
let carried = null; // {from, words, stored, start, end, focus, isStored}: what was taken along, for the card that opens

export const boxOf = (card) => card.querySelector('[name="line-text"]');
export const isSent = (card) => underWay.has(card);
export const isTaken = (card) => taken.has(card);

// A click, because htmx knows the button of a form by it.
export const press = (card, name, value) => card.querySelector(`button[name="${name}"][value="${value}"]`)?.click();

/* Whether a new line stands below one that is not stored yet: it goes along with that one's answer. */
export function isHeld(card) {
  const beside = card.querySelector('input[name="after"]');
  const above = beside && document.querySelector(`form#line-${beside.value}`);
  return Boolean(above) && (underWay.has(above) || isWaiting(above));
}

function orderOf(words) {
  const lines = words.split("\n");
  const startsNew = lines.length > 1 && !lines.at(-1).trim();
  if (startsNew) lines.pop();
  return { text: lines.join("\n"), then: startsNew ? "after:line" : "write" };
}

/* What may have arrived is sent once more as it was, which adds nothing twice; what was typed since follows it. */
function sameAgain(card) {
  const before = isNew(card) && attempts.get(card);
  const end = before?.then === "write" ? "" : "\n";
  return before && boxOf(card).value.startsWith(before.text + end) ? before : null;
}

/* Stores the lines that stand in a card of words. An empty last one is the new line that opens; else the last one stays open. */
export function goOn(card) {
  if (underWay.has(card) || isHeld(card)) return; // what was typed since is stored when the answer is there
  const order = sameAgain(card) ?? orderOf(boxOf(card).value);
  attempts.set(card, order);
  underWay.set(card, order);
  sendBy(card, () => goOn(card));
  submit(card);
}

export const levelOf = (line) => Number(line?.dataset.level ?? /(?:^|\s)level-(\d+)/.exec(line?.className)?.[1] ?? -1);

// The last of the lines inside a line: the next one comes behind them.
function lastBelow(card) {
  let last = card;
  while (levelOf(last.nextElementSibling) > levelOf(card)) last = last.nextElementSibling;
  return last;
}

// The card of the line below, which the page has ready.
function cardBelow(card) {
  const line = card.id.replace("line-", "");
  // Into this document first: in a template's own one, no address of a link can be changed.
  const next = document.importNode(document.getElementById("next-line").content.firstElementChild, true);
  next.elements.sending.value = newKey();
  next.prepend(Object.assign(document.createElement("input"), { type: "hidden", name: "after", value: line }));
  next.querySelector("[data-cancel]").search = `?moved=${line}`;
  lastBelow(card).after(next);
  window.htmx.process(next);
  document.dispatchEvent(new CustomEvent("plan:opened"));
  boxOf(next).focus();
  return next;
}

/* Stores a line with facts; its next line is written at once. */
export function goOnBelow(card) {
  if (underWay.has(card) || !card.reportValidity()) return;
  const below = lastBelow(card).nextElementSibling;
  underWay.set(card, { next: below?.id === "line-new" ? below : cardBelow(card) });
  sendBy(card, () => goOnBelow(card));
  press(card, "then", "after:line");
}

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const sent = underWay.get(detail.elt);
  if (!sent?.then || detail.verb !== "post") return;
  detail.parameters["line-text"] = sent.text;
  detail.parameters.then = sent.then;
});

// Takes along what stands in a box from one of its lines on, and the caret.
function take(box, from, isStored, stored = "") {
  const lines = box.value.split("\n");
  const before = lines.slice(0, from).join("\n").length + (from && 1);
  const [start, end] = [box.selectionStart, box.selectionEnd].map((at) => Math.max(0, at - before));
  carried = { from, words: lines.slice(from).join("\n"), stored, start, end, focus: document.activeElement === box, isStored };
}

/* A letter that is being composed must not lose its box: then the page that the answer is waits, and is asked for again. */
let composing = false;
let afterwards = null; // {card, url}: whose answer waits
export const isComposing = () => composing;

document.addEventListener("compositionstart", () => (composing = true));
document.addEventListener("compositionend", () => {
  composing = false;
  setTimeout(askAfterwards);
});

function askAfterwards() {
  if (!afterwards || composing) return;
  const paper = document.getElementById("paper");
  window.htmx.ajax("GET", afterwards.url, { source: paper, target: paper, swap: "outerHTML show:none" });
}

// The card that a request is about: its own, or the one whose answer waited.
const cardOf = ({ requestConfig }) => (requestConfig.elt.id === "paper" && afterwards?.card) || requestConfig.elt;

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const card = cardOf(detail);
  const sent = underWay.get(card);
  if (!sent || !detail.shouldSwap) return;
  const isStored = detail.xhr.status < 400;
  if (isStored && composing) {
    detail.shouldSwap = false;
    afterwards = { card, url: detail.xhr.responseURL };
    return;
  }
  if (sent.next) {
    if (isStored && sent.next.isConnected) take(boxOf(sent.next), 0, true);
    return;
  }
  const lines = sent.text.split("\n");
  const from = isStored ? lines.length - (sent.then === "write") : 0;
  take(boxOf(card), from, isStored, isStored && lines[from]);
  if (boxOf(card).value.split("\n").slice(0, from).join() === lines.slice(0, from).join()) taken.add(card);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const card = cardOf(detail);
  const waits = afterwards?.card === card;
  if (waits && (composing || detail.requestConfig.elt === card)) return;
  if (waits && !detail.successful) return setTimeout(askAfterwards, AGAIN); // its line is stored: it is not sent again
  underWay.delete(card);
  if (detail.xhr.status && detail.xhr.status < 500) attempts.delete(card);
  if (!waits) return;
  if (taken.has(card)) document.dispatchEvent(new CustomEvent("plan:taken", { detail: card }));
  afterwards = null;
});

/* Puts what was taken along into the card that has just opened. From which line of the box it was; null if there was none. */
export function takeUp(card) {
  if (!carried) return null;
  const { from, stored, start, end, focus, isStored } = carried;
  const box = boxOf(card);
  // The line may be stored in other letters: without the mark typed before it, and without the space behind its last word.
  const isLonger = stored && carried.words.startsWith(stored);
  const words = isLonger ? box.value + carried.words.slice(stored.trimEnd().length) : carried.words;
  const shift = words.length - carried.words.length;
  carried = null;
  // A new line may hold words of its own again, which were kept here.
  const own = isStored && isNew(card) && box.value.trim() && words.trim() ? `${box.value}\n` : "";
  if (words.trim() && box.value !== words) {
    box.value = own + words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (focus) {
    box.focus();
    box.setSelectionRange(...[start, end].map((at) => Math.max(0, own.length + shift + at)));
  }
  return from;
}
export const takeUpNothing = () => (carried = null);
