// Charts that leave something out at first: a button shows the drawing with everything, and says whether it is on.
"use strict";

for (const button of document.querySelectorAll(".chart-switch")) {
  const parts = document.getElementById(button.dataset.figure)?.querySelectorAll(".chart-part") ?? [];
  if (parts.length < 2) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const all = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(all));
    parts.forEach((part, n) => { part.hidden = (n === 1) !== all; });
  });
}
