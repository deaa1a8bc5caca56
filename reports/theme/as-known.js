// The page As known: a day chosen from a list or with a slider; the tables follow, and the address keeps the day.
// In: the JSON of reports/pages/as_known.py. Without it, or without script, the newest day stands.
(() => {
  "use strict";

  const LEDGERS = ["shares", "capacity", "forecasts"];
  const SHOWN = 15;  // rows of a table before it is unfolded
  const part = (name) => document.getElementById(`as-known-${name}`);

  function element(name, given = {}, ...children) {
    const made = Object.assign(document.createElement(name), given);
    made.append(...children);
    return made;
  }

  function filled(cell) {
    if (!Array.isArray(cell)) return cell;
    const [text, href] = cell;
    return /^https?:/.test(href) ? element("a", { href }, text) : text;
  }

  // A table with the heads of the one that stands in the page, and the columns aligned as there.
  function table(head, rows) {
    const aligned = [...head.rows[0].cells].map((th) => th.style.textAlign);
    const body = element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell, n) => {
      const td = element("td", {}, filled(cell));
      if (aligned[n]) td.style.textAlign = aligned[n];
      return td;
    }))));
    const scroll = element("div", { className: "scroll", tabIndex: 0, role: "region" },
      element("table", {}, head.cloneNode(true), body));
    scroll.setAttribute("aria-label", head.dataset.label);
    return scroll;
  }

  function show(name, rows, heads, words) {
    if (!rows.length) return part(name).replaceChildren(element("p", {}, words.none));
    const scroll = table(heads[name], rows);
    const rest = [...scroll.querySelectorAll("tbody tr")].slice(SHOWN);
    part(name).replaceChildren(scroll);
    if (!rest.length) return;
    rest.forEach((row) => { row.hidden = true; });
    const more = element("button", { type: "button" }, words.all.replace("{n}", rows.length));
    more.addEventListener("click", () => {
      rest.forEach((row) => { row.hidden = false; });
      more.remove();
      scroll.focus();
    });
    part(name).append(more);
  }

  function start({ words, days, estimates, ...rows }) {
    const heads = {};
    for (const name of [...LEDGERS, "estimate"]) {
      const box = part(name).querySelector("table");
      if (!box) return;
      heads[name] = box.tHead;
      heads[name].dataset.label = box.closest("section")?.querySelector("h2, h3")?.textContent ?? "";
    }
    const list = element("select", { id: "as-known-day" }, ...days.map((d) => new Option(d.name, d.day)));
    const slider = element("input", { type: "range", id: "as-known-slider", min: 0, max: days.length - 1 });
    const says = element("p", { id: "as-known-says" });
    says.setAttribute("aria-live", "polite");
    const controls = element("div", { className: "controls" },
      element("label", {}, words.day, list), element("label", {}, words.slide, slider));
    part("controls").replaceChildren(controls, says);

    function choose(n) {
      const day = days[n];
      list.value = day.day;
      slider.value = n;
      slider.setAttribute("aria-valuetext", day.name);
      for (const name of LEDGERS) show(name, day[name].map((place) => rows[name][place]), heads, words);
      part("hindsight").replaceChildren(element("p", {}, day.hindsight));
      const estimate = day.estimate === null ? [] : estimates[day.estimate];
      part("estimate").replaceChildren(...(estimate.length ? [table(heads.estimate, estimate)] : []));
      says.textContent = day.says;
    }
    function keep(n) {
      choose(n);
      history.replaceState(null, "", `#day=${days[n].day}`);
    }
    // The last day that is not after the one in the address; without one, the newest.
    function fromAddress() {
      const asked = new URLSearchParams(location.hash.slice(1)).get("day");
      const n = asked ? days.findLastIndex((d) => d.day <= asked) : days.length - 1;
      choose(Math.max(0, n));
    }
    list.addEventListener("change", () => keep(list.selectedIndex));
    slider.addEventListener("input", () => keep(Number(slider.value)));
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  fetch(part("controls").dataset.source)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then(start)
    .catch(() => { /* opened from a folder: the newest day stands */ });
})();
