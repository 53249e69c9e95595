/* Keys inside an open line: Enter saves it and makes the next, Tab and Shift+Tab change its level, Alt+Up and Alt+Down move it. */
const ARROWS = { ArrowUp: "up", ArrowDown: "down" };

function press(card, name, value) {
  // A click, because htmx knows the button of a form by it.
  card.querySelector(`button[name="${name}"][value="${value}"]`)?.click();
}

// A line that is not stored yet goes beside the line it was asked from, or inside it.
function nest(card, inside) {
  const beside = card.querySelector('input[name="after"], input[name="inside"]');
  if (!beside) return;
  beside.name = inside ? "inside" : "after";
  card.toggleAttribute("data-inside", inside);
}

// A line without new words closes when it moves; who writes in it goes on writing in it.
function move(card, direction) {
  const id = card.id;
  const goOn = () => {
    const line = document.getElementById(id);
    const box = line?.querySelector("textarea");
    if (box) box.focus();
    else line?.querySelector("a")?.click();
  };
  document.addEventListener("htmx:afterSettle", goOn, { once: true });
  press(card, "direction", direction);
}

function direction(event) {
  if (event.key === "Tab" && !event.altKey) return event.shiftKey ? "out" : "in";
  return event.altKey && !event.shiftKey ? ARROWS[event.key] : undefined;
}

document.addEventListener("keydown", (event) => {
  const box = event.target;
  const card = box.closest("form[data-card]");
  if (!card || box.name !== "line-text" || event.ctrlKey || event.metaKey || event.isComposing) return;
  const where = direction(event);
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    if (box.value.trim()) press(card, "then", "after:line");
    else card.querySelector("[data-cancel]")?.click();
  } else if (where) {
    event.preventDefault();
    if (card.id !== "line-new") move(card, where);
    else if (event.key === "Tab") nest(card, where === "in");
  }
});

// A line that opens is there to be written in.
const opened = new WeakSet();
function enter() {
  for (const card of document.querySelectorAll("form[data-card]")) {
    if (opened.has(card)) continue;
    opened.add(card);
    const field = card.querySelector("[aria-invalid], textarea, input:not([type=hidden])");
    if (field && !card.contains(document.activeElement)) field.focus();
  }
}
document.addEventListener("htmx:afterSettle", enter);
enter();
