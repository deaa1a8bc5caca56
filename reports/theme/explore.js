/* SQL over the package's DuckDB file, run by DuckDB compiled to WebAssembly in the reader's own browser.
   Needs `explore/` beside the page (reports/explore_files.py); asks nothing of any other site. The engine is fetched by
   the first run. Every value is set as text. */
(() => {
  "use strict";

  const SHOWN = 1000;
  const STOPPED = "Stopped.";
  const FILE = "china-ai-chips.duckdb";
  const ENGINE = "duckdb-eh.wasm";
  const CSV = "result.csv";
  // The file is read-only, and no query reaches the network or another file.
  const SETTINGS = [
    `attach '${FILE}' as chips (read_only)`,
    "use chips",
    `set allowed_paths = ['${CSV}']`,
    "set enable_external_access = false",
    "set lock_configuration = true",
  ];
  const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;

  const part = (name) => document.getElementById(name ? `explore-${name}` : "explore");
  const form = part("");
  if (!form) return;
  const [off, box, example, status, progress, result, runButton, stopButton, csvButton] = [
    "off", "sql", "example", "status", "progress", "result", "run", "stop", "csv",
  ].map(part);
  const address = (name) => new URL(form.dataset.files + name, document.baseURI).href;

  let session = null; // promise of { db, con }: made by the first run, and again after a stop
  let worker = null;
  let size = 0; // bytes of the engine, unpacked
  let halt = null; // while a query runs: ends it
  let columns = []; // of the result that can be downloaded: name and type of each

  function say(text, isError = false) {
    status.textContent = text;
    status.classList.toggle("explore-error", isError);
  }

  function inWords(error) {
    const text = String((error && error.message) || error).replace(/^Error: /, "");
    const once = text.replace(/(\n\nLINE \d+:[\s\S]*?\^)\s*\n\nLINE \d+:[\s\S]*$/, "$1");
    const more = /extension/i.test(once) ? "\n\nThis page has DuckDB without extensions (json, icu, parquet …)." : "";
    return `The query did not run.\n\n${once}${more}`;
  }

  const rowsInWords = (n) => (n === 1 ? "1 row" : `${n.toLocaleString("en")} rows`);

  function busy(on) {
    runButton.disabled = on;
    stopButton.hidden = !on;
    result.setAttribute("aria-busy", String(on));
    if (!on) progress.hidden = true;
  }

  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = address(name);
      element.onload = resolve;
      element.onerror = () => reject(new Error(`${name} could not be fetched from this site.`));
      document.head.append(element);
    });
  }

  async function fetched(name, method = "GET") {
    const response = await fetch(address(name), { method });
    if (!response.ok) throw new Error(`${name} could not be fetched from this site (${response.status}).`);
    return response;
  }

  async function databaseFile() {
    const blob = await (await fetched(`${FILE}.gz`)).blob();
    const head = new Uint8Array(await blob.slice(0, 2).arrayBuffer());
    const packed = head[0] === 0x1f && head[1] === 0x8b; // some servers unpack what is named .gz on the way
    const stream = packed ? blob.stream().pipeThrough(new DecompressionStream("gzip")) : blob.stream();
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function start() {
    say("Starting the database. The first run fetches it …");
    if (!window.duckdbWasm) {
      await script("arrow.js");
      await script("duckdb-browser.js");
    }
    const duckdb = window.duckdbWasm;
    if (!(await duckdb.getPlatformFeatures()).wasmExceptions || !window.DecompressionStream) {
      throw new Error("This browser is too old for it.");
    }
    await fetched(`${ENGINE}.gz`, "HEAD"); // the worker waits for ever if it is not there
    worker = new Worker(address("duckdb-browser-eh.worker.js"));
    const broken = new Promise((_, reject) => {
      worker.addEventListener("error", () => reject(new Error("Its worker could not be fetched from this site.")));
    });
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
    const engine = db.instantiate(address(ENGINE), null, (p) => {
      progress.hidden = false;
      progress.max = Math.max(size, p.bytesLoaded);
      progress.value = p.bytesLoaded;
    });
    const [file] = await Promise.race([Promise.all([databaseFile(), engine]), broken]);
    progress.hidden = true;
    await db.open({});
    await db.registerFileBuffer(FILE, file);
    const con = await db.connect();
    for (const setting of SETTINGS) await con.query(setting);
    return { db, con };
  }

  function open() {
    session ??= start().catch((error) => {
      session = null;
      throw new Error(`The database did not start. ${error.message || error}`);
    });
    return session;
  }

  const column = (table, n) => Array.from({ length: table.numRows }, (_, row) => table.getChildAt(n).get(row));

  async function ask(con, sql) {
    try {
      await con.query(`create or replace temp table result as from (\n${sql}\n)`);
    } catch {
      // Not a query (explain, set …) or a mistake, which DuckDB then explains in the text as it was typed.
      const table = await con.query(sql);
      const names = table.schema.fields.map((f) => f.name);
      const cells = names.map((_, n) => column(table, n).map((v) => (v === null ? null : String(v))));
      return { names, types: names.map(() => "VARCHAR"), cells, rows: table.numRows, kept: false };
    }
    const described = await con.query("describe temp.result");
    const rows = column(await con.query("select count(*)::integer from temp.result"), 0)[0];
    const table = await con.query(`select cast(columns(*) as varchar) from temp.result limit ${SHOWN}`);
    const [names, types] = [column(described, 0), column(described, 1)];
    return { names, types, cells: names.map((_, n) => column(table, n)), rows, kept: true };
  }

  async function run() {
    const sql = box.value.trim().replace(/[;\s]+$/, "");
    if (halt) return;
    if (!sql) return say("Write a query first.");
    const stopped = new Promise((_, reject) => { halt = () => reject(new Error(STOPPED)); });
    busy(true);
    clear();
    history.replaceState(null, "", `#${form.dataset.address ?? `sql=${encodeURIComponent(sql)}`}`); // picked, or written
    try {
      const { con } = await Promise.race([open(), stopped]);
      say("Running …");
      const began = performance.now();
      const answer = await Promise.race([ask(con, sql), stopped]);
      show(answer, (performance.now() - began) / 1000);
      form.dispatchEvent(new CustomEvent("explore-result", { detail: answer }));
    } catch (error) {
      say(error.message === STOPPED ? STOPPED : inWords(error), error.message !== STOPPED);
    } finally {
      halt = null;
      busy(false);
    }
  }

  function stop() {
    if (worker) worker.terminate();
    worker = session = null;
    if (halt) halt();
  }

  function clear() {
    result.hidden = csvButton.disabled = true;
    result.replaceChildren();
    form.dispatchEvent(new CustomEvent("explore-clear"));
  }

  function cell(tag, text, isNumber) {
    const element = document.createElement(tag);
    if (tag === "th") element.scope = "col";
    if (isNumber) element.className = "explore-number";
    if (tag === "td" && text && /^https?:\/\/\S+$/.test(text)) {
      const link = document.createElement("a");
      link.href = link.textContent = text;
      element.append(link);
    } else element.textContent = text ?? "";
    return element;
  }

  function show({ names, types, cells, rows, kept }, seconds) {
    const took = `in ${seconds.toFixed(2)} s`;
    if (!names.length) return say(`Done ${took}.`);
    const isNumber = types.map((type) => NUMBERS.test(type));
    const table = document.createElement("table");
    if (!kept) table.className = "explore-plain";
    table.createTHead().insertRow().append(...names.map((name, n) => cell("th", name, isNumber[n])));
    const body = table.createTBody();
    const shown = Math.min(rows, SHOWN);
    for (let row = 0; row < shown; row++) {
      body.insertRow().append(...cells.map((values, n) => cell("td", values[row], isNumber[n])));
    }
    result.append(table);
    result.hidden = false;
    csvButton.disabled = !kept;
    columns = names.map((name, n) => ({ name, isNumber: isNumber[n] }));
    const most = rows > SHOWN ? ` The first ${SHOWN.toLocaleString("en")} are shown${kept ? "; the CSV has all" : ""}.` : "";
    say(`${rowsInWords(rows)} ${took}.${most}`);
  }

  // No text of the file, whoever wrote the query, is a formula to a spreadsheet: as inert_cell of schemas/formulae.py.
  const literal = (text) => `'${text.replaceAll("'", "''")}'`;
  const identifier = (name) => `"${name.replaceAll('"', '""')}"`;

  function inertName(name) {
    const { formula, numbers } = form.dataset;
    const acts = new RegExp(`^${formula}`).test(name) && !new RegExp(`^(?:${numbers})$`).test(name);
    return acts && !name.startsWith("'") ? `'${name}` : name;
  }

  function inertColumn({ name, isNumber }) {
    const { formula, numbers } = form.dataset;
    const value = isNumber ? identifier(name) : `${identifier(name)}::varchar`;
    const acts = `regexp_matches(${value}, ${literal(`^${formula}`)})
      and not regexp_full_match(${value}, ${literal(numbers)}) and not starts_with(${value}, '''')`;
    const shown = isNumber ? value : `case when ${acts} then '''' || ${value} else ${value} end`;
    return `${shown} as ${identifier(inertName(name))}`;
  }

  async function download() {
    const { db, con } = await open();
    const rows = `select ${columns.map(inertColumn).join(", ")} from temp.result`;
    await con.query(`copy (${rows}) to '${CSV}' (header, use_tmp_file false)`);
    const bytes = await db.copyFileToBuffer(CSV);
    await db.dropFile(CSV);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "text/csv" }));
    link.download = CSV;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function fromAddress() {
    const match = /^#sql=(.*)$/.exec(location.hash);
    try {
      if (match) {
        box.value = decodeURIComponent(match[1]);
        delete form.dataset.address;
      }
      return Boolean(match);
    } catch {
      return false; // not an address that this page wrote
    }
  }

  async function prepare() {
    if (location.protocol === "file:") {
      off.textContent = off.dataset.file;
      return;
    }
    const engine = await fetched("engine.json").then((r) => r.json()).catch((error) => ({ reason: error.message }));
    if (engine.reason) {
      off.textContent = `${off.dataset.without} (${engine.reason})`;
      return;
    }
    part("size").textContent = engine.megabytes;
    size = engine.bytes;
    if (!fromAddress()) box.value ||= example.value;
    off.hidden = true;
    form.hidden = false;
  }

  window.addEventListener("hashchange", fromAddress);
  example.addEventListener("change", () => { box.value = example.value; });
  form.addEventListener("submit", (event) => { event.preventDefault(); run(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); }
  });
  stopButton.addEventListener("click", stop);
  csvButton.addEventListener("click", () => download().catch((error) => say(inWords(error), true)));
  prepare();
})();
