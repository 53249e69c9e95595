/* A line is dragged by its words and dropped below another line; the keys do the same (Alt+Up and Alt+Down). */
const paper = () => document.getElementById("paper");
const lineOf = (target) => target.closest?.("#paper [data-line][id^='line-']");
let dragged = null;

function mark(line, where) {
  for (const old of document.querySelectorAll(".drop-above, .drop-below")) old.classList.remove("drop-above", "drop-below");
  if (line) line.classList.add(`drop-${where}`);
}

const half = (event, line) => {
  const { top, height } = line.getBoundingClientRect();
  return event.clientY < top + height / 2 ? "above" : "below";
};

// The line under which the dragged one would stand; 0 at the head of the plan.
function under(line, where) {
  const lines = [...paper().querySelectorAll("[data-line][id^='line-']")];
  const at = lines.indexOf(line) - (where === "above" ? 1 : 0);
  return at < 0 ? "0" : lines[at].id.replace("line-", "");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target.tagName === "A" ? lineOf(event.target) : null;
  if (!dragged || !paper().hasAttribute("hx-boost")) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.textContent.trim());
  dragged.classList.add("dragged");
});

document.addEventListener("dragover", (event) => {
  const line = lineOf(event.target);
  if (!dragged || !line || line === dragged) return;
  event.preventDefault();
  mark(line, half(event, line));
});

document.addEventListener("drop", (event) => {
  const line = lineOf(event.target);
  if (!dragged || !line || line === dragged) return;
  event.preventDefault();
  const id = dragged.id.replace("line-", "");
  const below = under(line, half(event, line));
  const base = paper().dataset.planPaper;
  if (below !== id) {
    window.htmx.ajax("POST", `${base}lines/${id}/place/`, { source: dragged, target: "#paper", swap: "outerHTML show:none", values: { below } });
  }
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  dragged = null;
  mark(null);
});
