/* Typing is never lost: a line of words saves itself, everything typed is kept on this computer until it is saved, and whoever
   was signed out signs in again in place. What is kept belongs to the person who typed it. */
const box = document.getElementById("saving");
const state = box.querySelector(".saving-state");
const list = box.querySelector(".saving-kept");
const dialog = document.getElementById("sign-in-again");
const PREFIX = `plan-kept:${box.dataset.user}:${box.dataset.base}`;
const IDLE = 200;
const AGAIN = 4000;

const cards = () => [...document.querySelectorAll("form[data-card]")];
const keyOf = (card) => `${PREFIX}#${card.id}`;
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(`${PREFIX}#`));
const fieldsOf = (card) => [...new FormData(card)].filter(([name]) => name !== "csrfmiddlewaretoken");
const typed = (card) => JSON.stringify(fieldsOf(card));

// As the server sent it, whatever was typed since.
function asSent(card) {
  const copy = card.cloneNode(true);
  copy.reset();
  return typed(copy);
}

function say(text, failed = false) {
  state.textContent = text;
  state.hidden = !text;
  state.classList.toggle("saving-failed", failed);
}

function sayKept() {
  const count = keys().length;
  if (!count) return;
  say((navigator.onLine && !offline ? box.dataset.kept : box.dataset.offline).replace("{count}", count), true);
}

/* What is kept. */
const opened = new WeakMap();
let offline = false;

function keep(card) {
  if (typed(card) === opened.get(card)) return forget(card);
  const place = card.querySelector('input[name="after"], input[name="inside"], input[name="on"]');
  const kind = card.id === "line-new" ? new URL(card.action).pathname.split("/").at(-2) : "";
  const text = card.querySelector('[name="line-text"]')?.value ?? "";
  const kept = { fields: fieldsOf(card), kind, place: place && [place.name, place.value], text };
  try {
    localStorage.setItem(keyOf(card), JSON.stringify(kept));
  } catch {
    /* The browser keeps nothing: the line is still in the page. */
  }
}

function forget(card) {
  localStorage.removeItem(keyOf(card));
  showKept();
}

function fill(card, fields) {
  for (const field of card.elements) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.name === "csrfmiddlewaretoken" || !field.name || field.tagName === "BUTTON") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length) field.value = values[0];
  }
}

function open(card) {
  if (opened.has(card)) return;
  opened.set(card, asSent(card));
  const kept = JSON.parse(localStorage.getItem(keyOf(card)) ?? "null");
  if (!kept || JSON.stringify(kept.fields) === opened.get(card)) return;
  fill(card, kept.fields);
  say(box.dataset.restored);
}

function addressOf(key, kept) {
  const id = key.split("#line-")[1];
  if (id !== "new") return `${box.dataset.base}?line=${id}#line-${id}`;
  const [name, value] = kept.place ?? ["after", ""];
  return `${box.dataset.base}?add=${kept.kind}&${name}=${value}#line-new`;
}

function showKept() {
  const open = new Set(cards().map(keyOf));
  const rest = keys().filter((key) => !open.has(key));
  list.replaceChildren(
    ...rest.map((key) => {
      const kept = JSON.parse(localStorage.getItem(key));
      const item = document.createElement("li");
      const link = Object.assign(document.createElement("a"), { href: addressOf(key, kept), textContent: box.dataset.line });
      item.append(`“${kept.text.slice(0, 80)}” `, link);
      return item;
    }),
  );
  list.hidden = !rest.length;
  if (rest.length) sayKept();
}

/* A line of words saves itself. */
const timers = new WeakMap();
const underWay = new WeakMap();

function later(card, wait) {
  clearTimeout(timers.get(card));
  timers.set(card, setTimeout(() => save(card), wait));
}

