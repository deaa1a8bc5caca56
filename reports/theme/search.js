// Search over pages and things: the link to the list of all things opens a dialog; / opens it too. The index is fetched
// when it is first asked for. Without script the link leads to the list.
"use strict";

const here = document.currentScript.src;
const PARTS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu; // Chinese has no blanks: it is split from the rest
const MOST = 20;
const KINDS = ["page", "chips", "firms", "fabs", "claims", "analysts"]; // what stands first among equals

function parts(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(PARTS) ?? [];
}

function loadIndex() {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(`search-index-${document.documentElement.lang.split("-")[0]}.js`, here);
    script.onload = () => resolve(globalThis.searchIndex.map(([kind, path, title, chinese, hint, words]) => {
      const name = kind === "claims" ? 4 : 8; // a claim names what it is about, but is not that
      const weighed = [[name, title], [name, chinese], [2, hint], [2, words], [1, path]];
      const fields = weighed.map(([weight, text]) => ({ weight, parts: parts(text) }));
      return { kind, path, title, chinese, hint, fields };
    }));
    script.onerror = reject;
    document.head.append(script);
  });
}

// How well one part of the query fits a field: a whole word, the beginning of one, or, of Chinese, each two characters.
function fit(part, field) {
  if (field.parts.includes(part)) return 2;
  if (!/\p{Script=Han}/u.test(part)) return field.parts.some((p) => p.startsWith(part)) ? 1 : 0;
  if (field.parts.some((p) => p.includes(part))) return 1;
  const pairs = [...part].slice(1).map((_, n) => part.slice(n, n + 2));
  return pairs.length && pairs.every((pair) => field.parts.some((p) => p.includes(pair))) ? 0.5 : 0;
}

function score(query, entry) {
  let total = 0;
  for (const part of query) {
    const best = Math.max(...entry.fields.map((f) => f.weight * fit(part, f)));
    if (best === 0) return 0;
    total += best;
  }
  return query.join(" ") === parts(entry.title).join(" ") ? 2 * total : total;
}

function find(text, index) {
  const query = parts(text);
  if (!query.length) return [];
  const found = index.map((entry) => ({ entry, score: score(query, entry) })).filter((f) => f.score > 0);
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
