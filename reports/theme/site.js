// What a reader with script gets on top: a switch of theme, contents that fold, tooltips; tables.js has
// what tables do. Without it all is there.
"use strict";

const root = document.documentElement;
try {
  const kept = localStorage.getItem("theme");
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
} catch { /* storage is off: the system's theme is shown */ }

function themeSwitch() {
  const button = document.getElementById("theme");
  if (!button) return;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const name = () => (isDark() ? root.dataset.light : root.dataset.dark);
  button.hidden = false;
  button.textContent = name();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* not kept, no matter */ }
    button.textContent = name();
  });
}

// On a small screen the navigation is a row that scrolls: the page that is open is brought into view.
function showCurrentPage() {
  const here = document.querySelector(".pages [aria-current]");
  const row = here?.closest(".pages");
  if (row) row.scrollLeft = here.getBoundingClientRect().left - row.clientWidth / 2 + here.clientWidth / 2;
}

// The contents are a list beside the text where there is room, and fold where there is none.
function contents() {
  const list = document.querySelector("#TOC details");
  const room = matchMedia("(min-width: 66rem)");
  const fit = () => { if (list) list.open = room.matches; };
  room.addEventListener("change", fit);
  list?.addEventListener("click", (event) => { if (event.target.closest("a")) fit(); });
  fit();
}

function tooltips() {
  const tip = document.createElement("div");
  tip.id = "tooltip";
  tip.hidden = true;
  document.body.append(tip);
  for (const mark of document.querySelectorAll("svg .tip")) {
    const title = mark.querySelector("title");
    mark.dataset.tip = title.textContent;
    title.remove();  // or the browser would show its own as well
  }
  const hide = () => { tip.hidden = true; };
  const show = (event) => {
    const mark = event.target.closest?.("[data-tip]");
    if (!mark) return hide();
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const left = Math.min(event.pageX + 12, scrollX + innerWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(scrollX + 8, left)}px`;
    tip.style.top = `${event.pageY + 16}px`;
  };
  document.addEventListener("pointermove", show);
  document.addEventListener("pointerdown", show);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

addEventListener("DOMContentLoaded", () => {
  themeSwitch();
  showCurrentPage();
  contents();
  tooltips();
});
