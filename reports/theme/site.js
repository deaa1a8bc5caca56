// What a reader with script gets on top: a switch of theme, tables that sort and filter, tooltips. Without it all is there.
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

// Numbers are compared as numbers: the first one in a cell counts, thousands in groups; other texts by the locale.
function value(row, column) {
  const text = (row.cells[column]?.textContent ?? "").trim();
  const match = text.replace(/(\d),(?=\d{3})/g, "$1").match(/^[^\d\p{L}]*?([-−]?\d+(?:\.\d+)?)(?![-\d])/u);
  return { text, number: match ? Number(match[1].replace("−", "-")) : NaN };
}

function compare(a, b) {
  if ((a.text === "") !== (b.text === "")) return a.text === "" ? 1 : -1;
  if (!Number.isNaN(a.number) && !Number.isNaN(b.number)) return a.number - b.number;
  return a.text.localeCompare(b.text, undefined, { numeric: true });
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    if (!head.textContent.trim()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: value(row, column) }));
      rows.sort((a, b) => {
        const order = compare(a.key, b.key);
        return down && a.key.text && b.key.text ? -order : order;
      });
      table.tBodies[0].append(...rows.map((r) => r.row));
    });
  });
}

function labelled(text, control) {
  const label = document.createElement("label");
  label.append(text, control);
  return label;
}

function filters(box, table) {
  const heads = [...table.tHead.rows[0].cells].map((h) => h.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const controls = document.createElement("div");
  controls.className = "controls";
  const search = document.createElement("input");
  search.type = "search";
  controls.append(labelled(root.dataset.search, search));
  const selects = [];
  for (const name of (box.dataset.filter ?? "").split(";").map((s) => s.trim()).filter(Boolean)) {
    const column = heads.indexOf(name);
    if (column < 0) continue;
    const select = document.createElement("select");
    select.append(new Option(root.dataset.all, ""));
    const texts = new Set(rows.map((r) => r.cells[column].textContent.trim()).filter(Boolean));
    for (const text of [...texts].sort((a, b) => a.localeCompare(b))) select.append(new Option(text, text));
    selects.push({ select, column });
    controls.append(labelled(name, select));
  }
  const count = document.createElement("output");
  controls.append(count);
  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = words.every((w) => text.includes(w)) &&
        selects.every(({ select, column }) => !select.value || row.cells[column].textContent.trim() === select.value);
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = root.dataset.rows.replace("{shown}", shown).replace("{all}", rows.length);
  };
  controls.addEventListener("input", apply);
  apply();
  (table.closest(".scroll") ?? table).before(controls);
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
  for (const box of document.querySelectorAll(".sortable")) {
    const table = box.querySelector("table");
    if (!table?.tHead || !table.tBodies.length) continue;
    sortable(table);
    filters(box, table);
  }
  tooltips();
});
