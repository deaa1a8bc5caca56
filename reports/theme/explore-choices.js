/* Explore without SQL: what is picked (measure, firm, year) becomes the query in the editor, its result a table and a chart.
   The state is in the address: #measure=…&firm=…&year=…. The query is run by explore.js. Every value is set as text. */
(() => {
  "use strict";

  const part = (name) => document.getElementById(`explore-${name}`);
  const form = document.getElementById("explore");
  const pick = part("pick");
  if (!form || !pick) return;
  const [box, measure, firm, year, showButton, chart, run, progress, status] = [
    "sql", "measure", "firm", "year", "show", "chart", "run", "progress", "status",
  ].map(part);
  const SVG = "http://www.w3.org/2000/svg";
  const [WIDEST, NARROWEST, LEFT, RIGHT, TOP, LINE] = [720, 320, 70, 20, 14, 24];
  const LETTER = 6.4; // the width of one, about
  let width = WIDEST; // of the chart: that of the page when it is drawn
  const MOST = 40; // rows of figures of one time that are still legible

  // Measure → { firm → years }, from the options.
  function known() {
    const has = measure.selectedOptions[0]?.dataset.has ?? "";
    return new Map(has.split(";").map((text) => { const [id, ...years] = text.split(" "); return [id, years]; }));
  }

  function narrow() {
    const firms = known();
    for (const option of firm.options) option.hidden = option.disabled = Boolean(option.value) && !firms.has(option.value);
    if (firm.selectedOptions[0]?.disabled) firm.value = "";
    const before = year.value;
    const years = new Set(firm.value ? firms.get(firm.value) : [...firms.values()].flat());
    year.replaceChildren(year.options[0], ...[...years].sort().reverse().map((text) => new Option(text, text)));
    year.value = years.has(before) ? before : "";
  }

  function compose() {
    const { select, firm: ofFirm, year: ofYear, order } = pick.dataset;
    const piece = (text, value) => (value ? text.replace("{}", value) : "");
    box.value = piece(select, measure.value) + piece(ofFirm, firm.value) + piece(ofYear, year.value) + order;
    const state = new URLSearchParams({ measure: measure.value });
    if (firm.value) state.set("firm", firm.value);
    if (year.value) state.set("year", year.value);
    form.dataset.address = state.toString();
  }

  function fromAddress() {
    const state = new URLSearchParams(location.hash.slice(1));
    if (![...measure.options].some((option) => option.value === state.get("measure"))) return;
    measure.value = state.get("measure");
    narrow();
    firm.value = state.get("firm") ?? "";
    if (!firm.selectedOptions.length || firm.selectedOptions[0].disabled) firm.value = "";
    narrow();
    year.value = state.get("year") ?? "";
    if (!year.selectedOptions.length) year.value = "";
    compose();
  }

  function node(name, attributes, text) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // A period as a point in time, in years: the middle of the year, half, quarter or month that it begins with.
  function when(period) {
    const found = /^(\d{4})(?:-(?:Q(\d)|H(\d)|(\d\d)))?/.exec(period ?? "");
    if (!found) return null;
    const [, full, quarter, half, month] = found;
    const within = quarter ? (quarter - 0.5) / 4 : half ? (half - 0.5) / 2 : month ? (month - 0.5) / 12 : 0.5;
    return Number(full) + within;
  }

  function figures({ names, cells, rows }) {
    const at = (name) => cells[names.indexOf(name)] ?? [];
    const value = (name, n) => (at(name)[n] ? Number(at(name)[n]) : null);
    return Array.from({ length: Math.min(rows, cells[0]?.length ?? 0) }, (_, n) => ({
      middle: value("central", n), low: value("value_low", n), high: value("value_high", n), time: when(at("period")[n]),
      words: [at("subject")[n], at("period")[n], at("claimant")[n]].filter(Boolean).join(", "),
      unit: at("unit")[n] ?? "", old: at("rank")[n] === "deprecated",
    })).filter((f) => f.middle !== null);
  }

  // A scale with round steps from nought, or from below it where figures are: [position of a value, values to mark].
  function scale(values, from, to) {
    const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
    const raw = (most - least || 1) / 4;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw);
    const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step || step];
    const marks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, n) => low + n * step);
    return [(value) => from + ((value - low) / (high - low)) * (to - from), marks];
  }

  const short = (value) => value.toLocaleString("en", { maximumSignificantDigits: 4 });
  const brief = (value) => value.toLocaleString("en", { maximumSignificantDigits: 4, notation: "compact" });

  function mark(group, figure, x, y, place) {
    const dot = node("circle", { cx: x, cy: y, r: 4, class: figure.old ? "old" : "now" });
    const range = figure.low !== null && figure.high !== null ? ` (${short(figure.low)} to ${short(figure.high)})` : "";
    dot.append(node("title", {}, `${figure.words}: ${short(figure.middle)} ${figure.unit}${range}`));
    if (range) group.append(node("line", place(figure.low, figure.high)));
    group.append(dot);
  }

  function overTime(svg, all) {
    const height = 300;
    const [y, marks] = scale(all.flatMap((f) => [f.middle, f.low ?? f.middle, f.high ?? f.middle]), height - 30, TOP);
    const [first, last] = [Math.floor(Math.min(...all.map((f) => f.time))), Math.ceil(Math.max(...all.map((f) => f.time)))];
    const x = (time) => LEFT + ((time - first) / (last - first)) * (width - LEFT - RIGHT);
    for (const value of marks) {
      svg.append(node("path", { d: `M${LEFT} ${y(value)}H${width - RIGHT}`, class: "grid" }));
      svg.append(node("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, brief(value)));
    }
    const every = Math.ceil(((last - first) * 55) / (width - LEFT - RIGHT));
    for (let n = first; n < last; n += every) {
      svg.append(node("text", { x: x(n + 0.5), y: height - 8, "text-anchor": "middle" }, n));
    }
    for (const f of all) mark(svg, f, x(f.time), y(f.middle), (a, b) => ({ x1: x(f.time), x2: x(f.time), y1: y(a), y2: y(b) }));
    return height;
  }

  function sideBySide(svg, all) {
    const rows = all.slice(0, MOST);
    const middle = width * 0.55;
    const letters = Math.floor((middle - 12) / LETTER);
    const bottom = TOP + rows.length * LINE;
    const [x, marks] = scale(rows.flatMap((f) => [f.middle, f.low ?? f.middle, f.high ?? f.middle]), middle, width - 40);
    for (const value of marks) {
      svg.append(node("path", { d: `M${x(value)} ${TOP}V${bottom}`, class: "grid" }));
      svg.append(node("text", { x: x(value), y: bottom + 18, "text-anchor": "middle" }, brief(value)));
    }
    rows.forEach((f, n) => {
      const y = TOP + (n + 0.5) * LINE;
      const label = f.words.length > letters ? `${f.words.slice(0, letters - 1)}…` : f.words;
      svg.append(node("text", { x: middle - 12, y: y + 4, "text-anchor": "end" }, label));
      mark(svg, f, x(f.middle), y, (a, b) => ({ x1: x(a), x2: x(b), y1: y, y2: y }));
    });
    return bottom + 28;
  }

  function draw(result) {
    chart.querySelector("svg")?.remove();
    const all = form.dataset.address ? figures(result) : [];
    chart.hidden = !all.length;
    if (!all.length) return;
    const times = all.filter((f) => f.time !== null);
    const spread = new Set(times.map((f) => f.time)).size > 1 && !year.value;
    const name = measure.selectedOptions[0].textContent;
    const label = `${name}, ${all[0].unit}. ${chart.dataset.label}`;
    width = Math.max(NARROWEST, Math.min(WIDEST, pick.clientWidth));
    const svg = node("svg", { role: "img", "aria-label": label });
    svg.append(node("text", { x: 0, y: -6 }, all[0].unit));
    const height = spread ? overTime(svg, times) : sideBySide(svg, all);
    svg.setAttribute("viewBox", `0 -20 ${width} ${height + 20}`);
    chart.prepend(svg);
  }

  measure.addEventListener("change", () => { narrow(); compose(); });
  firm.addEventListener("change", () => { narrow(); compose(); });
  year.addEventListener("change", compose);
  // What is going on is told where the reader is: beside the lists, or below the editor.
  showButton.addEventListener("click", () => { pick.after(progress, status); compose(); form.requestSubmit(); });
  const typed = () => { run.parentElement.after(progress, status); delete form.dataset.address; };
  box.addEventListener("input", typed);
  part("example").addEventListener("change", typed);
  form.addEventListener("explore-result", (event) => draw(event.detail));
  form.addEventListener("explore-clear", () => { chart.hidden = true; });
  window.addEventListener("hashchange", fromAddress);
  narrow();
  fromAddress();
})();
