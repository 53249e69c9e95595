/* A form is sent by the button that was pressed; what had no connection is sent again when it is back. */
const waiting = new Map();

export function send(form, button) {
  form.requestSubmit(button?.isConnected && button.form === form ? button : undefined);
}

export const sendWhenBack = (form, button) => waiting.set(form, button);
export const sendNoMore = (form) => waiting.delete(form);

window.addEventListener("online", () => {
  for (const [form, button] of waiting) if (form.isConnected) send(form, button);
  waiting.clear();
});
