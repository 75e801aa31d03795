// The functions of formulas (capest/functions.py) for a page, by the same methods: the same nodes,
// the same roots, to within 1e-5. A function that has no value gives NaN, and so does every one of
// NaN. Each part is named after the module whose functions it has; comments on the methods are there.
const models = (() => {
"use strict";

class NoValue extends Error {}

const none = () => { throw new NoValue(); };
const need = condition => condition || none();

// --- elementary ---

const NOISE = 1e-12;
const MOST_NOISE = 1e-6;

function ceil(value) {
  const nearest = Math.floor(value + 0.5);
  const isWhole = Math.abs(value - nearest) <= Math.min(NOISE * Math.abs(value), MOST_NOISE);
  return isWhole ? nearest : Math.ceil(value);
}

const floor = value => -ceil(-value);
const sum = values => values.reduce((one, other) => one + other, 0);
const product = values => values.reduce((one, other) => one * other, 1);
const dot = (one, other) => one.reduce((total, value, index) => total + value * other[index], 0);
const range = (length, make) => Array.from({ length }, (_, index) => make(index));

const elementary = {
  max: Math.max,
  min: Math.min,
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

// --- what Python has at hand: the normal law, the logarithm of the gamma function ---

// By Kummer's series near 0, by Laplace's continued fraction beyond; it takes fewer steps further
// out: with these it is as exact as with any number of them.
function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.5) {
    let term = x, total = x;
    for (let n = 1; term > 1e-17 * total; n += 1) total += term *= 2 * x * x / (2 * n + 1);
    return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * total;
  }
  let below = x;
  for (let n = Math.ceil(10 + 200 / (x * x)); n > 0; n -= 1) below = x + n / 2 / below;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / below;
}

const below = deviations => erfc(-deviations / Math.SQRT2) / 2;
const density = deviations => Math.exp(-deviations * deviations / 2) / Math.sqrt(2 * Math.PI);

// Wichura, Algorithm AS 241 (Applied Statistics 37, 1988), as Python's NormalDist.inv_cdf.
const CENTRAL = [[
  2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
  4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
  1.3314166789178437745e+2, 3.3871328727963666080e+0,
], [
  5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
  2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
  4.2313330701600911252e+1, 1.0,
]];
const MIDDLE = [[
  7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
  1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
  4.63033784615654529590e+0, 1.42343711074968357734e+0,
], [
  1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
  1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
  2.05319162663775882187e+0, 1.0,
]];
const TAIL = [[
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
  2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
  5.46378491116411436990e+0, 6.65790464350110377720e+0,
], [
  2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
  7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
  5.99832206555887937690e-1, 1.0,
]];
const ratio = ([above, under], at) => {
  const polynomial = coefficients => coefficients.reduce((total, next) => total * at + next, 0);
  return polynomial(above) / polynomial(under);
};

function deviationsAt(share) {
  need(share > 0 && share < 1);
  const away = share - 0.5;
  if (Math.abs(away) <= 0.425) return away * ratio(CENTRAL, 0.180625 - away * away);
  const root = Math.sqrt(-Math.log(away <= 0 ? share : 1 - share));
  const found = root <= 5 ? ratio(MIDDLE, root - 1.6) : ratio(TAIL, root - 5);
  return away < 0 ? -found : found;
}

// Stirling's series, from 15 on.
function logGamma(x) {
  let shift = 0;
  for (; x < 15; x += 1) shift += Math.log(x);
  const square = x * x;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - shift;
}

// --- roots ---

const TOLERANCE = 1e-12;

function root(of, low, high, near = TOLERANCE, ends) {
  let now = low, other = high, [atNow, atOther] = ends || [of(low), of(high)];
  if (atNow === 0 || atOther === 0) return atNow === 0 ? now : other;
  let part = ends ? Math.min(0.9, Math.max(0.1, atNow / (atNow - atOther))) : 0.5;
  need(atNow > 0 !== atOther > 0);
  for (;;) {
    const next = now + part * (other - now), atNext = of(next);
    let old, atOld;
    if (atNext > 0 === atNow > 0) [old, atOld] = [now, atNow];
    else [old, atOld, other, atOther] = [other, atOther, now, atNow];
    [now, atNow] = [next, atNext];
    const least = near / Math.abs(other - now);
    if (!(least <= 0.5) || atNow === 0) return Math.abs(atNow) < Math.abs(atOther) ? now : other;
    part = Math.min(1 - least, Math.max(least, nextPart(now, atNow, other, atOther, old, atOld)));
  }
}

function nextPart(a, atA, b, atB, c, atC) {
  if (atC === atA || atC === atB) return 0.5;
  const place = (a - b) / (c - b), value = (atA - atB) / (atC - atB);
  if (!(value * value < place && (1 - value) ** 2 < 1 - place)) return 0.5;
  const linear = atA / (atB - atA) * atC / (atB - atC);
  return linear + (c - a) / (b - a) * atA / (atC - atA) * atB / (atC - atB);
}

// --- popularity and zipf_nodes: laws as {probabilities, counts, exponent} ---

const EXACT_RANKS = 256;
const BUCKETS_PER_DECADE = 200;
const OWN_RANKS = 64;
const STRETCHES_PER_DECADE = 10;
const EVEN = 1e-8;
const LARGEST_EXPONENT = 10;

// Several formulas ask for the same law.
function remembered(compute, most = 32) {
  const found = new Map();
  return (...given) => {
    const key = given.join();
    if (!found.has(key)) {
      if (found.size >= most) found.clear();
      found.set(key, compute(...given));
    }
    return found.get(key);
  };
}

const checkLaw = (items, exponent) =>
  need(items >= 1 && items <= 1e15 && exponent >= 0 && exponent <= LARGEST_EXPONENT);

function integral(low, high, exponent) {
  const width = Math.log(high / low), rest = 1 - exponent;
  return rest === 0 ? width : low ** rest * Math.expm1(rest * width) / rest;
}

const sumOfPowers = (low, high, exponent) => integral(low, high, exponent)
  + exponent * (high ** (-exponent - 1) - low ** (-exponent - 1)) / 24;

function exactMasses(items, exponent) {
  const whole = Math.min(EXACT_RANKS, Math.floor(items));
  const found = range(whole, rank => [1, (rank + 1) ** -exponent]);
  const rest = items - whole;
  if (whole < Math.min(items, EXACT_RANKS)) found.push([rest, rest * (whole + 1) ** -exponent]);
  return found;
}

// Halves to the even number, as Python rounds.
function roundEven(value) {
  const whole = Math.round(value);
  return whole - value === 0.5 && whole % 2 ? whole - 1 : whole;
}

const zipf = remembered((items, exponent) => {
  checkLaw(items, exponent);
  const masses = exactMasses(items, exponent);
  for (let before = EXACT_RANKS, step = 1; before < items; step += 1) {
    const edge = roundEven(EXACT_RANKS * 10 ** (step / BUCKETS_PER_DECADE));
    const last = Math.min(edge, items);
    masses.push([last - before, sumOfPowers(before + 0.5, last + 0.5, exponent)]);
    before = last;
  }
  const total = sum(masses.map(([, mass]) => mass));
  return {
    probabilities: masses.map(([count, mass]) => mass / (count * total)),
    counts: masses.map(([count]) => count),
    exponent,
  };
});

const zipfNodes = remembered((items, exponent) => {
  checkLaw(items, exponent);
  if (items <= EXACT_RANKS) return zipf(items, exponent);
  const nodes = range(OWN_RANKS, rank => [(rank + 1) ** -exponent, 1]);
  for (let before = OWN_RANKS, step = 1; before < items; step += 1) {
    const edge = roundEven(OWN_RANKS * 10 ** (step / STRETCHES_PER_DECADE));
    const last = Math.min(edge, items), largest = (before + 0.5) ** -exponent;
    for (const [weight, count] of pairOfNodes(before + 0.5, last + 0.5, exponent)) {
      nodes.push([largest * weight, count]);
    }
    before = last;
  }
  const total = sum(nodes.map(([weight, count]) => weight * count));
  return {
    probabilities: nodes.map(([weight]) => weight / total),
    counts: nodes.map(([, count]) => count),
    exponent,
  };
});

function pairOfNodes(low, high, exponent) {
  const count = high - low, width = Math.log(high / low);
  const [mean, squares, cubes] = [1, 2, 3].map(power =>
    sumOverLowest(low, width, power * exponent) / count);
  const variance = squares - mean * mean;
  if (variance <= EVEN * mean * mean) return [[mean, count]];
  const lean = (cubes - 3 * mean * squares + 2 * mean ** 3) / (2 * variance);
  const away = Math.sqrt(variance + lean * lean);
  const upper = count * (away - lean) / (2 * away);
  return [[mean + lean + away, upper], [mean + lean - away, count - upper]];
}

function sumOverLowest(low, width, power) {
  const rest = 1 - power, whole = rest ? Math.expm1(rest * width) / rest : width;
  return low * whole + power * Math.expm1(-(power + 1) * width) / (24 * low);
}

function harmonic(items, exponent) {
  checkLaw(Math.max(items, 1), exponent);
  need(items >= 0);
  const exact = sum(exactMasses(items, exponent).map(([, mass]) => mass));
  return items <= EXACT_RANKS ? exact
    : exact + sumOfPowers(EXACT_RANKS + 0.5, items + 0.5, exponent);
}

const sharesOf = law => law.probabilities.map((chance, index) => chance * law.counts[index]);

function partOfShare(before, count, items, exponent) {
  if (exponent === 0 || count <= 1) return items / count;
  const low = before + 0.5;
  return integral(low, low + items, exponent) / integral(low, low + count, exponent);
}

function partOfItems(before, count, part, exponent) {
  if (exponent === 0 || count <= 1) return part * count;
  const low = before + 0.5, width = Math.log1p(count / low), rest = 1 - exponent;
  if (rest === 0) return low * Math.expm1(part * width);
  return low * Math.expm1(Math.log1p(part * Math.expm1(rest * width)) / rest);
}

function topShare(law, items, kept) {
  need(items >= 0);
  const shares = sharesOf(law);
  let before = 0, share = 0, held = 0;
  for (let index = 0; index < shares.length; index += 1) {
    const count = law.counts[index], part = kept ? kept[index] : 1;
    if (held + count * part > items) {
      const cut = partOfShare(before, count, (items - held) / part, law.exponent);
      return Math.min(1, share + shares[index] * part * cut);
    }
    before += count;
    share += shares[index] * part;
    held += count * part;
  }
  return kept ? Math.min(1, share) : 1;
}

function topItems(law, share, kept) {
  need(share >= 0 && share <= 1);
  if (share === 1) return sum(law.counts);
  const shares = sharesOf(law);
  let before = 0, reached = 0, held = 0;
  for (let index = 0; index < shares.length; index += 1) {
    const count = law.counts[index], more = shares[index], part = kept ? kept[index] : 1;
    if (reached + more * part > share) {
      const cut = (share - reached) / (more * part);
      return held + part * partOfItems(before, count, cut, law.exponent);
    }
    before += count;
    reached += more * part;
    held += count * part;
  }
  return held;
}

function zipfExponent(items, shareOfItems, shareOfReads) {
  need(0 < shareOfItems && shareOfItems <= shareOfReads && shareOfReads < 1);
  if (shareOfItems === shareOfReads) return 0;
  checkLaw(items, 0);
  const excess = exponent =>
    harmonic(shareOfItems * items, exponent) / harmonic(items, exponent) - shareOfReads;
  need(excess(LARGEST_EXPONENT) >= 0);
  return root(excess, 0, LARGEST_EXPONENT);
}

// --- caching.policies: what is there, and what is hit, of each probability after a time ---

const expires = limits => Math.min(limits.lifetime, limits.idle) < Infinity;
const leavesSoon = limits => limits.leaves && expires(limits);

function limitsOf(leaves, { write_share = 0, renewal_share = 0, ttl = Infinity,
  max_idle = Infinity }) {
  need(!(write_share && renewal_share));
  const writes = write_share || renewal_share, reads = 1 - writes;
  need(writes >= 0 && reads > 0 && ttl >= 0 && max_idle >= 0);
  return {
    writes,
    renews: renewal_share > 0,
    lifetime: ttl / reads,
    idle: max_idle / reads,
    leaves: leaves && Math.min(ttl, max_idle) < Infinity,
  };
}

function policyOf(name, expired, given) {
  need((given.admission === undefined) !== (name === "q_lru"));
  const limits = limitsOf(expired === "leaves", given), admitted = given.admission ?? 1;
  if (name === "lfu") {
    need(!expires(limits) || limits.leaves);
    return { limits, isStatic: true };
  }
  if (name === "fifo") return fifo(limits);
  return name === "random" ? random(limits) : lru(limits, admitted);
}

function lru(limits, admitted = 1) {
  need(admitted > 0 && admitted <= 1);
  need(!(admitted < 1 && expires(limits) && !limits.leaves));
  const found = {
    limits,
    usefulTime: Math.min(limits.lifetime, limits.idle),
    occupancies(law, time) {
      if (leavesSoon(limits)) return found.hits(law, time);
      if (admitted < 1) return chances(limits, law, { gap: time, admitted });
      const reads = limits.renews ? 1 : 1 - limits.writes;
      return law.probabilities.map(chance => -reads * Math.expm1(-chance * time));
    },
    hits(law, time) {
      if (admitted === 1 && !expires(limits)) return found.occupancies(law, time);
      return chances(limits, law, { gap: time, admitted });
    },
  };
  return found;
}

function fifo(limits) {
  need(limits.idle === Infinity || limits.leaves);
  const found = {
    limits,
    usefulTime: limits.lifetime,
    occupancies(law, time) {
      const fresh = found.hits(law, time), late = time - limits.lifetime;
      if (limits.leaves || !(late > 0)) return fresh;
      const age = limits.renews ? 0 : limits.writes * limits.lifetime;
      return law.probabilities.map((chance, index) => fresh[index] + (1 - fresh[index])
        * Math.exp(-chance * age) * returning(limits) * -Math.expm1(-chance * late));
    },
    hits: (law, time) => chances(limits, law, { span: time }),
  };
  return found;
}

function random(limits) {
  const found = {
    limits,
    usefulTime: Infinity,
    occupancies(law, time) {
      const fresh = found.hits(law, time);
      if (limits.leaves || !expires(limits) || time === 0) return fresh;
      return law.probabilities.map((chance, index) => {
        const there = fresh[index], deleting = limits.renews ? 0 : chance * limits.writes;
        const expiring = (1 - there) * chance * returning(limits) - there * (deleting + 1 / time);
        return there + Math.max(0, expiring) / (chance + 1 / time);
      });
    },
    hits: (law, time) => time === 0 ? law.probabilities.map(() => 0)
      : chances(limits, law, { evicting: 1 / time }),
  };
  return found;
}

const returning = (limits, admitted = 1) =>
  (1 - limits.writes) * admitted + (limits.renews ? limits.writes : 0);

function chances(limits, law, { gap = Infinity, span = Infinity, evicting = 0, admitted = 1 }) {
  if (!expires(limits) && !limits.writes && gap === Infinity) {
    const rate = evicting || 1 / span;
    return law.probabilities.map(chance => chance / (chance + rate));
  }
  gap = Math.min(gap, limits.idle);
  span = Math.min(span, limits.lifetime);
  const comes = returning(limits, admitted), writes = limits.writes;
  return law.probabilities.map(chance => {
    const stay = meanStay(chance * (1 - writes), evicting + chance * writes, span, gap);
    if (stay === Infinity) return 1;
    const there = stay * chance * comes;
    return there / ((limits.renews ? 1 - stay * chance * writes : 1) + there);
  });
}

function meanStay(reads, leaving, span, gap) {
  if (gap >= span) return until(leaving, span);
  const x = reads * gap;
  if (span === Infinity) {
    const lost = Math.exp(-x - leaving * gap), rate = leaving + reads * lost;
    return rate ? (1 - lost) / rate : Infinity;
  }
  const second = Math.min(span, 2 * gap) - gap;
  let stay = until(leaving, gap) + Math.exp(-leaving * gap) * (
    -Math.expm1(-x) * until(leaving, second) - reads * Math.exp(-x) * agedUntil(leaving, second));
  const afterTwo = 1 - Math.exp(-x) * (1 + x);
  const afterThree = afterTwo - Math.exp(-x) * x + Math.exp(-2 * x) * (x + x * x / 2);
  if (span > 2 * gap && afterTwo >= afterThree && afterThree > 0) {
    const falling = leaving + Math.log(afterTwo / afterThree) / gap;
    stay += afterTwo * Math.exp(-2 * leaving * gap) * until(falling, span - 2 * gap);
  }
  return stay;
}

const until = (rate, end) => rate ? -Math.expm1(-rate * end) / rate : end;

function agedUntil(rate, end) {
  const z = rate * end;
  return z < 1e-4 ? end * end * (0.5 - z / 3) : (1 - Math.exp(-z) * (1 + z)) / (rate * rate);
}

// --- caching.hit_ratio ---

const forever = law => 1e18 / law.probabilities[law.probabilities.length - 1];
const occupied = (law, policy, time) => dot(law.counts, policy.occupancies(law, time));
const effectiveItems = law =>
  1 / sum(law.probabilities.map((chance, index) => law.counts[index] * chance * chance));

function hitsAt(law, policy, time) {
  const found = dot(sharesOf(law), policy.hits(law, time));
  return found > 1 - NOISE ? 1 : found;
}

function keptBy(law, { limits }) {
  return expires(limits) || limits.writes ? chances(limits, law, {}) : null;
}

function timeTo(reached, target, atLeast, longest) {
  if (target === 0) return 0;
  if (reached(longest) <= target) return longest;
  const excess = power => reached(Math.exp(power)) - target;
  let low = Math.log(Math.max(atLeast, Number.MIN_VALUE)) - Math.LN2, high = low, step = 1;
  const most = Math.log(longest) + NOISE;
  while (excess(high) < 0 && high < most) {
    [low, high, step] = [high, Math.min(high + step, most), 2 * step];
  }
  return Math.min(Math.exp(root(excess, low, high)), longest);
}

function characteristicTime(law, policy, cached) {
  need(cached >= 0);
  const longest = forever(law);
  if (cached >= occupied(law, policy, longest) * (1 - NOISE)) return Infinity;
  return timeTo(time => occupied(law, policy, time), cached, cached, longest);
}

function highestHitRatio(law, policy) {
  if (!policy.isStatic) return hitsAt(law, policy, forever(law));
  const kept = keptBy(law, policy);
  return kept ? dot(sharesOf(law), kept) : 1;
}

function hitRatio(law, policy, cached) {
  if (policy.isStatic) return topShare(law, cached, keptBy(law, policy));
  const time = characteristicTime(law, policy, cached);
  return hitsAt(law, policy, Math.min(time, forever(law)));
}

function itemsFor(law, policy, ratio) {
  need(ratio >= 0 && ratio <= 1);
  reachable(ratio, highestHitRatio(law, policy));
  if (policy.isStatic) return topItems(law, ratio, keptBy(law, policy));
  const longest = Math.min(policy.usefulTime, forever(law));
  const time = timeTo(
    time => hitsAt(law, policy, time), ratio, ratio * effectiveItems(law), longest);
  return occupied(law, policy, time);
}

const reachable = (ratio, highest) =>
  need(ratio <= 1 + NOISE && ratio <= highest + NOISE) && ratio;

// --- caching.object_sizes ---

const STEEPEST = 5;

function sizesAt(law, power) {
  const powers = law.probabilities.map(chance => power * Math.log(chance));
  const largest = powers.reduce((one, other) => Math.max(one, other));
  const sizes = powers.map(each => Math.exp(each - largest));
  const mean = dot(law.counts, sizes) / sum(law.counts);
  return sizes.map(size => size / mean);
}

function relativeSizes(law, served) {
  if (served === 1) return law.counts.map(() => 1);
  const meanAt = power => dot(sharesOf(law), sizesAt(law, power));
  const least = meanAt(-STEEPEST), most = meanAt(STEEPEST);
  need(Math.abs(least - most) > 1e-9 * Math.max(least, most) && least < served && served < most);
  return sizesAt(law, root(power => Math.log(meanAt(power) / served), -STEEPEST, STEEPEST));
}

// --- caching.sizing ---

const lawFor = (policy, { items, popularity }) =>
  (policy.isStatic ? zipf : zipfNodes)(items, popularity);
const filled = (law, policy, sizes, time) => policy.occupancies(law, time)
  .reduce((total, there, index) => total + there * law.counts[index] * sizes[index], 0);

const sizing = {
  hit_ratio(name, expired, given) {
    const policy = policyOf(name, expired, given), law = lawFor(policy, given);
    if (given.cached === undefined) return highestHitRatio(law, policy);
    need(given.cached <= given.items * (1 + 1e-9));
    return hitRatio(law, policy, given.cached);
  },
  items_to_cache(name, expired, given) {
    const policy = policyOf(name, expired, given), law = lawFor(policy, given);
    if (given.hit_ratio !== undefined) return itemsFor(law, policy, given.hit_ratio);
    if (policy.isStatic) return dot(law.counts, chances(policy.limits, law, {}));
    return occupied(law, policy, forever(law));
  },
  turnover(name, expired, given) {
    const policy = policyOf(name, expired, given);
    const time = characteristicTime(lawFor(policy, given), policy, given.cached);
    return time ? 1 / (time * (1 - policy.limits.writes)) : 0;
  },
  items_in_room(given) {
    const law = zipfNodes(given.items, given.popularity), policy = lru(limitsOf(false, given));
    const sizes = relativeSizes(law, given.served_size);
    need(given.room >= 0);
    const time = timeTo(time => filled(law, policy, sizes, time), given.room,
      given.room / dot(sharesOf(law), sizes), forever(law));
    return occupied(law, policy, time);
  },
  room_for_items(given) {
    const law = zipfNodes(given.items, given.popularity), policy = lru(limitsOf(false, given));
    const sizes = relativeSizes(law, given.served_size);
    const time = Math.min(characteristicTime(law, policy, given.cached), forever(law));
    return filled(law, policy, sizes, time);
  },
  reachable,
  zipf_exponent: zipfExponent,
};

// --- caching.writes ---

const overItems = (law, amount) => dot(law.counts, law.probabilities.map(amount));
const hitsOf = (reads, chance) => chance * (chance * reads) / (1 + chance * reads);
const outOfDate = writes => writes < 1e-4 ? writes / 2 - writes ** 2 / 6 + writes ** 3 / 24
  : 1 + Math.expm1(-writes) / writes;

const writes = {
  coalesced_share(items, exponent, writes) {
    if (writes === 0) return 1;
    return overItems(zipfNodes(items, exponent), chance => -Math.expm1(-chance * writes)) / writes;
  },
  stale_share(items, exponent, reads, writes) {
    const law = zipfNodes(items, exponent), hits = overItems(law, chance => hitsOf(reads, chance));
    return hits ? overItems(law, chance => hitsOf(reads, chance) * outOfDate(chance * writes)) / hits
      : 0;
  },
  racing_share: (items, exponent, writes) =>
    overItems(zipfNodes(items, exponent), chance => hitsOf(writes, chance)),
};

// --- caching.servers ---

const OBJECT = 16;
const PAGE = 2 ** 20;
const LARGEST = PAGE / 2;

function sizeClass(size, step) {
  const steps = Math.max(size / step, 1);
  const grid = 2 ** Math.max(ceil(Math.log2(steps)) - 3, 0);
  return ceil(steps / grid) * grid * step;
}

const header = size => size <= 31 ? 1 : size <= 255 ? 3 : size <= 65535 ? 5 : 9;
const string = size => size + 1 + header(size);

const chunks = (() => {
  const sizes = [];
  for (let size = 96; size < LARGEST / 1.25; size = sizes[sizes.length - 1] * 1.25) {
    sizes.push(Math.ceil(size / 8) * 8);
  }
  return [...sizes, LARGEST];
})();

const servers = {
  size_class: sizeClass,
  redis_key: (size, step) => sizeClass(string(size), step),
  redis_value: (size, step) => size <= 44 ? sizeClass(OBJECT + 3 + size + 1, step)
    : sizeClass(OBJECT, step) + sizeClass(string(size), step),
  redis_list(size, entries, step) {
    if (entries <= 0) return 0;
    const plain = size / entries;
    const entry = plain + (plain < 64 ? 2 : plain < 4096 ? 4 : 8);
    const held = Math.max(Math.floor((8192 - 7 - plain - 8) / entry) + 1, 1);
    const full = Math.floor(entries / held), rest = entries - full * held;
    return full * sizeClass(held * entry + 7, step) + (rest ? sizeClass(rest * entry + 7, step) : 0)
      + sizeClass(32, step) * Math.ceil(entries / held) + sizeClass(40, step)
      + sizeClass(OBJECT, step);
  },
  memcached_item(size) {
    const all = size + 59, whole = Math.floor(all / LARGEST), rest = all - whole * LARGEST;
    const chunk = chunks.find(each => each >= rest) ?? LARGEST;
    return whole * LARGEST + PAGE / Math.floor(PAGE / chunk);
  },
  besides_table(memory, item, slot, load = 1) {
    if (!(item > 0) || !(slot > 0)) return memory;
    need(load > 0);
    const slots = 2 ** Math.max(
      Math.floor(Math.log2(Math.max(memory / (item + slot / load), 1) / load)), 0);
    return Math.max(...[slots, 2 * slots].map(table =>
      Math.min(table * load * item, memory - slot * table)));
  },
};

// --- sharding.placed_keys and sharding.fullest ---

const NEAR = 1e-9;
const MOST_SHARDS = 2 ** 60;

class PlacedKeys {
  constructor(shards, { parts, points, isSplit }, isLimited = false) {
    this.shards = shards;
    this.isLimited = isLimited;
    this.sure = isSplit ? 1 : 0;
    const mean = this.sure / sum(parts.map(([, count]) => count));
    this.parts = parts.map(([share, count]) => [(share - mean) * shards, count]);
    const hottest = this.parts.slice(0, Math.min(3, this.parts.length - 1));
    this.hot = hottest.filter(([share]) => share >= 0.05).length;
    this.shape = shards > 1 ? (shards * points + 1) / (shards - 1) : Infinity;
  }

  above(load) {
    if (load >= this.shards) return 0;
    let number = 0, without = 1;
    for (let index = 0; index < this.hot; index += 1) {
      const rest = this.parts.slice(index + 1);
      number += without * this.chance(load - this.parts[index][0], rest, this.shape + 1);
      without *= 1 - 1 / this.shards;
    }
    return number
      + without * this.shards * this.chance(load, this.parts.slice(this.hot), this.shape);
  }

  chance(load, parts, shape) {
    if (!this.isLimited) return this.approximated(load, parts, shape);
    const room = (load - this.sure) * (1 + NEAR);
    const fitting = parts.filter(([share]) => share <= room);
    const tooBig = sum(parts.slice(0, parts.length - fitting.length).map(([, count]) => count));
    const alone = -Math.expm1(shape === Infinity ? tooBig * Math.log1p(-1 / this.shards)
      : -shape * Math.log1p(tooBig / (this.shards * this.shape)));
    if (!fitting.length) return alone;
    return alone + (1 - alone) * this.fitting(load, fitting, shape);
  }

  fitting(load, parts, shape) {
    const hottest = parts[0][0];
    if (this.sure || load > 32 * hottest) return this.approximated(load, parts, shape);
    const number = sum(parts.map(([, count]) => count));
    const mean = sum(parts.map(([share, count]) => share * count)) / number;
    const square = sum(parts.map(([share, count]) => (share - mean) ** 2 * count)) / number;
    const room = load / hottest;
    if (square <= (0.4 * mean) ** 2) {
      return this.counted(room, number, shape, mean / hottest, Math.sqrt(square) / hottest);
    }
    return Math.min(this.counted(room, number, shape), this.approximated(load, parts, shape));
  }

  counted(room, number, shape, mean = 1, spread = 0) {
    const binomial = shape === Infinity;
    const odds = binomial ? -1 / this.shards : number / (this.shards * this.shape);
    const size = binomial ? -number : shape;
    if (room <= size * odds * mean) return 1;
    const ratio = odds / (1 + odds), most = floor(room);
    let found = 0, held = 0, chance = Math.exp(-size * Math.log1p(odds));
    while (held <= most || chance > found * NEAR) {
      if (held > most) {
        found += chance * below((held * mean - room) / Math.max(spread * Math.sqrt(held), NEAR));
      }
      chance *= (size + held) / (held + 1) * ratio;
      held += 1;
    }
    return found;
  }

  approximated(load, parts, shape) {
    const most = parts[0][0] > 0 ? 600 / parts[0][0] : Infinity;
    let low = 0, high = Infinity, tilt = 0, found = [0, 0, 0];
    for (let step = 0; step < 100; step += 1) {
      const generated = this.generated(tilt, parts, shape);
      if (!generated || generated[1] > load) high = tilt;
      else low = tilt;
      if (generated) {
        found = generated;
        const [, mean, variance] = found;
        if (tilt === 0 && load <= mean) return 1;
        if (Math.abs(mean - load) <= NEAR * load || variance <= 0) break;
        tilt += Math.log(load / mean) * mean / variance;
      }
      if (low >= most) tilt = low;
      if (low >= most || high - low <= NEAR * low) break;
      if (!generated || !(low < tilt && tilt < high)) {
        tilt = high < Infinity ? (low + high) / 2 : 2 * low + 1;
      }
      tilt = Math.min(tilt, most);
    }
    const [value, , variance] = found;
    return tail(tilt, tilt * load - value, variance);
  }

  generated(tilt, parts, shape) {
    const one = 1 / this.shards;
    let value = 0, slope = 0, curve = 0;
    if (shape === Infinity) {
      for (const [share, count] of parts) {
        const grown = Math.expm1(tilt * share) * one, held = (grown + one) / (1 + grown);
        value += count * Math.log1p(grown);
        slope += count * share * held;
        curve += count * share * share * held * (1 - held);
      }
      return [value + this.sure * tilt, slope + this.sure, curve];
    }
    for (const [share, count] of parts) {
      const grown = Math.expm1(tilt * share) * one;
      value += count * grown;
      slope += count * share * (grown + one);
      curve += count * share * share * (grown + one);
    }
    const left = 1 - value / this.shape;
    if (left <= 0) return null;
    const grown = shape / this.shape, mean = slope / left;
    return [-shape * Math.log(left), grown * mean,
      grown * (curve / left + mean * mean / this.shape)];
  }
}

function tail(tilt, exponent, variance) {
  if (exponent <= NEAR || variance <= 0) return exponent <= NEAR ? 0.5 : 0;
  const normal = Math.sqrt(2 * exponent), spread = tilt * Math.sqrt(variance);
  return Math.min(1, below(-normal) + density(normal) * (1 / spread - 1 / normal));
}

const partsOf = remembered((keys, exponent) => {
  const law = zipf(keys, exponent), found = [];
  let before = 0, first = 0, share = 0;
  law.counts.forEach((count, index) => {
    share += count * law.probabilities[index];
    before += count;
    if (found.length < 32 || before >= first * 1.2) {
      found.push([share / (before - first), before - first]);
      first = before;
      share = 0;
    }
  });
  if (share) found.push([share / (before - first), before - first]);
  return found;
});

function keysOf(isSplit, parts, points) {
  need(points >= 1);
  const isUniform = parts[0][0] <= parts[parts.length - 1][0] * (1 + NEAR), hottest = parts[0][0];
  return { parts, points: isSplit ? Infinity : points, isSplit, hottest, isEven: isSplit && isUniform };
}

function imbalanceOf(shards, keys) {
  need(shards <= MOST_SHARDS);
  if (shards <= 1 || keys.isEven) return 1;
  const placed = new PlacedKeys(shards, keys), end = Math.log(shards);
  const least = 1 + (shards - 1) * keys.hottest;
  if (least >= shards * (1 - NEAR)) return shards;
  const excess = load => excessOf(placed.above(Math.exp(load)), Math.exp(-0.5772156649));
  let low = Math.log(least), atLow = excess(low), atHigh;
  if (atLow <= 0) return Math.min(shards, least);
  const squares = sum(keys.parts.map(([share, count]) => count * share * share));
  const spread = Math.sqrt(2 * (shards - 1) * squares * end);
  let high = Math.min(end, Math.max(Math.log1p(spread), low + 0.01));
  while ((atHigh = excess(high)) > 0) {
    [low, atLow, high] = [high, atHigh, Math.min(end, 3 * high - 2 * low)];
  }
  const found = Math.exp(root(excess, low, high, NEAR / 2, [atLow, atHigh]));
  return Math.min(shards, Math.max(least, found));
}

function excessOf(above, number) {
  return Math.log(Math.max(above, 1e-22) / number);
}

function leastShards(load, keys) {
  const excess = remembered(
    shards => excessOf(new PlacedKeys(shards, keys, true).above(shards / load), 0.05));
  const even = ceil(load);
  if (even <= 1 || keys.isEven) return even;
  need(load * keys.hottest < 1 - NOISE);
  let low = even, atLow = excess(even), factor = 2, high = 2 * even, atHigh;
  if (atLow <= 0) return even;
  while ((atHigh = excess(high)) > 0) {
    factor = Math.min(factor * factor, 1024);
    need(high < MOST_SHARDS);
    [low, atLow, high] = [high, atHigh, Math.min(factor * high, MOST_SHARDS)];
  }
  const near = Math.max(0.25, high * 4e-16);
  const place = root(at => excess(Math.ceil(at)), low, high, near, [atLow, atHigh]);
  const found = Math.ceil(place);
  return excess(found) <= 0 ? found : found + Math.max(1, 2 * near);
}

const placements = isSplit => [
  (shards, keys, exponent, points = Infinity) =>
    imbalanceOf(shards, keysOf(isSplit, partsOf(keys, exponent), points)),
  (load, keys, exponent, points = Infinity) =>
    leastShards(load, keysOf(isSplit, partsOf(keys, exponent), points)),
  (writes, writeExponent, reads, readExponent, keys, points = Infinity) => {
    const part = writes + reads ? writes / (writes + reads) : 0;
    const read = partsOf(keys, readExponent);
    const mixed = partsOf(keys, writeExponent).map(([share, count], index) =>
      [part * share + (1 - part) * read[index][0], count]);
    return leastShards(writes + reads, keysOf(isSplit, mixed, points));
  },
];
const [hashedImbalance, hashedShards, hashedSharedShards] = placements(false);
const [splitImbalance, splitShards, splitSharedShards] = placements(true);

const fullest = {
  hashed_imbalance: hashedImbalance,
  hashed_shards: hashedShards,
  hashed_shared_shards: hashedSharedShards,
  split_imbalance: splitImbalance,
  split_shards: splitShards,
  split_shared_shards: splitSharedShards,
};

// --- sharding.hot_keys ---

const greatestCommonDivisor = (one, other) =>
  other ? greatestCommonDivisor(other, one % other) : one;

const hotKeys = {
  lcm(one, other) {
    need(Number.isInteger(one) && Number.isInteger(other));
    const [a, b] = [one, other].map(number => BigInt(Math.abs(number)));
    return a && b ? Number(a / greatestCommonDivisor(a, b) * b) : 0;
  },
  hottest_key_share: (keys, exponent) => zipf(keys, exponent).probabilities[0],
  front_cache_imbalance(shards, keys, exponent, cached) {
    const law = zipf(keys, exponent);
    let share = 0, squares = 0, before = 0;
    law.counts.forEach((count, index) => {
      const left = Math.min(count, Math.max(0, before + count - cached));
      share += left * law.probabilities[index];
      squares += left * law.probabilities[index] ** 2;
      before += count;
    });
    if (!share || shards <= 1) return 1;
    const blom = deviationsAt((shards - 0.375) / (shards + 0.25));
    return Math.min(shards, 1 + blom * Math.sqrt((shards - 1) * squares / share ** 2));
  },
};

// --- fanout and growth ---

const fanout = {
  exponent_of_the_top(items, times) {
    need(times >= 1);
    if (times === 1) return 0;
    const excess = exponent => items / harmonic(items, exponent) / times - 1;
    need(excess(LARGEST_EXPONENT) >= 0);
    return root(excess, 0, LARGEST_EXPONENT);
  },
  authors_above(authors, exponent, times) {
    const most = authors * zipf(authors, exponent).probabilities[0];
    if (times >= most) return 0;
    if (exponent === 0 || times <= 0) return floor(authors);
    return floor(Math.exp(Math.min(Math.log(authors), Math.log(most / times) / exponent)));
  },
  top_share: (items, exponent, top) => topShare(zipf(items, exponent), top),
};

const rateOf = growth => need(growth > -1) && Math.log1p(growth);

const growth = {
  time_at_present_rate: (time, growth) =>
    growth ? Math.expm1(time * rateOf(growth)) / rateOf(growth) : time,
  growth_factor: (time, growth) => (1 + growth) ** time,
  growth_rate: growth => Math.max(0, rateOf(growth)),
};

// --- latency ---

const SHARES = [0.5, 0.9, 0.99, 0.999];
const DEVIATIONS = SHARES.map(deviationsAt);
const STEPS = 256;
const GRIDS = 64;

const neighbours = place => place === SHARES.length ? [0, place - 1]
  : [Math.max(0, place - 1), Math.max(1, place)];
const after = (sorted, value) => {
  const place = sorted.findIndex(each => each > value);
  return place < 0 ? sorted.length : place;
};

class Hop {
  constructor(times, share, parallel, askedAgain) {
    need([share, askedAgain].every(part => part >= 0 && part <= 1) && parallel > 0 && times[0] > 0);
    need(times.every((time, index) => index === 0 || times[index - 1] <= time));
    Object.assign(this, { times, share, parallel, askedAgain });
  }

  passed(time) {
    let done = this.answered(time);
    if (this.askedAgain > 0) {
      done = 1 - (1 - done) * (1 - this.answered(time - this.quantile(1 - this.askedAgain)));
    }
    return 1 - this.share + this.share * done ** this.parallel;
  }

  atMost(share) {
    if (share <= 1 - this.share) return 0;
    const answered = ((share - 1 + this.share) / this.share) ** (1 / this.parallel);
    return need(answered < 1) && this.quantile(answered);
  }

  answered(time) {
    if (time <= 0) return 0;
    const [one, other] = neighbours(after(this.times, time));
    const start = this.times[one], end = this.times[other];
    if (start === end) return time >= start ? 1 : 0;
    const low = DEVIATIONS[one], high = DEVIATIONS[other];
    return below(low + (high - low) * Math.log(time / start) / Math.log(end / start));
  }

  quantile(share) {
    const [one, other] = neighbours(after(SHARES, share));
    const part = (deviationsAt(share) - DEVIATIONS[one]) / (DEVIATIONS[other] - DEVIATIONS[one]);
    return this.times[one] * (this.times[other] / this.times[one]) ** part;
  }
}

function hopsOf(values) {
  const number = Math.floor(values.length / 7);
  return range(number, hop => {
    const row = range(7, column => values[column * number + hop]);
    return new Hop(row.slice(0, 4), ...row.slice(4));
  });
}

function onGrid(hop, longest) {
  const step = longest / STEPS, shares = [hop.passed(0), ...range(STEPS, () => 0)];
  let before = shares[0];
  for (let number = 0; number < STEPS; number += 1) {
    const middle = hop.passed((number + 0.5) * step), end = hop.passed((number + 1) * step);
    const late = end - (before + 4 * middle + end) / 6;
    shares[number] += end - before - late;
    shares[number + 1] += late;
    before = end;
  }
  return shares;
}

const added = (one, other) => range(STEPS + 1, last => {
  let total = 0;
  for (let index = 0; index <= last; index += 1) total += one[index] * other[last - index];
  return total;
});

function passedAll(hops, longest) {
  const shares = hops.map(hop => onGrid(hop, longest)).reduce(added);
  let before = shares[0];
  return shares.map((share, index) => {
    if (index === 0) return share;
    const passed = before + share / 2;
    before += share;
    return passed;
  });
}

const latency = {
  lognormal(median, p99, share) {
    need(median > 0 && p99 > 0 && share > 0 && share < 1);
    return median * (p99 / median) ** (deviationsAt(share) / DEVIATIONS[2]);
  },
  hop_mean(...values) {
    const [hop] = hopsOf(values);
    if (hop.share === 0) return 0;
    const longest = hop.atMost(1 - 1e-9 * hop.share);
    const steepness = 1 + Math.log(longest / hop.times[0]);
    const at = step => longest * Math.expm1(steepness * step / STEPS) / Math.expm1(steepness);
    return sum(range(STEPS, step => {
      const start = at(step), end = at(step + 1);
      return (end - start) * (1 - (hop.passed(start) + 4 * hop.passed((start + end) / 2)
        + hop.passed(end)) / 6);
    }));
  },
  path_time(share, ...values) {
    need(share >= 0 && share <= 1);
    const hops = hopsOf(values), slow = (1 - share) / hops.length;
    const most = sum(hops.map(hop => hop.atMost(1 - slow)));
    if (most === 0) return 0;
    const longest = 2 ** (Math.ceil(GRIDS * Math.log2(most)) / GRIDS);
    const passed = passedAll(hops, longest);
    const found = passed.slice(0, STEPS).findIndex(each => each >= share);
    const step = found < 0 ? STEPS : found;
    if (step === 0) return 0;
    const before = passed[step - 1], end = passed[step];
    const part = end > before ? (share - before) / (end - before) : 1;
    return Math.min(most, longest / STEPS * (step - 1 + Math.min(1, part)));
  },
  path_share: (limit, ...values) => limit > 0 ? passedAll(hopsOf(values), limit)[STEPS] : 0,
};

// --- availability ---

function fromOn(start, copies, chance) {
  const logarithm = logGamma(copies + 1) - logGamma(start + 1) - logGamma(copies - start + 1)
    + start * Math.log(chance) + (copies - start) * Math.log1p(-chance);
  let total = Math.exp(logarithm), term = total;
  for (let now = start; now < copies && term > 1e-17 * total; now += 1) {
    term *= (copies - now) / (now + 1) * chance / (1 - chance);
    total += term;
  }
  return total;
}

function tooFew(needed, copies, down) {
  if (down <= 0 || down >= 1) return down >= 1 ? 1 : 0;
  const fewest = copies - needed + 1;
  return fewest > copies * down ? Math.min(1, fromOn(fewest, copies, down))
    : Math.max(0, 1 - fromOn(copies - fewest + 1, copies, 1 - down));
}

const availability = {
  k_of_n(needed, copies, available, commonCause) {
    need(needed <= copies && Number.isInteger(needed) && Number.isInteger(copies) && copies <= 1e9);
    if (needed <= 0) return 1;
    const down = 1 - available, alone = (1 - commonCause) * down;
    return Math.max(0, 1 - tooFew(needed, copies, alone) - commonCause * down);
  },
};

// --- queueing ---

function waiting(servers, load) {
  need(load < servers);
  if (load <= 0) return 0;
  if (servers > 1e6) {
    const spare = (servers - load) / Math.sqrt(load);
    return spare > 37 ? 0 : 1 / (1 + spare * below(spare) / density(spare));
  }
  let total = 1, term = 1;
  for (let left = servers; left > 0 && term > 1e-17 * total && total < 1e300; left -= 1) {
    total += term *= left / load;
  }
  const blocked = 1 / total;
  return blocked / (1 - load / servers * (1 - blocked));
}

const queueing = {
  erlang_c: waiting,
  erlang_servers(load, share) {
    need(share > 0);
    const isTooFew = servers => servers <= load || waiting(servers, load) > share;
    const least = Math.floor(load);
    let step = 1;
    while (isTooFew(least + step)) step *= 2;
    let low = least + Math.floor(step / 2), high = least + step;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isTooFew(middle)) low = middle;
      else high = middle;
    }
    return high;
  },
  random_queue_load: (servers, share) => share >= 1 ? servers
    : servers * root(busy => waiting(servers, busy * servers) - share, 0, 1 - TOLERANCE),
  erlang_wait(servers, load, share) {
    const waits = waiting(servers, load);
    if (share <= 1 - waits) return 0;
    return need(share < 1) && Math.log(waits / (1 - share)) / (servers - load);
  },
};

