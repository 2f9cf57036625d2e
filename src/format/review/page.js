"use strict";
// The review page: beads are merged, split and shifted, segments stay what they are but for edits of
// their text. Everything is kept in `state`; rows are drawn from it. Nothing is sent anywhere.

const data = JSON.parse(document.getElementById("data").textContent);
const SIDES = ["source", "target"];
const $ = (id) => document.getElementById(id);

// What the page began with: beads have one range of segments for each side.
const first = () => data.beads.map((bead) => ({ ...bead, changed: false }));
let state = { beads: first(), texts: [{}, {}] };
let history = [];
let now = 0;
let rows = [];

// ---- what is kept from one visit to the next ----

function fingerprint() {
  let hash = 5381;
  for (const c of $("data").textContent) hash = (hash * 33 + c.codePointAt(0)) | 0;
  return "chancery review " + (hash >>> 0).toString(16);
}
const KEY = fingerprint();

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify(state));
  } catch {
    // A full or forbidden store: the page works on, and saving to files is what counts.
  }
}

function kept() {
  try {
    const old = JSON.parse(localStorage.getItem(KEY));
    if (old && covers(old.beads)) state = old;
  } catch {
    // Nothing was kept.
  }
}

// Every segment stands in one bead, in order.
function covers(beads) {
  const at = [0, 0];
  for (const bead of beads) {
    for (const side of [0, 1]) {
      const [start, end] = bead[SIDES[side]];
      if (start !== at[side] || end < start) return false;
      at[side] = end;
    }
  }
  return at.every((end, side) => end === data[SIDES[side]].segments.length);
}

// ---- what a bead is ----

const range = (bead, side) => bead[SIDES[side]];
const size = (bead, side) => range(bead, side)[1] - range(bead, side)[0];
const isAligned = (bead) => size(bead, 0) > 0 && size(bead, 1) > 0;
const text = (side, index) => state.texts[side][index] ?? data[SIDES[side]].segments[index].text;
const sure = () => Number($("sure").value);
const remarks = (bead) => (bead.changed ? [] : bead.remarks ?? []);

function needsReview(bead) {
  if (bead.state) return false;
  return !isAligned(bead) || bead.confidence < sure() || remarks(bead).length > 0;
}

function look(bead) {
  const kind = !isAligned(bead) ? "alone"
    : bead.state === "right" || bead.confidence >= sure() ? "sure"
    : bead.confidence >= sure() / 2 ? "fair" : "weak";
  return bead.state === "wrong" ? kind + " wrong" : kind;
}

// The segments of one side of a bead as one text.
function joined(bead, side) {
  const [start, end] = range(bead, side);
  let whole = "";
  for (let index = start; index < end; index++) {
    const between = whole && !data[SIDES[side]].unspaced ? " " : "";
    whole += between + text(side, index);
  }
  return whole;
}

// ---- changes ----

function changed(source, target) {
  return { source, target, confidence: 1, state: "right", changed: true };
}

// Puts beads in place of others, and remembers how it was.
function replace(at, count, beads, going) {
  history.push({ at, count: beads.length, old: state.beads.slice(at, at + count), now });
  state.beads.splice(at, count, ...beads);
  redraw(at, count, beads.length);
  go(going ?? at);
  keep();
}

function merge() {
  const [a, b] = [state.beads[now], state.beads[now + 1]];
  if (!b) return;
  replace(now, 2, [changed([a.source[0], b.source[1]], [a.target[0], b.target[1]])]);
}

// The first segment of each side stays, the others go into a bead of their own; of two single
// segments each is alone.
function split() {
  const { source, target } = state.beads[now];
  if (size(state.beads[now], 0) + size(state.beads[now], 1) < 2) return;
  const single = size(state.beads[now], 0) < 2 && size(state.beads[now], 1) < 2;
  const cut = (range, least) => Math.min(range[0] + least, range[1]);
  const [s, t] = [cut(source, 1), cut(target, single ? 0 : 1)];
  replace(now, 1, [
    changed([source[0], s], [target[0], t]),
    changed([s, source[1]], [t, target[1]]),
  ]);
}

