/* Whoever was signed out signs in again in place, and what was under way goes on. The session may also have been renewed in
   another tab: then its token is fetched, and nobody is asked. */
import { send } from "./send-again.js";

const dialog = document.getElementById("sign-in-again");
const bar = document.getElementById("signed-out");
const afterwards = new Map(); // by what it is about: a button that was pressed goes before what saves itself

export const signedOut = (url) => Boolean(url) && new URL(url, location.href).pathname === dialog.dataset.login;

// The token of a page goes into this one.
function adopt(page) {
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// False where nobody is signed in any more, or somebody else: nobody writes under another name.
async function renewed() {
  try {
    const answer = await fetch(location.pathname);
    const page = await parsed(answer);
    if (signedOut(answer.url) || page.getElementById("sign-in-again")?.dataset.user !== dialog.dataset.user) return false;
    adopt(page);
    return true;
  } catch {
    return false;
  }
}

const isWriting = () => document.activeElement?.matches("textarea, input:not([type=checkbox], [type=radio], [type=submit])");

let writing = null; // where the keys go back to
let caret = null; // and where in it: a dialog that closes gives the keys back, but not the place

function ask(about, then, pressed) {
  if (pressed || !afterwards.has(about)) afterwards.set(about, then);
  if (dialog.open) return;
  // Whoever writes is not interrupted: the next letters of their sentence would land in the password.
  writing = isWriting() ? document.activeElement : null;
  if (writing) bar.hidden = false;
  else open();
}

function open() {
  caret = writing && [writing.selectionStart, writing.selectionEnd];
  bar.hidden = true;
  dialog.querySelector("[role=alert]").hidden = true;
  dialog.showModal();
  dialog.querySelector("[type=password]").focus();
}

bar.querySelector("button").addEventListener("click", open);
dialog.addEventListener("close", () => {
  bar.hidden = !afterwards.size;
  giveBack();
});
document.addEventListener("focusin", ({ target }) => {
  if (!bar.hidden && !bar.contains(target) && isWriting()) writing = target;
});
// Who asks to save by key wants to sign in now.
document.addEventListener(
  "keydown",
  (event) => {
    if (bar.hidden || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  },
  true,
);

function giveBack() {
  writing?.focus();
  if (typeof caret?.[0] === "number") writing.setSelectionRange(...caret);
  caret = null;
}

function goOn() {
  const waiting = [...afterwards.values()];
  afterwards.clear();
  if (dialog.open) dialog.close();
  bar.hidden = true;
  giveBack();
  writing = null;
  for (const then of waiting) then();
}

/* Goes on with `then` once the person is signed in; `about` is the form it belongs to. */
export async function signIn(about, then, { pressed = false } = {}) {
  if (!(await renewed())) return ask(about, then, pressed);
  afterwards.set(about, then);
  goOn();
}

dialog.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const body = new FormData(form);
  let answer;
  try {
    // The token in this page may be that of a session which is gone.
    const page = await parsed(await fetch(form.action));
    body.set("csrfmiddlewaretoken", page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    answer = await fetch(form.action, { method: "POST", body });
  } catch {
    return refuse(form, dialog.dataset.offline);
  }
  form.password.value = "";
  if (!(await renewed())) return refuse(form, signedOut(answer.url) ? await reason(answer) : dialog.dataset.other);
  goOn();
});

const reason = async (answer) => (await parsed(answer)).querySelector("main .errorlist")?.textContent.trim() || dialog.dataset.wrong;

function refuse(form, sentence) {
  const alert = form.querySelector("[role=alert]");
  alert.querySelector("span").textContent = sentence;
  alert.hidden = false;
  form.password.focus();
}

/* Answers of htmx: a page to sign in is not put into this one, nor is a token that is too old the end. Once for each form:
   what is refused twice is not allowed. */
const tried = new WeakSet();

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const gone = signedOut(xhr.responseURL);
  // What asks by itself while somebody types does not ask for a password.
  if (gone && requestConfig.elt.matches("[data-quiet]")) {
    event.detail.shouldSwap = false;
    return;
  }
  const form = requestConfig.elt.closest("form");
  const stale = xhr.status === 403 && requestConfig.verb === "post" && !tried.has(form ?? document.body);
  if (!gone && !stale) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  if (stale) tried.add(form ?? document.body);
  const button = requestConfig.triggeringEvent?.submitter;
  const then = () => {
    if (!form?.isConnected) location.reload();
    else if (requestConfig.verb === "post") send(form, button);
  };
  signIn(form, then, { pressed: true });
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) tried.delete(event.detail.requestConfig.elt.closest("form") ?? document.body);
});
