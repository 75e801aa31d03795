// Shows a page's numbers anew after a value is moved, and how a number came to be.
const data = JSON.parse(document.getElementById("data").textContent);
const values = new Float64Array(data.count).fill(NaN);
for (const [at, value] of Object.entries(data.values)) values[at] = value ?? NaN;
const asWritten = values.slice(); // what is not put in has no value until the graph is computed
const frozen = new Set(data.frozen);

function formOf({ steps, ...form }) {
  if (!steps) return form;
  const [family, first, end] = steps;
  const step = ([by, ...words]) => [by * first, ...words.map(word => word + end)];
  return { ...form, steps: data.forms.families[family].map(step) };
}

const forms = data.forms.all.map(formOf);

// --- the graph, in which most of what takes long does not follow from a value that is moved ---

const MOST_KEPT = 64;
const spelled = given => typeof given === "object" ? Object.entries(given).join() : String(given);

function remembering(compute) {
  const kept = new Map();
  return (...given) => {
    const key = given.map(spelled).join("|");
    if (!kept.has(key)) {
      if (kept.size === MOST_KEPT) kept.clear();
      kept.set(key, compute(...given));
    }
    return kept.get(key);
  };
}

const functions = Object.fromEntries(Object.entries(models).map(
  ([name, compute]) => [name, name.startsWith("_") ? compute : remembering(compute)]));

// --- the page as the values have it ---

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const lineOf = at => document.getElementById(`q${at}`);
const rowOf = at => lineOf(at).closest("tr");
const numberOf = at => lineOf(at).lastElementChild;
const isShared = row => row.firstElementChild.textContent.startsWith("."); // by several entries
const ownerOf = at => isShared(rowOf(at)) ? lineOf(at).firstChild.data.trim() : "";
const textOf = at => ownerOf(at) + rowOf(at).firstElementChild.textContent;

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

for (const link of all("a[data-f]")) {
  const marks = { type: "button", class: "n", "data-q": link.hash.slice(2), "data-f": link.dataset.f };
  link.replaceWith(element("button", marks, link.textContent));
}
for (const line of all(".numbers [id]")) {
  const text = line.textContent, row = line.closest("tr"), begin = isShared(row) ? text.indexOf(" ") + 1 : 0;
  const marks = { "data-q": line.id.slice(1), "data-f": row.dataset.f };
  line.replaceChildren(text.slice(0, begin), element("b", marks, text.slice(begin)));
}
for (const number of all("svg .n")) {
  number.setAttribute("tabindex", "0");
  number.setAttribute("role", "button");
}
const folded = document.querySelector(".all details"); // the table of all other numbers, renewed when it is opened
const isChanged = at => !(Math.abs(values[at] - asWritten[at]) <= 1e-9 * Math.abs(asWritten[at]))
  && !(Number.isNaN(values[at]) && Number.isNaN(asWritten[at]));

function numberAt(place) {
  const at = Number(place.dataset.q);
  place.classList.toggle("frozen", frozen.has(at));
  const changed = place.classList.contains("changed");
  return { place, at, form: forms[place.dataset.f], value: undefined, changed };
}

function renew(number) {
  const { place, at, form } = number;
  if (frozen.has(at) || Object.is(values[at], number.value)) return;
  number.value = values[at];
  const changed = isChanged(at);
  if (!changed && !number.changed) return;
  number.changed = changed;
  place.firstChild.data = written(values[at], form);
  place.classList.toggle("changed", changed);
  place.classList.toggle("less", changed && values[at] < asWritten[at]);
}

const LINE = 14; // as charts.py has it
const positive = value => value > 0 ? value : 0;

function renewBars(chart) {
  const rows = all(".bar", chart);
  const lengths = rows.map(row => positive(values[row.querySelector("rect").dataset.w]));
  const most = Math.max(...lengths) || 1;
  rows.forEach((row, at) => {
    const width = lengths[at] / most * chart.dataset.room;
    row.querySelector("rect").setAttribute("width", width);
    row.querySelector("[data-q]").setAttribute("x", Number(chart.dataset.left) + width + 5);
    row.classList.toggle("decides", lengths[at] >= most * (1 - 1e-9));
  });
}

function renewFall(chart) {
  const left = Number(chart.dataset.left);
  const hops = all(".hop rect", chart).map(bar => [bar, positive(values[bar.dataset.w] * bar.dataset.scale)]);
  const marks = all("[data-x]", chart).map(mark => [mark, positive(values[mark.dataset.x] * mark.dataset.scale)]);
  const total = hops.reduce((sum, [, time]) => sum + time, 0);
  const scale = chart.dataset.room / (Math.max(total, ...marks.map(([, time]) => time)) || 1);
  let before = 0;
  for (const [bar, time] of hops) {
    const width = Math.max(time * scale, 1);
    bar.setAttribute("x", left + before * scale);
    bar.setAttribute("width", width);
    before += time;
  }
  marks.sort(([, one], [, other]) => other - one).forEach(([mark, time], at) => {
    const x = left + time * scale, y = Number(chart.dataset.foot) + LINE * (at + 1);
    mark.querySelector("path").setAttribute("d", `M${x} 0V${y}`);
    mark.querySelector("text").setAttribute("x", x + 5);
    mark.querySelector("text").setAttribute("y", y);
  });
}

