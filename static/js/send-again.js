/* A form is sent by the button that was pressed, or in the way of whoever writes in it; what had no connection is sent again
   when it is back. A browser that thinks it has one may have none, so it is tried again. */
export const AGAIN = 4000;
const ways = new WeakMap();
const waiting = new Map();

export function send(form, button) {
  const way = ways.get(form);
  if (way) way();
  else form.requestSubmit(button?.isConnected && button.form === form ? button : undefined);
}

// A name of what is sent, by which the server knows it when it comes again.
export const newKey = () => crypto.getRandomValues(new Uint32Array(2)).join("-");
export const sendBy = (form, way) => ways.set(form, way);
export const isWaiting = (form) => waiting.has(form);
export const isAnyWaiting = () => waiting.size > 0;
export const sendNoMore = (form) => waiting.delete(form);

export function sendWhenBack(form, button) {
  waiting.set(form, button);
  setTimeout(sendWaiting, AGAIN);
}

function sendWaiting() {
  if (!navigator.onLine) return;
  const forms = [...waiting];
  waiting.clear();
  for (const [form, button] of forms) if (form.isConnected) send(form, button);
}
window.addEventListener("online", sendWaiting);
