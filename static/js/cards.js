/* The open cards of a plan, and what stands in them. */
export const cards = () => [...document.querySelectorAll("form[data-card]")];
export const isNew = (card) => card.id === "line-new"; // its line is not stored yet
export const isDisputed = (card) => card.querySelector(".conflict"); // somebody was faster: its author decides
export const isRefused = (card) => card.querySelector("[aria-invalid], .message-error"); // it holds what is not stored
export const submit = (card) => card.requestSubmit(card.querySelector(".card-end .button-primary"));
export const fieldsOf = (card) => [...new FormData(card)].filter(([name]) => name !== "csrfmiddlewaretoken");
export const typed = (card) => JSON.stringify(fieldsOf(card));

// As the server sent it, whatever was typed since.
export function asSent(card) {
  const copy = card.cloneNode(true);
  copy.reset();
  return typed(copy);
}