function holds(value, sign, bound, within) {
  const isEqual = Math.abs(value - bound) <= 1e-9 * Math.max(Math.abs(value), Math.abs(bound));
  switch (sign) {
    case "~": return Math.abs(value - bound) <= within * Math.abs(value) * (1 + 1e-9);
    case "=": return isEqual;
    case "<=": return value < bound || isEqual;
    case ">=": return value > bound || isEqual;
    case "<": return value < bound && !isEqual;
    default: return value > bound && !isEqual;
  }
}

const heldAsWritten = document.getElementById("held")?.textContent;

function renewVerdicts() {
  const rows = all("[data-sign]");
  for (const row of rows) {
    const { v, sign, bound, within } = row.dataset;
    const isGood = holds(values[v], sign, Number(bound), Number(within));
    row.classList.toggle("still", frozen.has(Number(v)));
    if (frozen.has(Number(v))) continue;
    row.classList.toggle("good", isGood);
    row.classList.toggle("bad", !isGood);
    row.querySelector(".verdict").textContent = isGood ? "✓ holds" : "✗ fails";
  }
  const heading = document.getElementById("held");
  if (!heading) return;
  const live = all(".expect tbody tr:not(.still)"), every = all(".expect tbody tr");
  heading.textContent = moved.size && live.length < every.length
    ? `Expectations: ${live.filter(row => row.matches(".good")).length} of the ${live.length} that follow hold`
    : `Expectations: ${all(".expect .good").length} of ${every.length} hold`;
  if (!moved.size) heading.textContent = heldAsWritten;
}

// --- what is in sight follows a slider at once; what is not, when it is let go or comes into sight ---

const parts = all("main > header, main section").map(place => ({
  place, numbers: all("[data-q]", place).map(numberAt), isNear: true, isLate: false,
  bars: all(".bars", place), falls: all(".fall", place), isJudged: place.querySelector("#held") !== null,
}));

function renewParts(isDue) {
  for (const part of parts) {
    if (!part.isLate || !isDue(part) || (part.place.contains(folded) && !folded.open)) continue;
    part.isLate = false;
    part.numbers.forEach(renew);
    part.bars.forEach(renewBars);
    part.falls.forEach(renewFall);
    if (part.isJudged) renewVerdicts();
  }
}

folded?.addEventListener("toggle", () => renewParts(() => true));
const sight = new IntersectionObserver(seen => {
  for (const { target, isIntersecting } of seen) parts.find(part => part.place === target).isNear = isIntersecting;
  renewParts(part => part.isNear);
}, { rootMargin: "50%" });
parts.forEach(part => sight.observe(part.place));

function settle() {
  document.body.classList.remove("moving");
  renewParts(() => true);
}

const moved = new Map();
let isComputed = false;

function computeAsWritten() {
  if (isComputed) return;
  compute(asWritten, functions);
  values.set(asWritten);
  isComputed = true;
}

function recompute() {
  computeAsWritten();
  values.set(asWritten);
  for (const [at, value] of moved) values[at] = value;
  if (moved.size) compute(values, functions);
  document.body.classList.toggle("moved", moved.size > 0);
  parts.forEach(part => { part.isLate = true; });
  renewParts(part => part.isNear || !document.body.classList.contains("moving"));
  all("[data-q]", why).map(numberAt).forEach(renew);
}

// --- what can be moved ---

const STEPS = 400;
const sliders = [];
const command = element("textarea", { readonly: "", rows: "3", "aria-label": "the changes as --set" });
const copy = element("button", { type: "button" }, "copy as --set");
const reset = element("button", { type: "button" }, "reset");

const threeDigits = value => Number(value.toPrecision(3));

