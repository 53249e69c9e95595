/* Typing is never lost: a line of words saves itself; everything typed is kept on this computer until it is saved. */
import { asSent, cards, isDisputed, isNew, isRefused, submit, typed } from "./cards.js";
import { boxOf, goOn, isComposing, isHeld, isSent, isTaken } from "./going-on.js";
import { box, countOf, fill, forget, forgetLine, keep, keyOf, keys, list, lookAround, takeOver, wordsOf } from "./kept.js";
import { mayHaveMoved } from "./moving.js";
import { AGAIN, isAnyWaiting, isWaiting, sendNoMore, sendWhenBack } from "./send-again.js";
import { signIn, signedOut } from "./sign-in-again.js";

const state = document.querySelector(".saving-state");
const IDLE = 200;
const PAUSE = 1200; // a new line is stored when its author pauses: its card becomes that of a line
const HOUR = { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }; // as the server tells it

const opened = new WeakMap(); // by card: what it held when it was last stored
const restored = new WeakSet(); // cards that hold what was kept
let trouble = ""; // "offline" or "failed": the last thing that was sent did not arrive

const isStored = (card) => typed(card) === opened.get(card);
const savesItself = (card) => card.matches("[data-autosave]") && !wordsOf(card).includes("\n") && !isDisputed(card);

function say(text, failed = false) {
  state.textContent = text;
  state.classList.toggle("saving-failed", failed);
}

const saySaved = (time) => say(box.dataset.saved.replace("{time}", time));

function sayKept() {
  const count = countOf(keys());
  if (count) say(box.dataset[trouble || (navigator.onLine ? "kept" : "offline")].replace("{count}", count), true);
  else if (trouble) say(isAnyWaiting() ? box.dataset.waits : box.dataset.unanswered, true);
  else if (state.classList.contains("saving-failed")) say("");
}

function show() {
  list(() => {
    show();
    sayKept();
  });
  if (!box.hidden || !keys().length) sayKept();
}

const VERSION = /\["version","\d+"\]/;
const anyVersion = (fields) => fields.replace(VERSION, "");

function open(card) {
  if (opened.has(card)) return;
  opened.set(card, asSent(card));
  if (card.dataset.gone || isRefused(card)) {
    if (!card.dataset.gone) opened.set(card, "");
    keep(card); // the words of a line that was removed, until they are a new line; or what was refused, until it is mended
    restored.add(card);
    if (card.dataset.gone) forgetLine(card.dataset.gone);
    return sayKept();
  }
  if (card.matches("[data-autosave]") && !isNew(card)) card.querySelector("[data-cancel]:not([data-theirs])")?.replaceChildren(box.dataset.close);
  restore(card);
}

function restore(card) {
  if (!isStored(card)) return; // something was typed into it already: what is kept stays in the list
  const kept = takeOver(card);
  // The card that tells of somebody else's words holds one's own already.
  if (!kept || isDisputed(card)) return;
  // It may have arrived when its tab was closed before the answer: then there is nothing to bring back.
  if (anyVersion(JSON.stringify(kept.fields)) === anyVersion(opened.get(card))) return forget(card);
  restored.add(card);
  fill(card, kept);
  say(box.dataset.restored);
  if (savesItself(card)) later(card, PAUSE);
}

/* A line of words saves itself. */
const timers = new WeakMap();
const underWay = new WeakMap();
const renewed = new WeakSet();
const unanswered = new WeakMap(); // by card: words that were sent and may be stored, though no answer came
const beaten = new WeakSet(); // cards of lines that somebody else changed: closing them shows both texts
const CONFLICT = 409;

function later(card, wait) {
  clearTimeout(timers.get(card));
  timers.set(card, setTimeout(() => save(card), wait));
}

