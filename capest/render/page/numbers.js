// Numbers as capest/quantities.py shows them, by the forms of number_forms.py.

const HALF_UP = 1 + 1e-12;
const MAGNITUDES = [[1e12, "T"], [1e9, "B"], [1e6, "M"], [1e3, "k"]];

function digits(value, number) {
  if (value === 0) return "0";
  const rounded = Number((value * HALF_UP).toPrecision(number));
  const size = Math.abs(rounded);
  let text = String(rounded);
  if (text.includes("e")) text = size < 1 ? rounded.toFixed(15) : BigInt(rounded).toString();
  return text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}

function powerOfTen(value) {
  if (value >= 1e-4 && value < 1e3) return String(Number(value.toPrecision(3)));
  const [number, power] = value.toExponential(2).split("e");
  return `${Number(number)}e${Number(power)}`;
}

function count(value) {
  if (value < 0) return `-${count(-value)}`;
  const rounded = Number(digits(value, 3));
  for (const [size, letter] of MAGNITUDES) {
    if (rounded >= size) return rounded < 1e15 ? digits(value / size, 3) + letter : powerOfTen(value);
  }
  return rounded >= 1e-3 || value === 0 ? digits(value, 3) : powerOfTen(value);
}

function nearAll(value, whole) {
  if (!(0.99 < value / whole && value / whole < 1 - 1e-11)) return "";
  const lacking = digits(whole - value, 2);
  return (whole - Number(lacking)).toFixed((lacking.split(".")[1] || "").length);
}

const thousands = new Intl.NumberFormat("en-US");

function counted(value, form) {
  if (Math.abs(value) < 1e6 && Number.isInteger(value)) {
    const isCut = Number(digits(value, 3)) !== value;
    return form.machines || isCut ? thousands.format(value) : count(value);
  }
  return form.named ? count(value) : nearAll(value, 1) || count(value);
}

function grouped(value) {
  const rounded = Number(value.toPrecision(15));
  if (Math.abs(value) < 1e21 && Number.isInteger(value)) return thousands.format(BigInt(value));
  const isSmall = rounded !== 0 && Math.abs(rounded) < 1e-4;
  const text = isSmall ? rounded.toExponential() : String(rounded);
  const [whole, fraction] = text.replace(/e-(\d)$/, "e-0$1").split(".");
  const isPlain = /^-?\d+$/.test(whole);
  const head = isPlain ? thousands.format(BigInt(whole)) : whole;
  return (isPlain && whole.startsWith("-") && !head.startsWith("-") ? "-" : "") + head
    + (fraction === undefined ? "" : `.${fraction}`);
}

const joined = (number, { one, many = one }) => number + (number === "1" ? one : many);

function prefixed(value, form) {
  if (form.long && value < 1 && value >= form.long) return joined(count(value), form);
  const steps = form.zero && value === 0 ? form.zero : form.steps;
  let shown, words;
  for (const [factor, one, many] of steps) {
    shown = value * factor;
    words = { one, many };
    if (Number(digits(shown, 3)) >= 1) break;
  }
  return joined(shown >= 1e4 || shown < 1 ? count(shown) : digits(shown, 3), words);
}

function written(value, form) {
  if (!Number.isFinite(value)) return "no value";
  if (form.kind === "exact") return joined(grouped(value), form);
  if (form.kind === "counted" && form.cell) return joined(counted(value, form), form);
  if (value < 0) return `-${written(-value, form)}`;
  switch (form.kind) {
    case "percent": return joined(nearAll(value, 100) || digits(value, 3), form);
    case "counted": return joined(counted(value, form), form);
    case "prefixed": return prefixed(value, form);
    case "priced": return form.sign + count(value * form.factor) + form.one;
    default: return joined(count(value), form);
  }
}
