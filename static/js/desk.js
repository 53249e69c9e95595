/* Keys of the treasurer's desk: each thing that has a data-key is pressed, opened or sent by that key.
   Not while somebody writes, and not together with Ctrl, Alt or Meta, which belong to the browser. */
function isWriting(target) {
  return target.closest("input:not([type='hidden']), textarea, select, [contenteditable]") !== null;
}

function press(place) {
  if (place instanceof HTMLFormElement) place.requestSubmit();
  else if (place instanceof HTMLDetailsElement) {
    place.open = true;
    place.querySelector("textarea, input:not([type='hidden'])")?.focus();
  } else place.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isWriting(event.target)) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!place) return;
  event.preventDefault();
  press(place);
});
