/* Under a field for money: the amount as it will be read, grouped in threes, while it is being typed.
   Only whole numbers are echoed; everything else is left to the server, which answers in words. */
const PLAIN = /^\d{1,13}$|^\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*$/;

function read(text) {
  const digits = text.trim().replace(/\u00a0/g, " ");
  return PLAIN.test(digits) ? `${digits.replace(/\D/g, "").replace(/\B(?=(\d{3})+$)/g, ".")} đồng` : "";
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches("input[data-dong]")) return;
  let echo = field.parentElement.querySelector(".amount-read");
  if (!echo) {
    echo = document.createElement("output");
    echo.className = "amount-read";
    field.after(echo);
  }
  echo.textContent = read(field.value);
});