// Moves a border: the last segment of a side to the next bead, or its first one to the bead before.
function shift(side, forward) {
  const [a, b] = forward ? [now, now + 1] : [now - 1, now];
  const [left, right] = [state.beads[a], state.beads[b]];
  if (!left || !right || !size(state.beads[now], side)) return;
  const ranges = [left, right].map((bead) => [bead.source.slice(), bead.target.slice()]);
  const border = range(left, side)[1] + (forward ? -1 : 1);
  ranges[0][side][1] = border;
  ranges[1][side][0] = border;
  const beads = ranges
    .filter(([source, target]) => source[1] > source[0] || target[1] > target[0])
    .map(([source, target]) => changed(source, target));
  replace(a, 2, beads, Math.min(forward || beads.length < 2 ? a : b, a + beads.length - 1));
}

function mark(as) {
  const bead = state.beads[now];
  replace(now, 1, [{ ...bead, state: bead.state === as ? undefined : as }]);
}

function undo() {
  const last = history.pop();
  if (!last) return;
  if (last.texts) {
    state.texts = last.texts;
    redraw(last.now, 1, 1);
  } else {
    state.beads.splice(last.at, last.count, ...last.old);
    redraw(last.at, last.count, last.old.length);
  }
  go(last.now);
  keep();
}

function edit() {
  for (const paragraph of rows[now].querySelectorAll(".text[data-index]")) {
    const [side, index] = [Number(paragraph.dataset.side), Number(paragraph.dataset.index)];
    paragraph.textContent = text(side, index);
    paragraph.contentEditable = "plaintext-only";
  }
  rows[now].querySelector("[contenteditable]")?.focus();
}

function endEdit() {
  const row = document.querySelector(".bead:has([contenteditable])");
  if (!row) return;
  const at = rows.indexOf(row);
  const texts = state.texts.map((side) => ({ ...side }));
  for (const paragraph of row.querySelectorAll("[contenteditable]")) {
    const [side, index] = [Number(paragraph.dataset.side), Number(paragraph.dataset.index)];
    const typed = paragraph.textContent.replace(/\s*\n\s*/gu, " ");
    if (typed === data[SIDES[side]].segments[index].text) delete texts[side][index];
    else texts[side][index] = typed;
  }
  if (JSON.stringify(texts) !== JSON.stringify(state.texts)) {
    history.push({ texts: state.texts, now: at });
    state.texts = texts;
    keep();
  }
  redraw(at, 1, 1);
  go(at);
}

// ---- drawing ----

function element(name, className, content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (content !== undefined) made.textContent = content;
  return made;
}

function drawText(bead, side, index) {
  const paragraph = element("p", "text");
  paragraph.lang = data[SIDES[side]].lang;
  paragraph.dir = "auto";
  paragraph.dataset.side = side;
  paragraph.dataset.index = index;
  const whole = text(side, index);
  const edited = state.texts[side][index] !== undefined;
  if (edited) paragraph.classList.add("edited");
  const marks = edited ? [] : remarks(bead).flatMap((remark) => remark.marks)
    .filter((mark) => mark.side === SIDES[side] && mark.segment === index)
    .sort((a, b) => a.start - b.start);
  let at = 0;
  for (const { start, end } of marks) {
    if (start < at) continue;
    paragraph.append(whole.slice(at, start), element("mark", "", whole.slice(start, end)));
    at = end;
  }
  paragraph.append(whole.slice(at));
  return paragraph;
}

function draw(bead) {
  const row = element("article", "bead " + look(bead));
  row.tabIndex = -1;
  const about = element("div", "about");
  about.append(element("b"), isAligned(bead)
    ? `${size(bead, 0)}-${size(bead, 1)} · ${bead.confidence.toFixed(2)}`
    : `${size(bead, 0)}-${size(bead, 1)}`);
  if (bead.state) about.append(element("br"), bead.state === "right" ? "checked" : "wrong");
  row.append(about);
  for (const side of [0, 1]) {
    const cell = element("div", "side");
    const [start, end] = range(bead, side);
    for (let index = start; index < end; index++) cell.append(drawText(bead, side, index));
    if (start === end) cell.append(element("p", "none", "no counterpart"));
    row.append(cell);
  }
  if (remarks(bead).length) {
    const list = element("ul", "remarks");
    for (const remark of remarks(bead)) {
      list.append(element("li", "", `${remark.code}: ${remark.message}`));
    }
    row.append(list);
  }
  return row;
}

function redraw(at, count, drawn) {
  const made = state.beads.slice(at, at + drawn).map(draw);
  const after = rows[at + count] ?? null;
  for (const row of rows.slice(at, at + count)) row.remove();
  for (const row of made) $("beads").insertBefore(row, after);
  rows.splice(at, count, ...made);
  refresh();
}

