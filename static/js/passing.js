/* The page's word about what was done before goes with the next change, which has its own beside it. */
function passOver() {
  for (const message of document.querySelectorAll("[data-passing]")) message.remove();
  document.querySelector(".messages:not(:has(*))")?.remove();
}
document.addEventListener("plan:saved", passOver);
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb !== "get") passOver();
});