// Whether everything in the card is stored now. One after the other: a line that is on its way has a new version soon.
async function save(card) {
  if (underWay.has(card)) return underWay.get(card);
  if (isStored(card)) return true;
  if (!card.isConnected || isWaiting(card) || !savesItself(card)) return false;
  if (isNew(card)) {
    if (isComposing() || isHeld(card)) later(card, PAUSE);
    else if (wordsOf(card).trim()) goOn(card);
    return false;
  }
  if (card.matches(".htmx-request")) {
    later(card, IDLE); // its button was pressed: that comes first
    return false;
  }
  const saving = storeAll(card).finally(() => underWay.delete(card));
  underWay.set(card, saving);
  return saving;
}

// What was typed while it was on its way is not saved yet.
async function storeAll(card) {
  let isOver = false;
  while (!isOver) isOver = !(await store(card)) || isStored(card) || !savesItself(card);
  return isStored(card);
}

async function store(card) {
  const sent = typed(card);
  const body = new FormData(card);
  for (const words of unanswered.get(card) ?? []) body.append("sent-before", words);
  if (mayHaveMoved(card)) body.append("sent-before", boxOf(card).defaultValue);
  unanswered.set(card, [...(unanswered.get(card) ?? []), wordsOf(card)]);
  say(box.dataset.busy);
  let answer, said;
  try {
    answer = await fetch(card.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
    said = await answer.json();
  } catch {
    return notStored(card, answer);
  }
  trouble = "";
  renewed.delete(card);
  unanswered.delete(card);
  if (!answer.ok) {
    if (answer.status === CONFLICT) beaten.add(card);
    say(said.sentence, true);
    return false;
  }
  card.elements.version.value = said.version;
  opened.set(card, sent.replace(VERSION, JSON.stringify(["version", String(said.version)])));
  for (const field of card.elements) if ("defaultValue" in field) field.defaultValue = field.value;
  card.dispatchEvent(new CustomEvent("plan:saved", { bubbles: true }));
  if (isStored(card)) forget(card);
  else keep(card);
  if (keys().some((key) => key !== keyOf(card))) sayKept();
  else saySaved(said.time);
  return true;
}

// No answer, or a page instead of one: nobody is signed in, the token is too old, the server is in trouble.
function notStored(card, answer) {
  const gone = answer && signedOut(answer.url);
  const stale = !gone && answer?.status === 403;
  trouble = gone || stale ? "" : answer ? "failed" : "offline";
  sayKept();
  if (!gone && !stale) later(card, AGAIN);
  else if (gone || !renewed.has(card)) signIn(card, () => save(card));
  // Refused again with a new token, it is not allowed.
  if (stale) renewed.add(card);
  return false;
}

window.addEventListener("online", () => {
  trouble = "";
  sayKept();
  for (const card of cards()) if (savesItself(card) && !isWaiting(card)) later(card, 0);
});

// What had no answer has one.
function answered() {
  if (!trouble) return;
  trouble = "";
  sayKept();
}

function notArrived({ elt, triggeringEvent, verb }, why) {
  const card = elt.closest("form[data-card]");
  const line = card ?? elt.closest("[data-line]");
  trouble = why;
  if (line && verb === "post") sendWhenBack(line, triggeringEvent?.submitter);
  if (card && verb === "post" && !isStored(card)) keep(card);
  sayKept();
}

document.addEventListener("htmx:sendError", ({ detail }) => notArrived(detail.requestConfig, "offline"));
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.status >= 500) notArrived(detail.requestConfig, "failed");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.shouldSwap) sayKept();
});

/* Who closes a card whose button is pressed, or is to be, closes what its answer opens: the answer of a card that is gone would find
   no paper. */
const pressedSoon = new WeakSet(); // cards whose button is pressed once their words are stored
let closing = ""; // the id of a card that closes then

const isPressed = (card) => card.matches(".htmx-request") || pressedSoon.has(card);

function closeIfAsked() {
  const card = cards().find(({ id }) => id === closing);
  if (card && isPressed(card)) return;
  closing = "";
  card?.querySelector("[data-cancel]")?.click();
}
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!detail.successful) closing = "";
});
document.addEventListener("htmx:afterSettle", () => setTimeout(closeIfAsked));

