/* The amount follows the dues that are ticked, until somebody writes an amount of their own. */
const form = document.querySelector("[data-declare]");
const amount = form?.querySelector("[data-dong]");
const boxes = () => [...form.querySelectorAll("[data-left]")];

function ticked() {
  const sum = boxes().filter((box) => box.checked).reduce((all, box) => all + Number(box.dataset.left), 0);
  return sum ? String(sum).replace(/\B(?=(\d{3})+$)/g, ".") : "";
}

if (amount) {
  let own = amount.value !== ticked();
  amount.addEventListener("input", () => {
    own = amount.value.trim() !== "";
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-left]") && !own) amount.value = ticked();
  });
}