function fits(bead) {
  const wanted = $("search").value.normalize().toLowerCase().replaceAll("\u200b", "");
  const kinds = {
    all: () => true,
    review: () => needsReview(bead),
    unaligned: () => !isAligned(bead),
    remarks: () => remarks(bead).length > 0,
    changed: () => bead.changed || [0, 1].some((side) => {
      const [start, end] = range(bead, side);
      return Object.keys(state.texts[side]).some((index) => index >= start && index < end);
    }),
    wrong: () => bead.state === "wrong",
  };
  if (!kinds[$("filter").value]()) return false;
  if (!wanted) return true;
  return [0, 1].some((side) =>
    joined(bead, side).normalize().toLowerCase().replaceAll("\u200b", "").includes(wanted));
}

// Brings numbers, filter and counts to the state.
function refresh() {
  let shown = 0;
  state.beads.forEach((bead, index) => {
    const row = rows[index];
    row.className = "bead " + look(bead) + (index === now ? " now" : "");
    row.querySelector(".about b").textContent = index + 1;
    row.hidden = !fits(bead);
    shown += row.hidden ? 0 : 1;
  });
  document.querySelector(".empty")?.remove();
  if (!shown) $("beads").append(element("p", "empty", "nothing to show"));
  const count = (test) => state.beads.filter(test).length;
  const todo = count(needsReview);
  $("counts").textContent =
    `${state.beads.length} beads, ${todo} to review, ` +
    `${count((bead) => !isAligned(bead))} without counterpart, ` +
    `${count((bead) => bead.state)} looked at; ${shown} shown`;
}

