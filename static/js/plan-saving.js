/* Typing is never lost: a line of words saves itself; everything typed is kept on this computer until it is saved. */
import { asSent, cards, typed } from "./cards.js";
import { box, fill, forget, keep, keptOf, keyOf, keys, list, wordsOf } from "./kept.js";
import { sendNoMore, sendWhenBack } from "./send-again.js";
import { signIn, signedOut } from "./sign-in-again.js";

const state = document.querySelector(".saving-state");
const IDLE = 200;
const AGAIN = 4000;

const opened = new WeakMap(); // by card: what it held when it was last stored
let trouble = ""; // "offline" or "failed": the last thing that was sent did not arrive

const isStored = (card) => typed(card) === opened.get(card);
const savesItself = (card) => card.matches("[data-autosave]") && !wordsOf(card).includes("\n");

function say(text, failed = false) {
  state.textContent = text;
  state.hidden = !text;
  state.classList.toggle("saving-failed", failed);
}

function sayKept() {
  const count = keys().length;
  if (count) say(box.dataset[trouble || (navigator.onLine ? "kept" : "offline")].replace("{count}", count), true);
  else if (state.classList.contains("saving-failed")) say("");
}

function show() {
  list(() => {
    show();
    sayKept();
  });
  if (!box.hidden) sayKept();
}

function open(card) {
  if (opened.has(card)) return;
  opened.set(card, asSent(card));
  if (card.matches("[data-autosave]")) card.querySelector("[data-cancel]:not([data-theirs])")?.replaceChildren(box.dataset.close);
  const kept = keptOf(keyOf(card));
  if (!kept || JSON.stringify(kept.fields) === opened.get(card)) return;
  fill(card, kept);
  say(box.dataset.restored);
}

/* A line of words saves itself. */
const timers = new WeakMap();
const underWay = new WeakMap();
const renewed = new WeakSet();

function later(card, wait) {
  clearTimeout(timers.get(card));
  timers.set(card, setTimeout(() => save(card), wait));
}

// Whether everything in the card is stored now.
async function save(card) {
  if (isStored(card)) return true;
  if (!card.isConnected || card.dataset.busy || !savesItself(card)) return false;
  const sent = typed(card);
  say(box.dataset.busy);
  const asking = fetch(card.action, { method: "POST", body: new FormData(card), headers: { "X-Autosave": "1" } });
  underWay.set(card, asking);
  let answer, said;
  try {
    answer = await asking;
    said = await answer.json();
  } catch {
    return notStored(card, answer);
  } finally {
    underWay.delete(card);
  }
  trouble = "";
  renewed.delete(card);
  if (!answer.ok) {
    say(said.sentence, true);
    return false;
  }
  card.elements.version.value = said.version;
  // What was typed while it was on its way is not saved yet.
  opened.set(card, sent.replace(/\["version","\d+"\]/, JSON.stringify(["version", String(said.version)])));
  for (const field of card.elements) if ("defaultValue" in field) field.defaultValue = field.value;
  card.dispatchEvent(new CustomEvent("plan:saved", { bubbles: true }));
  if (isStored(card)) {
    forget(card);
    say(box.dataset.saved.replace("{time}", said.time));
    return true;
  }
  keep(card);
  return save(card);
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
  for (const card of cards()) if (card.matches("[data-autosave]")) later(card, 0);
});

document.addEventListener("htmx:sendError", (event) => {
  const { elt, triggeringEvent, verb } = event.detail.requestConfig;
  const card = elt.closest("form[data-card]");
  trouble = "offline";
  if (card && verb === "post") {
    sendWhenBack(card, triggeringEvent?.submitter);
    keep(card);
  }
  sayKept();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!event.detail.shouldSwap) sayKept();
});

/* A card that was stored, or that its author gave up, is forgotten. Escape gives up nothing: the words stay in the list. */
let givenUp = null;

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr, requestConfig } = event.detail;
  const card = requestConfig.elt.closest("form[data-card]");
  if (!card || !successful || signedOut(xhr.responseURL)) return;
  trouble = "";
  const stored = requestConfig.verb === "post" && new URL(card.action).pathname === new URL(requestConfig.path, location.href).pathname;
  if (!stored && givenUp !== card) return;
  forget(card);
  sendNoMore(card);
  if (!keys().length) say("");
});

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-cancel]");
    const card = link?.closest("form[data-card]");
    if (!card) return;
    const theirs = link.matches("[data-theirs]");
    givenUp = event.isTrusted && (theirs || !card.matches("[data-autosave]")) ? card : null;
    if (theirs || !savesItself(card) || isStored(card)) return;
    // A line that saves itself is closed when it is saved.
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timers.get(card));
    (underWay.get(card) ?? Promise.resolve()).catch(() => null).then(async () => (await save(card)) && link.click());
  },
  true,
);

// Who presses Save while the line is saving itself waits for that, or would be told of the own change; a line is moved when
// its words are stored.
window.addEventListener(
  "submit",
  (event) => {
    const card = event.target.closest("form[data-card]");
    if (!card) return;
    clearTimeout(timers.get(card));
    const moves = event.submitter?.name === "direction" && savesItself(card) && !isStored(card);
    const asking = underWay.get(card);
    if (!asking && !moves) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => setTimeout(() => (event.submitter ? event.submitter.click() : card.requestSubmit()));
    if (asking) asking.then(again, again);
    else save(card).then((stored) => stored && again());
  },
  true,
);

document.addEventListener("input", (event) => {
  const card = event.target.closest("form[data-card]");
  if (!card) return;
  if (isStored(card)) forget(card);
  else keep(card);
  if (!savesItself(card) || trouble || !navigator.onLine) sayKept();
  if (savesItself(card)) later(card, IDLE);
});

function look() {
  cards().forEach(open);
  show();
}
document.addEventListener("htmx:afterSettle", look);
look();