// --- peaks ---

const MOMENTS = 288;
const MOST_PEAKED = 700;

const curve = (angle, kappa) => Math.exp(kappa * (Math.cos(angle) - 1));
const peakOf = kappa =>
  MOMENTS / sum(range(MOMENTS, step => curve(step * 2 * Math.PI / MOMENTS, kappa)));
const kappaOf = remembered(peak => need(peak >= 1 && peak <= peakOf(MOST_PEAKED))
  && root(kappa => peakOf(kappa) - peak, 0, MOST_PEAKED));

const peaks = {
  trough_over_mean: peak => peak * Math.exp(-2 * kappaOf(peak)),
  peak_over_mean: overTrough => need(overTrough >= 1) && peakOf(Math.log(overTrough) / 2),
  rise_within: (peak, part) =>
    Math.exp(2 * kappaOf(peak) * Math.sin(Math.PI * Math.min(part, 0.5))),
  combined_peak(...regions) {
    const number = Math.floor(regions.length / 3), day = 2 * Math.PI;
    const days = range(number, index => {
      const [peak, share, hour] = [0, 1, 2].map(column => regions[column * number + index]);
      return [share * peak, kappaOf(peak), ((hour % 24) + 24) % 24 * day / 24, share];
    });
    const together = moment =>
      sum(days.map(([load, kappa, shift]) => load * curve(moment - shift, kappa)));
    const loads = range(MOMENTS, step => together(step * day / MOMENTS));
    const best = loads.indexOf(Math.max(...loads)) * day / MOMENTS;
    let low = best - day / MOMENTS, high = best + day / MOMENTS;
    while (high - low > 1e-7) {
      const one = low + (high - low) / 3, two = high - (high - low) / 3;
      if (together(one) < together(two)) low = one;
      else high = two;
    }
    return together((low + high) / 2) / sum(days.map(([, , , share]) => share));
  },
};