async function save(card) {
  if (!card.isConnected || card.dataset.busy || typed(card) === opened.get(card)) return;
  const text = card.querySelector('[name="line-text"]').value;
  if (text.includes("\n")) return;
  const sent = typed(card);
  say(box.dataset.busy);
  let answer;
  const asking = fetch(card.action, { method: "POST", body: new FormData(card), headers: { "X-Autosave": "1" } });
  underWay.set(card, asking);
  try {
    answer = await asking;
  } catch {
    return failed(card);
  } finally {
    underWay.delete(card);
  }
  if (signedOut(answer.url)) return signIn(card, () => save(card));
  if (answer.status >= 500) return failed(card);
  offline = false;
  const said = await answer.json();
  if (!answer.ok) return say(said.sentence, true);
  card.elements.version.value = said.version;
  // What was typed while it was on its way is not saved yet.
  opened.set(card, sent.replace(/\["version","\d+"\]/, JSON.stringify(["version", String(said.version)])));
  for (const field of card.elements) if ("defaultValue" in field) field.defaultValue = field.value;
  card.dispatchEvent(new CustomEvent("plan:saved", { bubbles: true }));
  keep(card);
  say(box.dataset.saved.replace("{time}", said.time));
  if (typed(card) !== opened.get(card)) later(card, IDLE);
}

function failed(card) {
  offline = true;
  sayKept();
  later(card, AGAIN);
}

window.addEventListener("online", () => cards().forEach((card) => card.matches("[data-autosave]") && later(card, 0)));

/* Signed out meanwhile. */
const signedOut = (url) => Boolean(url) && new URL(url, location.href).pathname === box.dataset.login;
const afterwards = new Map(); // by card: a button that was pressed goes before a save by itself

function signIn(card, then, pressed = false) {
  if (pressed || !afterwards.has(card)) afterwards.set(card, then);
  if (dialog.open) return;
  dialog.querySelector("[role=alert]").hidden = true;
  dialog.showModal();
  dialog.querySelector("[type=password]").focus();
}

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("next", box.dataset.base);
  const answer = await fetch(form.action, { method: "POST", body });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  form.password.value = "";
  if (!answer.ok || signedOut(answer.url)) {
    form.querySelector("[role=alert]").hidden = false;
    form.password.focus();
    return;
  }
  dialog.close();
  const waiting = [...afterwards.values()];
  afterwards.clear();
  for (const then of waiting) then();
});

/* Answers of htmx: a page to sign in is not put into the plan; a card that was saved is forgotten. */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!signedOut(event.detail.xhr.responseURL)) return;
  event.detail.shouldSwap = false;
  const card = event.detail.requestConfig.elt.closest("form[data-card]");
  signIn(card, () => (card ? card.requestSubmit() : location.reload()), true);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr, requestConfig } = event.detail;
  const card = requestConfig.elt.closest("form[data-card]");
  if (!card || !successful || requestConfig.verb !== "post" || signedOut(xhr.responseURL)) return;
  localStorage.removeItem(keyOf(card));
  if (!keys().length) say("");
});

document.addEventListener("htmx:sendError", () => {
  offline = true;
  sayKept();
});

// Who presses Save while the line is saving itself waits for that, or would be told of the own change.
window.addEventListener(
  "submit",
  (event) => {
    const card = event.target.closest("form[data-card]");
    if (!card) return;
    clearTimeout(timers.get(card));
    const asking = underWay.get(card);
    if (!asking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => setTimeout(() => (event.submitter ? event.submitter.click() : card.requestSubmit()));
    asking.then(again, again);
  },
  true,
);

document.addEventListener("click", (event) => {
  const card = event.target.closest("[data-cancel]")?.closest("form[data-card]");
  if (card) localStorage.removeItem(keyOf(card));
});

document.addEventListener("input", (event) => {
  const card = event.target.closest("form[data-card]");
  if (!card) return;
  keep(card);
  const saves = card.matches("[data-autosave]");
  if (offline || !saves) sayKept();
  if (saves) later(card, IDLE);
});

function look() {
  cards().forEach(open);
  showKept();
}
document.addEventListener("htmx:afterSettle", look);
look();
