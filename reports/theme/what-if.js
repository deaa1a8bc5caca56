/* The page What if: eight inputs that may be halved, doubled or moved by less; what a share would be then, from the
   table `surface`. Evaluated as model/README.md says. Needs theme/shares.js. */
"use strict";

const whatIf = (() => {
  const same = (a, b, ...keys) => keys.every((key) => a[key] === b[key]);

  // All products of at most four levers, in the order of the coefficients: value, and the first lever that may follow.
  function products(moves, levers) {
    const x = levers.map((lever) => moves[lever] ?? 0);
    let last = [[1, 0]];
    let terms = [1];
    for (let degree = 1; degree <= 4; degree++) {
      last = last.flatMap(([value, first]) => x.slice(first).map((move, n) => [value * move, first + n]));
      terms = terms.concat(last.map(([value]) => value));
    }
    return terms;
  }

  function share(row, terms) {
    const thousandths = row.coefficients.split(" ").reduce((sum, coefficient, n) => sum + coefficient * terms[n], 0);
    return 1 / (1 + Math.exp(-thousandths / 1000));
  }

  // Low end, median and high end in % by definition, in a year and a metric: nested, and in order.
  function evaluate(data, moves, year, metric) {
    const rows = data.rows.filter((row) => same(row, { year, metric }, "year", "metric"));
    const terms = products(moves, data.levers);
    const found = {};
    for (const definition of data.options.definition) {
      found[definition] = rows.filter((row) => row.definition_id === definition).map((row) => {
        const above = rows.filter((r) => r.quantile === row.quantile && r.definition_id <= definition);
        return 100 * Math.min(...above.map((r) => share(r, terms)));
      }).sort((a, b) => a - b);
    }
    return found;
  }

  return { evaluate };
})();

shares.start("what-if", (root, data) => {
  const say = shares.speaker(data);
  const { options, levers } = data;
  const MOST = 1, STEP = 0.05; // of the base-2 logarithm of a factor
  const start = { ...data.start, ...Object.fromEntries(levers.map((lever) => [lever, 0])) };
  const known = (key, value) => levers.includes(key)
    ? value !== "" && Math.abs(Number(value)) <= MOST : options[key].map(String).includes(value);
  const fromAddress = () => shares.read(start, known);
  let state = fromAddress();

  const form = shares.element("form", { class: "switch-form", "aria-label": say("what-if.label") });
  form.addEventListener("submit", (event) => event.preventDefault());
  const changed = (key) => (value) => { state = { ...state, [key]: value }; show(); };
  form.append(
    shares.radios("definition", say("switch.legend.definition"), options.definition.map((d) => [d, say(`definition.${d}`)]), changed("definition")),
    shares.radios("metric", say("switch.legend.metric"), options.metric.map((m) => [m, say(`metric.${m}`)]), changed("metric")),
    shares.radios("year", say("switch.legend.year"), options.year.map((y) => [String(y), String(y)]), changed("year")));
  const sliders = shares.element("fieldset", { class: "sliders" }, shares.element("legend", {}, say("what-if.inputs")));
  const controls = levers.map((lever) => {
    const slider = shares.element("input", { type: "range", min: -MOST, max: MOST, step: STEP, name: lever, id: `lever-${lever}` });
    const output = shares.element("output", { for: slider.id });
    slider.addEventListener("input", () => changed(lever)(slider.value));
    sliders.append(shares.element("label", { for: slider.id }, say(`what-if.name.${lever}`)), slider, output);
    return { lever, slider, output };
  });
  const again = shares.element("button", { type: "button" }, say("what-if.again"));
  again.addEventListener("click", () => { state = { ...state, ...Object.fromEntries(levers.map((l) => [l, "0"])) }; show(); });
  form.append(sliders, again);

  const sentence = shares.element("p", { class: "switch-sentence", "aria-live": "polite" });
  const pictures = shares.element("div", { class: "switch-pictures" });
  root.replaceChildren(sentence, form, pictures);

  const short = (factor) => String(Number(factor.toFixed(2)));
  function moved(lever, move) {
    const input = say(`what-if.input.${lever}`);
    if (move === 1) return say("what-if.twice", { input });
    if (move === -1) return say("what-if.half", { input });
    return say("what-if.times", { input, factor: short(2 ** move) });
  }

  function list(parts) {
    const last = parts.at(-1);
    return parts.length < 2 ? last : `${parts.slice(0, -1).join(say("list.between"))}${say("list.last")}${last}`;
  }

  const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  function inWords(before, after, moves) {
    const status = data.status[state.year];
    const told = (cell) => shares.figure(say, data.least, cell, status);
    const places = {
      year: state.year, definition: say(`what-if.share.${state.definition}`), metric: say(`metric.${state.metric}`),
      before: told(before), after: told(after), range: shares.text(say, data.least, after, status),
    };
    if (!moves.length) return say("what-if.none", { ...places, status: say(`model-status.${status}`) });
    const way = told(before) === told(after) ? "same" : after[1] > before[1] ? "up" : "down";
    return capital(say(`what-if.${way}`, { ...places, moves: list(moves) }));
  }

  function show() {
    shares.chosen(form, state);
    shares.write(state, start);
    const moves = Object.fromEntries(levers.map((lever) => [lever, Number(state[lever])]));
    for (const { lever, slider, output } of controls) {
      slider.value = state[lever];
      const factor = say("what-if.factor", { factor: short(2 ** moves[lever]) });
      output.textContent = factor;
      slider.setAttribute("aria-valuetext", factor);
    }
    const before = whatIf.evaluate(data, {}, Number(state.year), state.metric);
    const after = whatIf.evaluate(data, moves, Number(state.year), state.metric);
    const words = levers.filter((lever) => moves[lever]).map((lever) => moved(lever, moves[lever]));
    sentence.textContent = inWords(before[state.definition], after[state.definition], words);
    const rows = options.definition.map((definition) => ({
      name: say(`definition.${definition}`), text: shares.text(say, data.least, after[definition], data.status[state.year]),
      cell: after[definition], before: before[definition], status: data.status[state.year],
      strong: definition === state.definition,
    }));
    pictures.replaceChildren(shares.element("figure", {},
      shares.element("figcaption", {}, say("what-if.steps", { year: state.year })),
      shares.bars(say, rows.map((row) => `${row.name} ${row.text}`).join("; "), rows, data.least)));
  }

  addEventListener("hashchange", () => { state = fromAddress(); show(); });
  show();
});
