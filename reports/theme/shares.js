/* What the switch of the overview and the page What if share: words, figures as text, controls, the state in the address
   and small drawings. Every word comes from a file beside the pages; every value is set as text. */
"use strict";

const shares = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  // Words by key, with {places} to fill, in the language of the page.
  const speaker = (data) => {
    const known = data.words[document.documentElement.lang.split("-")[0]] ?? data.words.en;
    return (key, places = {}) =>
      (known[key] ?? key).replace(/\{([\w-]+)\}/g, (whole, name) => String(places[name] ?? whole));
  };

  // As reports/text/numbers.py `percent`: halves go to the even number, as they do there.
  function percent(share) {
    if (share > 0 && share < 0.05) return "<0.1";
    if (share < 9.95) return String(Number((share + 1e-9).toFixed(1)));
    const down = Math.floor(share);
    const rest = share - down;
    return String(rest > 0.5 || (rest === 0.5 && down % 2) ? down + 1 : down);
  }

  // As reports/text/values.py `modelled`: a share with its range, a bound, or that hardly anything is there.
  function figure(say, least, [, median, high], status) {
    if (high < least) return say("value.below-brief", { value: say("value.percent", { amount: least }) });
    const shown = say("value.percent", { amount: percent(status === "bound" ? high : median) });
    return status === "bound" ? say("value.at-most", { value: shown }) : shown;
  }

  function text(say, least, cell, status) {
    const shown = figure(say, least, cell, status);
    if (cell[2] < least) return say("value.below", { value: say("value.percent", { amount: least }) });
    if (status === "bound") return shown;
    const range = say("value.range", { low: percent(cell[0]), high: percent(cell[2]) });
    return say("value.with-range", { value: shown, range });
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // A group of radio buttons; `changed` is called with the name of the option.
  function radios(name, legend, options, changed) {
    const box = element("fieldset", {}, element("legend", {}, legend));
    for (const [value, label] of options) {
      const input = element("input", { type: "radio", name, value });
      input.addEventListener("change", () => changed(value));
      box.append(element("label", {}, input, ` ${label}`));
    }
    return box;
  }

  function select(name, legend, options, changed) {
    const box = element("select", { name });
    for (const [value, label] of options) box.append(new Option(label, value));
    box.addEventListener("change", () => changed(box.value));
    return element("label", { class: "choice" }, `${legend} `, box);
  }

  const chosen = (form, state) => {
    for (const input of form.querySelectorAll("input[type=radio]")) input.checked = String(state[input.name]) === input.value;
    for (const box of form.querySelectorAll("select")) box.value = String(state[box.name]);
  };

  // The state as the address has it: what is not there, or unknown, is as at the start.
  function read(start, known) {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(Object.entries(start).map(([key, value]) =>
      [key, given.has(key) && known(key, given.get(key)) ? given.get(key) : String(value)]));
  }

  // Only what differs from the start is written, so that the plain address stays plain.
  function write(state, start) {
    const changed = Object.entries(state).filter(([key, value]) => String(value) !== String(start[key]));
    const hash = new URLSearchParams(changed).toString();
    if (hash !== location.hash.slice(1)) {
      history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    }
  }

  function drawn(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const line = (x1, y1, x2, y2, name) => drawn("line", { x1, y1, x2, y2, class: name });
  const label = (x, y, content, name = "", anchor = "start") =>
    drawn("text", { x, y, class: name, "text-anchor": anchor }, content);

  const canvas = (width, height, title) =>
    drawn("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": title, class: "drawn" });

  // One row a name: interval and median on a scale to 100 %. `rows`: {name, text, cell, status, strong, before}.
  function bars(say, title, rows, least) {
    const step = 44, width = 360, plot = 340, left = 8;
    const made = canvas(width, rows.length * step + 26, title);
    const x = (share) => left + plot * Math.min(share, 100) / 100;
    for (const tick of [0, 25, 50, 75, 100]) {
      made.append(line(x(tick), 4, x(tick), rows.length * step + 6, tick === 100 ? "whole" : "grid"),
        label(x(tick), rows.length * step + 21, say("value.percent", { amount: tick }), "muted", tick === 0 ? "start" : tick === 100 ? "end" : "middle"));
    }
    rows.forEach((row, n) => {
      const y = n * step + 18, [low, median, high] = row.cell;
      const bound = row.status === "bound" || high < least;
      made.append(label(left, y, `${row.name}  ${row.text}`, row.strong ? "strong" : ""));
      if (row.before) {
        made.append(drawn("rect", { x: x(row.before[0]), y: y + 7, height: 10, class: "before",
          width: Math.max(1, x(row.before[2]) - x(row.before[0])) }));
      }
      made.append(drawn("rect", { x: x(bound ? 0 : low), y: y + 7, height: 10, class: bound ? "bound" : "band",
        width: Math.max(1, x(high) - x(bound ? 0 : low)) }));
      if (!bound) made.append(drawn("circle", { cx: x(median), cy: y + 12, r: 5, class: `dot ${row.status}` }));
    });
    return made;
  }

  // Years from left to right, one line a definition, the strong one with its band; the line of 100 % on top.
  // `series`: {name, cells: [[low, median, high]], statuses, strong}.
  function lines(say, title, years, series, year, whole) {
    const width = 360, height = 262, left = 38, right = 340, top = 26, bottom = 232;
    const made = canvas(width, height, title);
    const x = (n) => left + 12 + (right - left - 12) * (years.length < 2 ? 0.5 : n / (years.length - 1));
    const y = (share) => bottom - (bottom - top) * Math.min(share, 100) / 100;
    for (const tick of [0, 25, 50, 75, 100]) {
      made.append(line(left, y(tick), right + 8, y(tick), tick === 100 ? "whole" : "grid"),
        label(left - 5, y(tick) + 4, say("value.percent", { amount: tick }), "muted", "end"));
    }
    made.append(label(left, top - 9, whole, "whole-name"));
    const at = years.indexOf(year);
    if (at >= 0) made.append(line(x(at), top, x(at), bottom, "now"));
    years.forEach((each, n) => made.append(label(x(n), bottom + 18, each, n === at ? "strong" : "muted", "middle")));
    for (const one of series) {
      const bound = one.statuses.includes("bound");
      const points = one.cells.map((cell, n) => [x(n), y(bound ? cell[2] : cell[1])]);
      if (one.strong) {
        const around = [...one.cells.map((c, n) => [x(n), y(c[2])]),
          ...one.cells.map((c, n) => [x(n), y(bound ? 0 : c[0])]).reverse()];
        made.append(drawn("polygon", { points: around.map((p) => p.join(",")).join(" "), class: bound ? "bound" : "band" }));
      }
      made.append(drawn("polyline", { points: points.map((p) => p.join(",")).join(" "), class: one.strong ? "path" : "path faint" },
        drawn("title", {}, one.name)));
      points.forEach(([cx, cy], n) => {
        if (one.strong) made.append(drawn("circle", { cx, cy, r: 4.5, class: `dot ${one.statuses[n]}` }));
      });
    }
    return made;
  }

  // Fetches the file of a page and starts it; without it, as from a file on disk, what stands there stays.
  async function start(id, begin) {
    const root = document.getElementById(id);
    if (!root || location.protocol === "file:") return;
    const answer = await fetch(root.dataset.shares);
    if (answer.ok) begin(root, await answer.json());
  }

  return { speaker, percent, figure, text, element, radios, select, chosen, read, write, bars, lines, start };
})();
