/* What is typed into the cards of a plan and not stored yet, kept on this computer under the name of the person who typed it.
   A card that is not stored yet is known by what it makes and beside which line, so that its words come back there only.
   Each open page keeps its own; what a page left behind when it was closed belongs to the next that opens that card. */
import { cards, fieldsOf, isNew } from "./cards.js";

export const box = document.getElementById("saving");
const PREFIX = `plan-kept:${box.dataset.user}:${box.dataset.base}#`;
const PAGE = Math.random().toString(36).slice(2); // no secret: it only tells this page from others
const LOCK = "plan-page:";

const nameIn = (key) => key.slice(PREFIX.length).split("@")[0];
const pageIn = (key) => key.split("@")[1] ?? "";

const CLOSED = "-closed"; // ends the name of a page that went in order

const allKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

/* The other pages that are open in this browser: each holds a lock as long as it lives. Until the locks were looked at, and
   nobody waits for that, every page that did not go in order may be open; without locks, none is known. */
let others = new Set(navigator.locks ? allKeys().map(pageIn).filter((page) => page && !page.endsWith(CLOSED)) : []);
export async function lookAround() {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  others = new Set(held.map(({ name }) => name).filter((name) => name.startsWith(LOCK)).map((name) => name.slice(LOCK.length)));
  others.delete(PAGE);
}
navigator.locks?.request(LOCK + PAGE, () => new Promise(() => {}));
addEventListener("storage", ({ key }) => {
  if (key?.startsWith(PREFIX) && !pageIn(key).endsWith(CLOSED)) others.add(pageIn(key));
});

// The next page of this tab is there before the lock of this one is gone.
addEventListener("pagehide", () => {
  for (const key of allKeys().filter((each) => pageIn(each) === PAGE)) {
    localStorage.setItem(key + CLOSED, localStorage.getItem(key));
    localStorage.removeItem(key);
  }
});

export const keys = () => allKeys().filter((key) => !others.has(pageIn(key)));
export const wordsOf = (card) => card.querySelector('[name="line-text"]')?.value ?? "";

const PLACE = 'input[name="after"], input[name="inside"], input[name="on"]';
const kindOf = (card) => new URL(card.action).pathname.split("/").at(-2);

// A new line keeps its name, of the line it was asked for beside, while it is put inside another one.
function nameOf(card) {
  if (!isNew(card)) return card.id;
  const beside = new URL(card.querySelector("[data-cancel]").href).searchParams.get("moved");
  return `new:${kindOf(card)}:${beside ?? ""}`;
}
const ownKey = (name) => `${PREFIX}${name}@${PAGE}`;
export const keyOf = (card) => ownKey(nameOf(card));

// The first words that differ, of a card that was refused its first words: what a person knows the change by.
function changed(card) {
  const fields = [...card.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")];
  const differing = fields.find((field) => field.value !== field.defaultValue) ?? fields.find((field) => field.value);
  return differing?.value || wordsOf(card);
}

export function keep(card) {
  const place = card.querySelector(PLACE);
  const kept = { fields: fieldsOf(card), kind: kindOf(card), place: place && [place.name, place.value], text: changed(card) };
  try {
    localStorage.setItem(keyOf(card), JSON.stringify(kept));
  } catch {
    /* The browser keeps nothing: the line is still in the page. */
  }
}

export const forget = (card) => localStorage.removeItem(keyOf(card));
const keptOf = (key) => JSON.parse(localStorage.getItem(key) ?? "null");

// What is kept of a line, by whichever page, that no other page has open.
export function forgetLine(name) {
  for (const key of keys()) if (nameIn(key) === name) localStorage.removeItem(key);
}

/* What is kept for a card that opens, from now on by this page. */
export function takeOver(card) {
  const own = keyOf(card);
  const key = localStorage.getItem(own) ? own : keys().find((each) => nameIn(each) === nameOf(card));
  const kept = key ? keptOf(key) : null;
  if (kept && key !== own) {
    localStorage.removeItem(key);
    localStorage.setItem(own, JSON.stringify(kept));
  }
  return kept;
}

/* How many changes some keys hold: each line of a new one counts. */
export function countOf(found) {
  const counts = found.map((key) => (nameIn(key).startsWith("new:line:") ? keptOf(key).text.split("\n").filter((line) => line.trim()).length : 1));
  return counts.reduce((sum, count) => sum + count, 0);
}

export function fill(card, { fields, place }) {
  const beside = card.querySelector(PLACE);
  if (beside && place) [beside.name, beside.value] = place;
  card.toggleAttribute("data-inside", place?.[0] === "inside");
  for (const field of card.elements) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.name === "csrfmiddlewaretoken" || !field.name || field.tagName === "BUTTON") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
}

function addressOf(key, kept) {
  const name = nameIn(key);
  // Without the place in the page: going there, the browser would take the keys out of the card.
  if (name.startsWith("line-")) return `${box.dataset.base}?line=${name.slice("line-".length)}`;
  if (!name.startsWith("new:")) return `${box.dataset.base}?part=${name}`;
  const [, kind, line] = name.split(":");
  const where = kept.place?.[0] === "on" ? "on" : "after";
  return `${box.dataset.base}?add=${kind}&${where}=${line}`;
}

// Words of a line of an activity that was called off wait until it is taken up again.
const linesOff = () => document.querySelector("#plan-called-off [data-lines]")?.dataset.lines.split(" ") ?? [];
const isOff = (key) => nameIn(key).startsWith("line-") && linesOff().includes(nameIn(key).slice("line-".length));

// Words of a line that somebody removed: they become a new line at the end.
const isGone = (key) => nameIn(key).startsWith("line-") && !document.getElementById(nameIn(key)) && !isOff(key);

// Another window may have taken them meanwhile.
function asNewLine(key) {
  const kept = keptOf(key);
  if (!kept) return false;
  const end = ownKey("new:line:");
  const text = [keptOf(end)?.text, kept.text].filter(Boolean).join("\n");
  localStorage.setItem(end, JSON.stringify({ fields: [["line-text", text]], kind: "line", place: null, text }));
  localStorage.removeItem(key);
  return true;
}

const SHOWN = 80; // what was typed last is what it is known by
const shortened = (text) => (text.length > SHOWN ? `…${text.slice(-SHOWN)}` : text);

let listed = ""; // a list that says the same is left alone: somebody may be pressing in it

/* The list of what is kept and not open just now; each can be opened or dropped. */
export function list(onChange) {
  const open = new Set(cards().map(keyOf));
  const rest = keys().filter((key) => !open.has(key));
  const said = JSON.stringify(rest.map((key) => [key, localStorage.getItem(key), isGone(key), isOff(key)]));
  if (said === listed) return;
  listed = said;
  box.replaceChildren(
    ...rest.map((key) => {
      const kept = keptOf(key);
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: addressOf(key, kept), textContent: box.dataset.line });
      const drop = Object.assign(document.createElement("button"), { type: "button", textContent: box.dataset.drop });
      drop.className = "button button-quiet";
      drop.addEventListener("click", () => {
        localStorage.removeItem(key);
        onChange();
      });
      if (isGone(key)) {
        Object.assign(link, { href: `${box.dataset.base}?add=line`, textContent: box.dataset.gone });
        link.addEventListener("click", (event) => {
          if (asNewLine(key)) return;
          event.preventDefault();
          onChange();
        });
      }
      item.append(`“${shortened(kept.text)}” `, isOff(key) ? box.dataset.off : link, " ", drop);
      return item;
    }),
  );
  box.hidden = !rest.length;
}
