// The functions of formulas (capest/functions.py) for a page, by the same methods: the same nodes,
// the same roots. A function that has no value gives NaN, and so it does of NaN.
const models = (() => {
"use strict";

const NOISE = 1e-12;
const MOST_NOISE = 1e-6;

class NoValue extends Error {}

const none = () => { throw new NoValue(); };

// --- capest/models/elementary.py ---

function ceil(value) {
  const nearest = Math.floor(value + 0.5);
  const isWhole = Math.abs(value - nearest) <= Math.min(NOISE * Math.abs(value), MOST_NOISE);
  return isWhole ? nearest : Math.ceil(value);
}

const floor = value => -ceil(-value);
const sum = values => values.reduce((one, other) => one + other, 0);
const product = values => values.reduce((one, other) => one * other, 1);

const elementary = {
  max: (...values) => Math.max(...values),
  min: (...values) => Math.min(...values),
  sum: (...values) => sum(values),
  ceil,
  floor,
  round: value => Math.floor(value + 0.5),
  next_power_of_two: value => value > 0 ? 2 ** ceil(Math.log2(Math.max(value, 1))) : 0,
  next_even: value => 2 * ceil(value / 2),
  sqrt: Math.sqrt,
  log2: value => value > 0 ? Math.log2(value) : NaN,
  log10: value => value > 0 ? Math.log10(value) : NaN,
  ln: value => value > 0 ? Math.log(value) : NaN,
  exp: Math.exp,
  product_of: (...values) => product(values),
  missed_by_all: (...values) => product(values.map(value => 1 - value)),
};

// --- what stands for operators in a script: no value rather than an infinite one ---

const operators = {
  _finite: value => Number.isFinite(value) ? value : NaN,
  _over: (above, below) => below === 0 ? NaN : above / below,
  _power: (base, exponent) => Number.isFinite(base ** exponent) ? base ** exponent : NaN,
};

const isNumber = value => typeof value === "number" ? Number.isFinite(value)
  : typeof value === "string" || value === undefined || Object.values(value).every(isNumber);

const guarded = compute => (...given) => {
  if (!given.every(isNumber)) return NaN;
  try {
    const value = compute(...given);
    return Number.isFinite(value) ? value : NaN;
  } catch (error) {
    if (error instanceof NoValue) return NaN;
    throw error;
  }
};

const functions = { ...elementary };
const guardedFunctions = Object.fromEntries(
  Object.entries(functions).map(([name, compute]) => [name, guarded(compute)]));
return Object.freeze({ ...operators, ...guardedFunctions });
})();