// --- rows ---

const PERIOD = 16;

const rows = {
  row_layout(whole, ...fields) {
    const number = Math.floor(fields.length / 3);
    let shares = range(PERIOD, place => place ? 0 : 1), taken = 0;
    range(number, index => {
      const [size, step, filled] = [0, 1, 2].map(column => fields[column * number + index]);
      need(step !== 0 && filled !== 0);
      const after = shares.map(share => share * (1 - filled));
      shares.forEach((share, place) => {
        const end = ceil(ceil(place / step) * step + size / filled);
        taken += share * filled * (end - place);
        after[((end % PERIOD) + PERIOD) % PERIOD] += share * filled;
      });
      shares = after;
    });
    need(whole !== 0);
    return taken + sum(shares.map((share, place) =>
      share * (ceil(place / whole) * whole - place)));
  },
};

// --- how a script calls them ---

const isNumber = value => typeof value === "number" ? Number.isFinite(value)
  : typeof value === "string" || Object.values(value).every(isNumber);

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

const functions = {
  ...elementary, ...sizing, ...writes, ...servers, ...fullest, ...hotKeys, ...fanout, ...growth,
  ...latency, ...availability, ...queueing, ...peaks, ...rows,
};

// What stands for operators that may come to no number.
const operators = {
  _finite: value => Number.isFinite(value) ? value : NaN,
  _over: (above, under) => under === 0 ? NaN : above / under,
  _power: (base, exponent) => Number.isFinite(base ** exponent) ? base ** exponent : NaN,
};

const callable = Object.fromEntries(
  Object.entries(functions).map(([name, compute]) => [name, guarded(compute)]));
return Object.freeze({ ...operators, ...callable });
})();
