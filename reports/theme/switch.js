/* The switch of the overview: what counts as domestic, in what measure, of what, when, in which state of the world. The
   sentence and both drawings follow; the state is in the address. Needs theme/shares.js. */
"use strict";

shares.start("switch", (root, data) => {
  const say = shares.speaker(data);
  const { options, cells, status, start } = data;
  const KEYS = ["definition", "metric", "ratio", "year", "tier", "scenario"];
  const found = (s) => cells[s.scenario]?.[s.tier]?.[s.ratio]?.[s.metric]?.[s.definition]?.[s.year];
  const known = (key, value) => options[key].map(String).includes(value);

  function fromAddress() {
    const asked = shares.read(start, known);
    return found(asked) ? asked : shares.read(start, () => false);
  }

  let state = fromAddress();
  const names = {
    definition: (d) => say(`definition.${d}`),
    metric: (m) => say(`metric.${m}`),
    ratio: (r) => say(`switch.ratio.${r}`),
    year: String,
    tier: (t) => say(`tier.${t}`),
    scenario: (s) => say(`scenario.${s}`),
  };
  const form = shares.element("form", { class: "switch-form", "aria-label": say("switch.label") });
  for (const key of KEYS) {
    const make = key === "year" || key === "scenario" ? shares.select : shares.radios;
    form.append(make(key, say(`switch.legend.${key}`), options[key].map((o) => [String(o), names[key](o)]), (value) => {
      state = { ...state, [key]: value };
      show();
    }));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  const again = shares.element("button", { type: "button" }, say("switch.again"));
  again.addEventListener("click", () => { state = shares.read(start, () => false); show(); });
  form.append(again);

  const sentence = shares.element("p", { class: "switch-sentence", "aria-live": "polite" });
  const pictures = shares.element("div", { class: "switch-pictures" });
  const note = shares.element("p", { class: "switch-note" });
  root.replaceChildren(sentence, form, pictures, note);
  for (const still of document.querySelectorAll(".switch-still")) still.hidden = true;

  const cellText = (s) => shares.text(say, data.least, found(s), status[s.definition][s.year]);

  // A combination that the tables do not have is not offered.
  function offer() {
    const missing = (key, value) => !found({ ...state, [key]: value });
    for (const input of form.querySelectorAll("input[type=radio]")) input.disabled = missing(input.name, input.value);
    for (const option of form.querySelectorAll("option")) option.disabled = missing(option.parentNode.name, option.value);
  }

  function show() {
    shares.chosen(form, state);
    offer();
    shares.write(state, start);
    sentence.textContent = say("switch.sentence", {
      status: say(`model-status.${status[state.definition][state.year]}`),
      year: state.year,
      share: cellText(state),
      chips: say(`switch.chips.${state.tier}`),
      ratio: say(`switch.of.${state.ratio}`),
      definition: say(`switch.counts.${state.definition}`),
      metric: say(`metric.${state.metric}`),
      scenario: say(`switch.if.${state.scenario}`),
    });
    const has = (changes) => found({ ...state, ...changes });
    const rungs = options.definition.filter((definition) => has({ definition })).map((definition) => ({
      name: names.definition(definition), text: cellText({ ...state, definition }), cell: has({ definition }),
      status: status[definition][state.year], strong: definition === state.definition,
    }));
    const years = options.year.map(String).filter((year) => has({ year }));
    const series = options.definition.map((definition) => ({
      name: names.definition(definition), cells: years.map((year) => has({ definition, year })),
      statuses: years.map((year) => status[definition][year]), strong: definition === state.definition,
    })).sort((a, b) => a.strong - b.strong);
    const told = (rows) => rows.map((row) => `${row.name} ${row.text}`).join("; ");
    const overTime = years.map((year) => `${year} ${cellText({ ...state, year })}`).join("; ");
    pictures.replaceChildren(
      shares.element("figure", {}, shares.element("figcaption", {}, say("switch.steps", { year: state.year })),
        shares.bars(say, told(rungs), rungs, data.least)),
      shares.element("figure", {}, shares.element("figcaption", {}, say("switch.years", { definition: names.definition(state.definition) })),
        shares.lines(say, overTime, years, series, state.year, say("progress.whole"))));
    note.textContent = say("switch.note");
  }

  addEventListener("hashchange", () => { state = fromAddress(); show(); });
  show();
});
