/* A line is dragged to its place: by its words with a mouse, by the grip beside it with a finger or a pen that rests on it for a
   moment; a finger that swipes over the grip scrolls the page. Escape leaves the line where it is. The keys do the same (Alt+Up and
   Alt+Down), and so do the buttons of an open line. */
import { moveLine } from "./moving.js";

const NEAR = 5; // pixels before a press becomes a drag, or a swipe
const HOLD = 250; // milliseconds that a finger rests before it holds the line
const EDGE = 72; // this near to the window's edge the page scrolls
const FASTEST = 16; // pixels a frame
const LINE = "[data-line][id^='line-']";

const paper = () => document.getElementById("paper");
const lineOf = (target) => target?.closest?.(`#paper ${LINE}`) ?? null;
const idOf = (line) => /^line-(\d+)$/.exec(line?.id)?.[1] ?? "";
const isEdited = () => paper()?.hasAttribute("hx-boost");

/* What is said of it. */
const voice = document.getElementById("drag-voice");

function say(what, line) {
  const words = line?.querySelector(":scope > a")?.textContent.trim() ?? "";
  const text = voice.dataset[what].replace("{line}", words.length > 80 ? `${words.slice(0, 79)}…` : words);
  if (voice.textContent !== text) voice.textContent = text;
}

/* The drag: what is held, where the pointer is, where the line would go. */
let held = null; // { line, grip, touch, timer, pointer, x, y, moved, swipes, place }

function mark(place) {
  for (const old of document.querySelectorAll(".drop-above, .drop-below")) old.classList.remove("drop-above", "drop-below");
  if (place) place.line.classList.add(place.above ? "drop-above" : "drop-below");
}

// The line at the pointer's height, wherever on the paper the pointer is; none between two lines.
function placeAt(y) {
  const { left, width } = paper().getBoundingClientRect();
  const line = lineOf(document.elementFromPoint(left + width / 2, y));
  if (!line || line === held.line) return line ? null : held.place;
  const { top, height } = line.getBoundingClientRect();
  return { line, above: y < top + height / 2 };
}

// The stored line under which the held one would stand; 0 at the head of the plan.
function under({ line, above }) {
  const lines = [...paper().querySelectorAll(LINE)];
  const before = lines.slice(0, lines.indexOf(line) + (above ? 0 : 1)).reverse();
  return idOf(before.find(idOf)) || "0";
}

function aim() {
  held.place = placeAt(held.y);
  mark(held.place);
  if (!held.place) return;
  const below = under(held.place);
  say(below === "0" ? "first" : "over", document.getElementById(`line-${below}`));
}

function scroll() {
  if (!held?.moved) return;
  const room = Math.min(held.y, window.innerHeight - held.y);
  if (room < EDGE) {
    const step = Math.ceil((1 - Math.max(room, 0) / EDGE) * FASTEST);
    window.scrollBy(0, held.y < window.innerHeight / 2 ? -step : step);
    aim();
  }
  requestAnimationFrame(scroll);
}

function begin() {
  held.moved = true;
  held.line.setPointerCapture(held.pointer);
  held.line.classList.add("dragged");
  document.documentElement.classList.add("dragging");
  say("held", held.line);
  requestAnimationFrame(scroll);
}

function end() {
  clearTimeout(held?.timer);
  held?.line.classList.remove("dragged");
  document.documentElement.classList.remove("dragging");
  mark(null);
  held = null;
}

function cancel() {
  if (held?.moved) say("left", held.line);
  end();
}

function drop() {
  const { line, place } = held;
  const id = idOf(line);
  const below = place ? under(place) : id;
  if (below === id) return cancel();
  end();
  moveLine(line, "place", { below }).then(() => (voice.textContent = ""));
}

// The grip takes the touch from the browser, so the page is scrolled here.
function swipe(up) {
  clearTimeout(held.timer);
  held.swipes = true;
  window.scrollBy(0, up);
}

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.(".grip");
  const line = lineOf(event.target);
  const byMouse = event.pointerType === "mouse" && event.button === 0 && event.target.closest?.(`${LINE} > a`);
  if (held || !isEdited() || !idOf(line) || !event.isPrimary || !(grip || byMouse)) return;
  const touch = grip && event.pointerType !== "mouse"; // a mouse need not rest: it scrolls no page
  held = { line, grip, touch, pointer: event.pointerId, x: event.clientX, y: event.clientY, moved: false, place: null };
  if (touch) held.timer = setTimeout(begin, HOLD);
});

document.addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.pointer) return;
  if (!held.line.isConnected) return cancel();
  const away = Math.hypot(event.clientX - held.x, event.clientY - held.y);
  if (!held.moved && !held.swipes && away < NEAR) return;
  const up = held.y - event.clientY;
  held.y = event.clientY;
  if (held.touch && !held.moved) return swipe(up);
  if (!held.moved) begin();
  aim();
});

// The press that ends a drag is no click on the line; on the grip alone it opens the line, as beside it.
let dropped = false;
document.addEventListener("pointerup", (event) => {
  if (!held || event.pointerId !== held.pointer) return;
  dropped = held.moved;
  setTimeout(() => (dropped = false));
  if (held.moved) return drop();
  const link = held.grip && !held.swipes ? held.line.querySelector(":scope > a") : null;
  end();
  link?.click();
});
document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === held?.pointer) cancel();
});

window.addEventListener(
  "click",
  (event) => {
    if (!dropped) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

window.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== "Escape" || !held?.moved) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // The button is still down: what it does when it comes up is no click.
    dropped = true;
    window.addEventListener("pointerup", () => setTimeout(() => (dropped = false)), { once: true });
    cancel();
  },
  true,
);

// The browser's own dragging of links and marking of words would be in the way.
document.addEventListener("dragstart", (event) => {
  if (isEdited() && lineOf(event.target)) event.preventDefault();
});
document.addEventListener("selectstart", (event) => {
  if (held) event.preventDefault();
});
document.addEventListener("contextmenu", (event) => {
  if (event.target.closest?.(".grip")) event.preventDefault();
});

/* The grips, where there is something to touch with. */
const touched = window.matchMedia("(any-pointer: coarse)");

function addGrips() {
  if (!touched.matches || !isEdited()) return;
  for (const line of paper().querySelectorAll(`${LINE}:not(form):not(:has(> .grip))`)) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.setAttribute("aria-hidden", "true");
    line.prepend(grip);
  }
}

document.addEventListener("htmx:afterSettle", addGrips);
touched.addEventListener("change", addGrips);
addGrips();
