// What tables do on top for a reader with script: they sort, filter and fold, keep that in the address, and say when
// they go on sideways. Without it all rows stand. Words come from the root's data attributes.
"use strict";

{  // a block, so that no name of this file meets one of another
  const FEW = 15;  // rows that a long table shows until it is unfolded

  const words = () => document.documentElement.dataset;
  const slug = (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

  // The key that the page gives a cell, else its text; a number without the commas between its thousands.
  function sortKey(row, column) {
    const cell = row.cells[column];
    const given = cell?.querySelector("[data-sort]");
    const text = (given ? given.dataset.sort : cell?.textContent ?? "").trim();
    return text === "–" ? "" : text.replace(/^[-−]?\d{1,3}(,\d{3})+(\.\d+)?$/, (number) => number.replaceAll(",", ""));
  }

  // Keys are compared word by word, numbers as numbers: first the unit, for instance, then the amount.
  function compareKeys(a, b) {
    const [left, right] = [a.split(" "), b.split(" ")];
    for (let n = 0; n < Math.min(left.length, right.length); n++) {
      const numbers = [Number(left[n]), Number(right[n])];
      const order = numbers.some(Number.isNaN) ? left[n].localeCompare(right[n]) : numbers[0] - numbers[1];
      if (order) return order;
    }
    return left.length - right.length;
  }

  // Cells without a key come last whichever way the others go.
  function sortRows(rows, column, down) {
    const keyed = rows.map((row) => ({ row, key: sortKey(row, column) }));
    keyed.sort((a, b) => {
      if (!a.key || !b.key) return !a.key - !b.key;
      return down ? compareKeys(b.key, a.key) : compareKeys(a.key, b.key);
    });
    return keyed.map(({ row }) => row);
  }

  // What is set in a table stands in the address as `<table>.<what>`; what others keep there is left alone.
  function store(table, name, value) {
    const address = new URL(location.href);
    if (value) address.searchParams.set(`${table}.${name}`, value);
    else address.searchParams.delete(`${table}.${name}`);
    try { history.replaceState(history.state, "", address); } catch { /* this page has no address to keep it in */ }
  }

  const stored = (table, name) => new URLSearchParams(location.search).get(`${table}.${name}`) ?? "";

  // A table is named after its section, a second one there with its number.
  function nameTables(tables) {
    const counts = new Map();
    return tables.map((table) => {
      const section = table.closest("section[id]")?.id ?? "table";
      counts.set(section, (counts.get(section) ?? 0) + 1);
      return counts.get(section) > 1 ? `${section}-${counts.get(section)}` : section;
    });
  }

  // Shows the rows that fit the filters, the first few of them while the table is folded.
  class Folding {
    constructor(table) {
      this.table = table;
      this.fits = () => true;
      this.folded = true;
      this.button = document.createElement("button");
      this.button.type = "button";
      this.button.className = "unfold";
      this.button.addEventListener("click", () => { this.folded = !this.folded; this.apply(); });
      (table.closest(".scroll") ?? table).after(this.button);
      this.apply();
    }

    apply() {
      let shown = 0;
      for (const row of this.table.tBodies[0].rows) {
        row.hidden = !this.fits(row);
        if (!row.hidden) shown += 1;
        row.classList.toggle("folded", !row.hidden && this.folded && shown > FEW);
      }
      this.button.hidden = shown <= FEW;
      this.button.textContent = this.folded ? words().unfold.replace("{all}", shown) : words().fold;
      this.button.setAttribute("aria-expanded", String(!this.folded));
      return shown;
    }
  }

  function addSorting(table, name, folding) {
    const heads = [...table.tHead.rows[0].cells];
    const sort = (column, down) => {
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      table.tBodies[0].append(...sortRows([...table.tBodies[0].rows], column, down));
      folding.apply();
    };
    const slugs = heads.map((head) => slug(head.textContent));
    heads.forEach((head, column) => {
      if (!slugs[column]) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        sort(column, down);
        store(name, "sort", `${slugs[column]}${down ? ".down" : ""}`);
      });
    });
    const [wanted, way] = stored(name, "sort").split(".");
    if (wanted && slugs.includes(wanted)) sort(slugs.indexOf(wanted), way === "down");
  }

  function labelled(text, control) {
    const label = document.createElement("label");
    label.append(text, control);
    return label;
  }

  function choice(rows, column, chosen) {
    const select = document.createElement("select");
    const keys = new Map(rows.map((row) => [row.cells[column].textContent.trim(), sortKey(row, column)]));
    const texts = [...keys.keys()].filter(Boolean).sort((a, b) => compareKeys(keys.get(a), keys.get(b)));
    select.append(new Option(words().all, ""));
    for (const text of texts) select.append(new Option(text, text));
    if (texts.includes(chosen)) select.value = chosen;
    return select;
  }

  function addFilters(box, table, name, folding) {
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const controls = document.createElement("div");
    controls.className = "controls";
    const search = document.createElement("input");
    search.type = "search";
    search.value = stored(name, "find");
    controls.append(labelled(words().search, search));
    const selects = [];
    for (const heading of (box.dataset.filter ?? "").split(";").map((text) => text.trim())) {
      const column = heads.indexOf(heading);
      if (column < 0) continue;
      const select = choice(rows, column, stored(name, slug(heading)));
      selects.push({ select, column, heading });
      controls.append(labelled(heading, select));
    }
    const count = document.createElement("output");
    controls.append(count);
    folding.fits = (row) => {
      const text = row.textContent.toLowerCase();
      return search.value.toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
        selects.every(({ select, column }) => !select.value || row.cells[column].textContent.trim() === select.value);
    };
    const apply = () => {
      count.textContent = words().rows.replace("{shown}", folding.apply()).replace("{all}", rows.length);
    };
    controls.addEventListener("input", () => {
      store(name, "find", search.value);
      for (const { select, heading } of selects) store(name, slug(heading), select.value);
      apply();
    });
    apply();
    (table.closest(".scroll") ?? table).before(controls);
  }

  // A line above a table that is wider than the screen says so, as long as it is.
  function addHint(scroll) {
    const hint = document.createElement("p");
    hint.className = "sideways";
    hint.setAttribute("aria-hidden", "true");  // it is for the eye: who does not see the table reads all of it
    hint.textContent = `${words().sideways} →`;
    scroll.before(hint);
    new ResizeObserver(() => { hint.hidden = scroll.scrollWidth <= scroll.clientWidth + 1; }).observe(scroll);
  }

  // An address may lead to a row that is folded away.
  function unfoldTarget(foldings) {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folding = foldings.get(target?.closest("table"));
    if (!folding?.folded || !target.closest("tr")?.classList.contains("folded")) return;
    folding.folded = false;
    folding.apply();
    target.scrollIntoView();
  }

  addEventListener("DOMContentLoaded", () => {
    const tables = [...document.querySelectorAll("main table")].filter((t) => t.tHead && t.tBodies.length);
    const names = nameTables(tables);
    const foldings = new Map(tables.map((table) => [table, new Folding(table)]));
    tables.forEach((table, n) => {
      const box = table.closest(".sortable");
      if (box) {
        addSorting(table, names[n], foldings.get(table));
        addFilters(box, table, names[n], foldings.get(table));
      }
    });
    document.querySelectorAll(".scroll").forEach(addHint);
    addEventListener("hashchange", () => unfoldTarget(foldings));
    unfoldTarget(foldings);
  });
}