function slider(input) {
  const [at, low, high] = input, start = asWritten[at], form = forms[numberOf(at).dataset.f];
  const place = value => Math.round(STEPS * Math.log(value / low) / Math.log(high / low)) || 0;
  const told = element("span", {}, written(start, form));
  const range = element("input", { type: "range", min: "0", max: String(STEPS), step: "1" });
  range.disabled = !(high > low);
  const show = () => {
    const value = moved.has(at) ? moved.get(at) : start;
    told.textContent = written(value, form);
    told.classList.toggle("changed", moved.has(at));
    told.classList.toggle("less", value < start);
    range.setAttribute("aria-valuetext", told.textContent);
  };
  const toStart = () => { range.value = String(place(start)); show(); };
  range.addEventListener("input", () => {
    const step = Number(range.value);
    const value = step === STEPS ? high : step === 0 ? low : threeDigits(low * (high / low) ** (step / STEPS));
    document.body.classList.add("moving");
    if (step === place(start)) moved.delete(at); else moved.set(at, Math.min(Math.max(value, low), high));
    show();
    recompute();
    tell();
  });
  for (const end of ["change", "pointerup", "blur"]) { // a slider that is brought back does not change
    range.addEventListener(end, settle);
  }
  toStart();
  sliders.push(toStart);
  return element("label", {}, element("span", {}, textOf(at)), told, range);
}

function tell() {
  const units = new Map(data.inputs.map(([at, , , unit]) => [at, unit]));
  const nameOf = at => textOf(at).replaceAll("\u200e", ""); // without the marks of reading directions
  const change = ([at, value]) => `--set '${nameOf(at)}=${value}${units.get(at)}'`;
  command.value = [...moved].map(change).join(" ");
  command.hidden = copy.disabled = reset.disabled = moved.size === 0;
}

copy.addEventListener("click", async () => {
  command.select();
  try {
    await navigator.clipboard.writeText(command.value);
    copy.textContent = "copied";
    setTimeout(() => { copy.textContent = "copy as --set"; }, 1500);
  } catch { command.focus(); }
});
reset.addEventListener("click", () => {
  moved.clear();
  sliders.forEach(toStart => toStart());
  recompute();
  tell();
});

function panel() {
  const isOfEntry = ([at]) => textOf(at).includes(".");
  const main = data.inputs.filter(input => !isOfEntry(input)), others = data.inputs.filter(isOfEntry);
  const [first, rest] = main.length ? [main, others] : [others, []];
  const aside = document.getElementById("what-if");
  if (!first.length) return;
  const inner = element("details", {}, element("summary", {}, "What if"),
    element("div", { class: "buttons" }, copy, reset), command,
    element("fieldset", {}, element("legend", { class: "unseen" }, "assumptions"), ...first.map(slider)));
  if (rest.length) inner.append(element("details", {}, element("summary", {}, "What single entries say"), ...rest.map(slider)));
  inner.open = matchMedia("(min-width: 68rem)").matches;
  aside.append(inner);
  aside.hidden = false;
  tell();
}

// --- why a number is what it is ---

const why = element("section", { id: "why", tabindex: "-1", "aria-label": "Why" });
let asked = null;
let madeFrom = null; // the indices of what each statement of the graph speaks of

function inputsOf(at) {
  const told = lineOf(at).dataset.in;
  if (told !== undefined) return told.split(" ").filter(Boolean);
  madeFrom ??= new Map([...String(compute).matchAll(/v\[(\d+)\]=([^;]*)/g)].map(([, made, text]) => [made, text]));
  return [...new Set([...(madeFrom.get(String(at)) ?? "").matchAll(/v\[(\d+)\]/g)].map(([, below]) => below))];
}

function node(at, seen) {
  const reasons = rowOf(at).lastElementChild.cloneNode(true), number = numberOf(at), owner = ownerOf(at);
  for (const formula of all("code", reasons)) {
    formula.textContent = formula.textContent.replace(/(?<![\p{L}\p{N}_.])\.(?=[\p{L}_])/gu, () => `${owner}.`);
  }
  const value = element("span", { "data-q": at, "data-f": number.dataset.f, class: number.className }, number.textContent);
  value.classList.remove("n");
  renew(numberAt(value));
  const head = [element("span", {}, `${textOf(at)} = `), value];
  const body = [...reasons.childNodes], below = inputsOf(at);
  if (!below.length) return element("div", { class: "leaf" }, ...head, element("div", {}, ...body));
  const made = element("details", {}, element("summary", {}, ...head), element("div", {}, ...body));
  if (seen.includes(at)) return made;
  made.addEventListener("toggle", () => {
    if (made.open && made.children.length === 2) made.append(...below.map(next => node(next, [...seen, at])));
  });
  return made;
}

function close() {
  why.replaceChildren();
  why.remove();
  asked?.focus();
  asked = null;
}

function explain(place) {
  asked = place;
  const shut = element("button", { type: "button" }, "close");
  shut.addEventListener("click", close);
  const tree = node(place.dataset.q, []);
  if (tree.tagName === "DETAILS") tree.open = true;
  why.replaceChildren(shut, element("h2", {}, "Why"), tree);
  document.body.append(why);
  why.focus();
}

document.addEventListener("click", event => {
  const place = event.target.closest(".n[data-q]");
  if (place) explain(place);
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && asked) close();
  const place = event.target.closest("svg .n");
  if (!place || (event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  explain(place);
});
panel();
setTimeout(computeAsWritten);
