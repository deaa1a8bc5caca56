// Search over pages and things: the link to the list of all things opens a dialog; / opens it too. MiniSearch and the
// index are loaded when they are first asked for. Without script the link leads to the list.
"use strict";

const here = document.currentScript.src;
const PARTS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu; // Chinese has no blanks: it is split from the rest
const MOST = 20;
const KINDS = ["page", "chips", "firms", "fabs", "claims", "analysts"]; // what stands first among equals
const WEIGHTS = { title: 8, chinese: 8, hint: 2, words: 2, path: 1 };

function parts(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(PARTS) ?? [];
}

// The words of a text; Chinese in pairs of characters, as it has no blanks. `alone`: the last character by itself, too, so
// that one character finds the words that end with it.
function terms(text, alone) {
  return parts(text).flatMap((part) => {
    if (!/\p{Script=Han}/u.test(part)) return part;
    const letters = [...part];
    const pairs = letters.map((letter, n) => letter + (letters[n + 1] ?? ""));
    return alone || pairs.length === 1 ? pairs : pairs.slice(0, -1);
  });
}

function loadScript(name) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: new URL(name, here), onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

// The entries of the index, which comes column by column; see reports/things/search_index.py.
function unpack({ pieces, pages, things }) {
  const lines = (text) => text.split("\n");
  const known = lines(pieces), entries = [], titles = lines(pages.title);
  let page = null;
  lines(pages.path).forEach((path, n) => {
    const entry = { kind: "page", path, title: titles[n], chinese: "", hint: "", words: "" };
    if (path.startsWith("#")) Object.assign(entry, { path: page.path + path, hint: page.title });
    else page = entry;
    entries.push(entry);
  });
  for (const [kind, columns] of Object.entries(things)) {
    const [keys, ...others] = ["path", "title", "chinese", "hint", "words"].map((name) => lines(columns[name]));
    keys.forEach((key, n) => {
      const [title, chinese, hint, words] = others.map((column) => column[n]);
      const said = hint.split(" ").map((place) => known[place]).join(", ");
      entries.push({ kind, path: `${columns.under}${kind}/${key}.html`, title, chinese, hint: said, words });
    });
  }
  return entries.map((entry, id) => ({ ...entry, id }));
}

async function loadIndex() {
  const language = document.documentElement.lang.split("-")[0];
  await Promise.all(["minisearch.js", `search-index-${language}.js`].map(loadScript));
  const entries = unpack(globalThis.searchIndex);
  const index = new globalThis.MiniSearch({
    fields: Object.keys(WEIGHTS),
    tokenize: (text) => terms(text, true),
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (text) => terms(text, false),
      boost: WEIGHTS,
      boostDocument: (id) => entries[id].kind === "claims" ? 0.5 : 1, // a claim names what it is about, but is not that
      combineWith: "AND",
      prefix: true,
    },
  });
  index.addAll(entries);
  return { entries, index };
}

function find(text, { entries, index }) {
  const query = parts(text).join(" ");
  if (!query) return [];
  const found = index.search(text).map(({ id, score }) => {
    const entry = entries[id];
    return { entry, score: query === parts(entry.title).join(" ") ? 2 * score : score };
  });
  found.sort((a, b) => b.score - a.score || KINDS.indexOf(a.entry.kind) - KINDS.indexOf(b.entry.kind) ||
    a.entry.title.length - b.entry.title.length);
  return found.map((f) => f.entry);
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function line(entry) {
  const link = element("a", { href: new URL(`../${entry.path}`, here).href }, entry.title);
  const about = [entry.chinese, entry.hint].filter(Boolean).join(" · ");
  return element("li", {}, link, about ? element("small", {}, about) : "");
}

function searchDialog(opener) {
  const say = opener.dataset;
  const input = element("input", { type: "search", autocomplete: "off", spellcheck: false });
  const status = element("p", { role: "status" });
  const list = element("ul");
  const close = element("button", { type: "button", textContent: say.close });
  const label = element("label", {}, say.label, input);
  const everything = element("p", {}, element("a", { href: opener.href }, say.everything));
  const dialog = element("dialog", { id: "search-dialog", ariaLabel: opener.textContent }, label, close, status, list, everything);
  let index = null;

  const show = async () => {
    try {
      index ??= loadIndex();
      const found = find(input.value, await index);
      list.replaceChildren(...found.slice(0, MOST).map(line));
      status.textContent = !input.value.trim() ? "" : found.length ? say.count.replace("{count}", found.length) : say.none;
    } catch {
      location.href = opener.href;
    }
  };
  const step = (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") dialog.close(); // in a search box it would only empty it
    if (event.key === "Enter" && event.target === input && links.length) location.href = links[0].href;
    if (!move || !links.length) return;
    event.preventDefault();
    (links[at + move] ?? input).focus();
  };
  const open = () => { dialog.showModal(); input.focus(); input.select(); show(); };
  input.addEventListener("input", show);
  dialog.addEventListener("keydown", step);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return open;
}

addEventListener("DOMContentLoaded", () => {
  const opener = document.getElementById("search");
  if (!opener || !("HTMLDialogElement" in globalThis)) return;
  const open = searchDialog(opener);
  opener.setAttribute("aria-haspopup", "dialog");
  opener.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (!document.querySelector("dialog[open]")) open();
  });
});
