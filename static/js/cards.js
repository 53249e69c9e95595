/* The open cards of a plan, and what stands in them. */
export const cards = () => [...document.querySelectorAll("form[data-card]")];
export const fieldsOf = (card) => [...new FormData(card)].filter(([name]) => name !== "csrfmiddlewaretoken");
export const typed = (card) => JSON.stringify(fieldsOf(card));

// As the server sent it, whatever was typed since.
export function asSent(card) {
  const copy = card.cloneNode(true);
  copy.reset();
  return typed(copy);
}