/* A card that was stored as it is, or that its author gave up, is forgotten. Escape gives up nothing: the words stay in the list. */
let givenUp = null;
const sent = new WeakMap();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "post" || !detail.elt.matches("form[data-card]")) return;
  sent.set(detail.elt, typed(detail.elt));
  if (unanswered.has(detail.elt)) detail.parameters["sent-before"] = unanswered.get(detail.elt);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, requestConfig } = event.detail;
  const card = requestConfig.elt.closest("form[data-card]");
  if (!xhr.status || xhr.status >= 400 || signedOut(xhr.responseURL)) return;
  const posted = requestConfig.verb === "post";
  if (posted) sendNoMore(card ?? requestConfig.elt);
  const stored = card && posted && new URL(card.action).pathname === new URL(requestConfig.path, location.href).pathname;
  if (!stored && (!card || givenUp !== card)) return answered();
  trouble = "";
  sendNoMore(card);
  if (givenUp === card || isTaken(card) || typed(card) === sent.get(card)) forget(card);
  else keep(card);
  show();
  if (keys().length) return;
  if (stored) saySaved(new Date().toLocaleTimeString("vi", HOUR));
  else say("");
});

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-cancel]");
    const card = link?.closest("form[data-card]");
    if (!card) return;
    // On its way it closes by itself, and what was typed since is in the line that opens.
    if (isSent(card)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    if (isPressed(card)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      closing = card.id;
      return;
    }
    const theirs = link.matches("[data-theirs]");
    givenUp = event.isTrusted && (theirs || isNew(card) || !card.matches("[data-autosave]")) ? card : null;
    if (theirs || givenUp || !savesItself(card) || isStored(card)) return;
    // A line that saves itself is closed when it is saved.
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timers.get(card));
    if (isNew(card)) return submit(card);
    save(card).then((stored) => (stored ? link.click() : beaten.has(card) && submit(card)));
  },
  true,
);

function unmoved(card) {
  pressedSoon.delete(card);
  closing = "";
  card.dispatchEvent(new CustomEvent("plan:unmoved", { bubbles: true }));
}

// Who presses Save while the line is saving itself waits for that, or would be told of the own change; a line is moved when
// its words are stored.
window.addEventListener(
  "submit",
  (event) => {
    const card = event.target.closest("form[data-card]");
    if (!card) return;
    clearTimeout(timers.get(card));
    if (isHeld(card)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const moves = event.submitter?.name === "direction" && savesItself(card) && !isStored(card);
    if (!underWay.has(card) && !moves) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => {
      pressedSoon.delete(card);
      if (event.submitter) event.submitter.click();
      else card.requestSubmit();
    };
    pressedSoon.add(card);
    save(card).then((stored) => {
      if (stored || !moves) setTimeout(again);
      else unmoved(card);
    });
  },
  true,
);

document.addEventListener("plan:taken", ({ detail }) => {
  forget(detail);
  show();
  sayKept();
});

document.addEventListener("input", (event) => {
  const card = event.target.closest("form[data-card]");
  if (!card) return;
  if (isStored(card)) forget(card);
  else keep(card);
  if (!savesItself(card) || trouble || !navigator.onLine) sayKept();
  else if (isNew(card)) say("");
  if (savesItself(card)) later(card, isNew(card) ? PAUSE : IDLE);
});

function look() {
  cards().forEach(open);
  show();
}
document.addEventListener("htmx:afterSettle", look);
document.addEventListener("plan:opened", look);

// A page that was closed is not gone at once; then its words come back into a card in which nothing was typed.
async function lookAgain() {
  await lookAround();
  for (const card of cards()) if (!restored.has(card)) restore(card);
  show();
}
for (const wait of [500, 1500, 4000]) setTimeout(lookAgain, wait);
document.addEventListener("visibilitychange", lookAgain);
window.addEventListener("storage", show); // another window opened, stored or dropped what this one lists
look();