function go(to, forward = true) {
  const step = forward ? 1 : -1;
  let at = Math.max(0, Math.min(to, state.beads.length - 1));
  while (rows[at]?.hidden) at += step;
  if (!rows[at]) at = Math.min(now, state.beads.length - 1);
  rows[now]?.classList.remove("now");
  document.querySelector(".tools")?.remove();
  now = at;
  const row = rows[now];
  if (!row) return;
  row.classList.add("now");
  row.append(tools());
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function nextToReview() {
  const after = state.beads.findIndex((bead, index) => index > now && needsReview(bead));
  const any = after >= 0 ? after : state.beads.findIndex(needsReview);
  if (any >= 0) go(any);
}

// ---- what can be done ----

const ACTIONS = [
  { keys: ["ArrowDown", "j"], say: "next bead", run: () => go(now + 1) },
  { keys: ["ArrowUp", "k"], say: "bead before", run: () => go(now - 1, false) },
  { keys: ["n"], say: "next one that needs review", run: nextToReview },
  { keys: ["c"], say: "checked: it is right", tool: "Right", run: () => mark("right") },
  { keys: ["x"], say: "mark as wrong: stays out of the memory", tool: "Wrong", run: () => mark("wrong") },
  { keys: ["m"], say: "merge with the next bead", tool: "Merge", run: merge },
  { keys: ["s"], say: "split after the first segments", tool: "Split", run: split },
  { keys: ["["], say: "first source segment to the bead before", tool: "Source ↑", run: () => shift(0, false) },
  { keys: ["]"], say: "last source segment to the next bead", tool: "Source ↓", run: () => shift(0, true) },
  { keys: ["{"], say: "first target segment to the bead before", tool: "Target ↑", run: () => shift(1, false) },
  { keys: ["}"], say: "last target segment to the next bead", tool: "Target ↓", run: () => shift(1, true) },
  { keys: ["e", "Enter"], say: "edit the texts; Escape ends", tool: "Edit", run: edit },
  { keys: ["u"], say: "undo", tool: "Undo", run: undo },
  { keys: ["/"], say: "search", run: () => $("search").focus() },
  { keys: ["?"], say: "these keys", run: () => $("keys").click() },
];

function tools() {
  const bar = element("div", "tools");
  for (const action of ACTIONS.filter((action) => action.tool)) {
    const button = element("button", "", action.tool);
    button.title = `${action.say} (${action.keys[0]})`;
    button.dataset.key = action.keys[0];
    button.onclick = (event) => {
      event.stopPropagation();
      action.run();
    };
    bar.append(button);
  }
  return bar;
}

// ---- files ----

function download(name, type, content) {
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const escaped = (text) => text.replace(/[&<>"]/gu, (c) => `&#${c.codePointAt(0)};`);

// The same memory that `chancery align --apply` makes of the review, but for what tools want.
function tmx() {
  const [source, target] = SIDES.map((side) => data[side]);
  const out = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    '<tmx version="1.4">',
    `<header creationtool="chancery" creationtoolversion="${data.version_of_program}" segtype="block" o-tmf="chancery" adminlang="en" srclang="${escaped(source.lang)}" datatype="plaintext"/>`,
    "<body>",
  ];
  for (const bead of state.beads) {
    if (!isAligned(bead) || bead.state === "wrong") continue;
    const tuv = (side) =>
      `<tuv xml:lang="${escaped(data[SIDES[side]].lang)}"><seg>${escaped(joined(bead, side))}</seg></tuv>`;
    out.push(
      "<tu>",
      `<prop type="x-document">${escaped(nameOf("source"))}</prop>`,
      `<prop type="x-confidence">${bead.confidence.toFixed(2)}</prop>`,
      `<prop type="x-bead">${size(bead, 0)}-${size(bead, 1)}</prop>`,
      tuv(0), tuv(1), "</tu>");
  }
  out.push("</body>", "</tmx>", "");
  return out.join("\n");
}

function gold() {
  const list = ([start, end]) =>
    Array.from({ length: end - start }, (_, index) => start + index).join(",");
  const lines = state.beads.flatMap((bead) =>
    bead.state === "wrong" && isAligned(bead)
      ? [`${list(bead.source)}\t`, `\t${list(bead.target)}`]
      : [`${list(bead.source)}\t${list(bead.target)}`]);
  return lines.join("\n") + "\n";
}

function review() {
  const sides = SIDES.map((name, side) => ({
    ...data[name],
    segments: data[name].segments.map((segment, index) => ({ ...segment, text: text(side, index) })),
  }));
  const beads = state.beads.map(({ source, target, confidence, state }) => ({
    source, target, confidence, ...(state && { state }),
  }));
  return JSON.stringify({ ...data, source: sides[0], target: sides[1], beads }, null, 1) + "\n";
}

const nameOf = (side) => data[side].document.replace(/^.*[\\/]/u, "");
const stem = () => nameOf("source").replace(/\.[^.]*$/u, "")
  .replace(new RegExp(`\\.${data.source.lang}$`, "u"), "") || "review";
const pair = () => `${data.source.lang}-${data.target.lang}`;

// ---- beginning ----

function begin() {
  const names = SIDES.map(nameOf);
  document.title = $("title").textContent = names.join(" – ");
  $("sure").value = data.sure;
  if (data.unrelated) {
    $("warning").textContent = "These two texts do not look like translations of each other.";
    $("warning").hidden = false;
  }
  for (const { keys, say } of ACTIONS) $("help").append(element("dt", "", keys.join(" ")), element("dd", "", say));
  kept();
  redraw(0, 0, state.beads.length);
  go(0);
  scrollTo(0, 0);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target;
  if (target.isContentEditable) {
    if (event.key === "Escape") endEdit();
    return;
  }
  if (target.matches("input, select")) {
    if (event.key === "Escape" || event.key === "Enter") rows[now]?.focus();
    return;
  }
  if (target.matches("button") && (event.key === "Enter" || event.key === " ")) return;
  const action = ACTIONS.find(({ keys }) => keys.includes(event.key));
  if (action) {
    event.preventDefault();
    action.run();
  }
});
document.addEventListener("focusout", (event) => {
  const row = event.target.isContentEditable && event.target.closest(".bead");
  if (row && !row.contains(event.relatedTarget)) endEdit();
});
$("beads").addEventListener("click", (event) => {
  const at = rows.indexOf(event.target.closest(".bead"));
  if (at >= 0 && at !== now && !getSelection().toString()) go(at);
});
for (const id of ["filter", "sure", "search"]) {
  $(id).addEventListener("input", () => {
    refresh();
    if (rows[now]?.hidden) {
      const focused = document.activeElement;
      go(now);
      focused.focus();
    }
  });
}
$("keys").onclick = () => {
  $("help").hidden = !$("help").hidden;
  $("keys").setAttribute("aria-expanded", String(!$("help").hidden));
};
$("save-tmx").onclick = () => download(`${stem()}.${pair()}.tmx`, "application/xml", tmx());
$("save-gold").onclick = () => download(`${stem()}.${pair()}.gold.tsv`, "text/tab-separated-values", gold());
$("save-review").onclick = () => download(`${stem()}.${pair()}.review.json`, "application/json", review());
$("reset").onclick = () => {
  if (!confirm("Throw away all changes made on this page?")) return;
  const count = state.beads.length;
  state = { beads: first(), texts: [{}, {}] };
  history = [];
  keep();
  redraw(0, count, state.beads.length);
  go(0);
};
begin();
