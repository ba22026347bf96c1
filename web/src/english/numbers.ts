/** Numbers that were spelt out, as they are written. Every reader takes words and a place and tells what it found there. */

const small = new Map(
  [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
    ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen'],
    'nineteen',
  ].map((word, value) => [word, value]),
);
const tens = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, at) => [
    word,
    10 * (at + 2),
  ]),
);
const scales = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);
const ordinals = new Map(
  [
    ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'],
    ...['tenth', 'eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth'],
    ...['seventeenth', 'eighteenth', 'nineteenth', 'twentieth'],
  ].map((word, at) => [word, at + 1]),
);
ordinals.set('thirtieth', 30);
const repeated = new Map(Object.entries({ double: 2, triple: 3 }));
/** Of an hour, in minutes. */
const parts = new Map(Object.entries({ half: 30, quarter: 15 }));

/** What was read, and how many words it took. */
export interface Read<Value = number> {
  value: Value;
  length: number;
}

const digitOf = (word = '') => {
  const value = word === 'oh' ? 0 : small.get(word);
  return value !== undefined && value < 10 ? value : undefined;
};

/** 1..99: `seven`, `fifteen`, `twenty`, `twenty one`. */
function belowHundred(words: readonly string[], at: number): Read | undefined {
  const [word = '', next = ''] = words.slice(at, at + 2);
  const ten = tens.get(word);
  if (ten === undefined) {
    const value = small.get(word);
    return value ? { value, length: 1 } : undefined;
  }
  const one = small.get(next);
  return one && one < 10 ? { value: ten + one, length: 2 } : { value: ten, length: 1 };
}

/** What comes after `hundred` or a scale, with or without `and`. */
function rest(
  words: readonly string[],
  at: number,
  read: (words: readonly string[], at: number) => Read | undefined,
): Read | undefined {
  const and = words[at] === 'and' ? 1 : 0;
  const found = read(words, at + and);
  return found && { value: found.value, length: found.length + and };
}

/** 1..999, or `twelve hundred`. */
function belowThousand(words: readonly string[], at: number): Read | undefined {
  const article = words[at] === 'a' && words[at + 1] === 'hundred';
  const first = article ? { value: 1, length: 1 } : belowHundred(words, at);
  if (!first || words[at + first.length] !== 'hundred') return first;
  const length = first.length + 1;
  const more = rest(words, at + length, belowHundred);
  if (!more) return { value: 100 * first.value, length };
  return { value: 100 * first.value + more.value, length: length + more.length };
}

/** `three hundred and five thousand and twelve`. */
function cardinal(words: readonly string[], at: number): Read | undefined {
  if (words[at] === 'zero') return { value: 0, length: 1 };
  const article = words[at] === 'a' && scales.has(words[at + 1] ?? '');
  const group = article ? { value: 1, length: 1 } : belowThousand(words, at);
  if (!group) return undefined;
  let { value, length } = group;
  let scale = scales.get(words[at + length] ?? '');
  if (scale === undefined) return group;
  value *= scale;
  length++;
  for (;;) {
    const more = rest(words, at + length, belowThousand);
    if (!more) break;
    const next = scales.get(words[at + length + more.length] ?? '');
    if (next !== undefined && next >= scale) break;
    value += more.value * (next ?? 1);
    length += more.length + (next === undefined ? 0 : 1);
    if (next === undefined) break;
    scale = next;
  }
  return { value, length };
}

/** `four one five`, `double seven`, `nine oh two`: two digits or more. */
export function digits(words: readonly string[], at: number): Read<string> | undefined {
  let value = '';
  let end = at;
  for (;;) {
    const times = repeated.get(words[end] ?? '');
    const digit = digitOf(words[times ? end + 1 : end]);
    if (digit === undefined) break;
    value += String(digit).repeat(times ?? 1);
    end += times ? 2 : 1;
  }
  // "one hundred" and "five thousand" are no digits, nor is an "oh" that begins
  if (words[end] === 'hundred' || scales.has(words[end] ?? '')) return undefined;
  return value.length > 1 && words[at] !== 'oh' ? { value, length: end - at } : undefined;
}

/** `nineteen eighty four`, `nineteen oh five`, `twenty twenty six`: 1100..2099. */
function year(words: readonly string[], at: number): Read | undefined {
  const century = belowHundred(words, at);
  if (!century || century.value < 11 || century.value > 20) return undefined;
  const next = at + century.length;
  const oh = words[next] === 'oh' ? digitOf(words[next + 1]) : undefined;
  const within = oh ? { value: oh, length: 2 } : belowHundred(words, next);
  if (!within || (!oh && within.value < 10)) return undefined;
  return { value: 100 * century.value + within.value, length: century.length + within.length };
}

const grouped = (value: number) =>
  value < 10_000 ? String(value) : String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** Round millions keep their word. */
function written(value: number): string {
  for (const [word, scale] of [...scales].reverse()) {
    if (scale >= 1e6 && value >= scale && value % (scale / 10) === 0 && value < 1000 * scale)
      return `${value / scale} ${word}`;
  }
  return grouped(value);
}

/** `three point one four`, `two point five million`. */
function decimals(words: readonly string[], at: number): Read<string> | undefined {
  if (words[at] !== 'point') return undefined;
  let value = '';
  let end = at + 1;
  for (; digitOf(words[end]) !== undefined; end++) value += String(digitOf(words[end]));
  if (value === '') return undefined;
  const scale = scales.has(words[end] ?? '') ? ` ${words[end++] ?? ''}` : '';
  return { value: `.${value}${scale}`, length: end - at };
}

/** A number as it is written; `value`: where it is a whole one. */
export interface NumberRead extends Read<string> {
  whole: number | undefined;
}

/** `a hundred` and `a million` by themselves are as often no number as one. */
function isIdiom(words: readonly string[], at: number): boolean {
  return words[at] === 'a' && (cardinal(words, at)?.length ?? 0) < 3;
}

/** Any number that begins at a word. */
export function number(words: readonly string[], at: number): NumberRead | undefined {
  if (words[at] === 'minus') {
    const found = number(words, at + 1);
    return found && { value: `-${found.value}`, length: found.length + 1, whole: undefined };
  }
  if (isIdiom(words, at)) return undefined;
  const spelt = digits(words, at);
  const decided = year(words, at) ?? (spelt ? undefined : cardinal(words, at));
  const start = spelt?.value ?? (decided && String(decided.value));
  const length = spelt?.length ?? decided?.length;
  if (start === undefined || length === undefined) return undefined;
  const point = decimals(words, at + length);
  if (point) return { value: start + point.value, length: length + point.length, whole: undefined };
  if (spelt) return { ...spelt, whole: undefined };
  const { value = 0 } = decided ?? {};
  return { value: written(value), length, whole: value };
}

function ending(value: number): string {
  const teen = Math.floor(value / 10) % 10 === 1;
  return (teen ? undefined : ['th', 'st', 'nd', 'rd'][value % 10]) ?? 'th';
}

/** `twenty first`, `tenth`: from 10 on, for `first` to `ninth` stay words. */
export function ordinal(
  words: readonly string[],
  at: number,
  least = 10,
): Read<string> | undefined {
  const ten = tens.get(words[at] ?? '');
  const last = ordinals.get(words[ten === undefined ? at : at + 1] ?? '');
  if (last === undefined || (ten !== undefined && last > 9)) return undefined;
  const value = (ten ?? 0) + last;
  return value < least
    ? undefined
    : { value: `${value}${ending(value)}`, length: ten === undefined ? 1 : 2 };
}

/** Of a clock: 1..12. */
const hourOf = (found: Read | undefined) => (found && found.value <= 12 ? found : undefined);

const two = (value: number) => String(value).padStart(2, '0');

/** `half past three`, `quarter to five`, `ten past six`, `twenty minutes to nine`. */
function relativeTime(words: readonly string[], at: number): Read<string> | undefined {
  const named = parts.get(words[at] ?? '');
  const minutes = named ? { value: named, length: 1 } : belowHundred(words, at);
  if (!minutes || minutes.value > 30) return undefined;
  let end = at + minutes.length;
  if (words[end] === 'minutes') end++;
  const past = words[end] === 'past';
  const hour = past || words[end] === 'to' ? hourOf(belowHundred(words, end + 1)) : undefined;
  if (!hour || (named === 30 && !past)) return undefined;
  const [full, part] = past
    ? [hour.value, minutes.value]
    : [((hour.value + 10) % 12) + 1, 60 - minutes.value];
  return { value: `${full}:${two(part)}`, length: end + 1 + hour.length - at };
}

/** `am`, `p m`. */
function halfOfDay(words: readonly string[], at: number): Read<string> | undefined {
  const [word = '', next = ''] = words.slice(at, at + 2);
  if (word === 'am' || word === 'pm') return { value: ` ${word}`, length: 1 };
  return (word === 'a' || word === 'p') && next === 'm'
    ? { value: ` ${word}m`, length: 2 }
    : undefined;
}

const beforeTimes = new Set(['at', 'by', 'until', 'till', 'before', 'after', 'around', 'from']);

/** `ten fifteen am`, `three o'clock`, and after such words as `at` also `ten fifteen`, `ten oh five`. */
export function time(words: readonly string[], at: number): Read<string> | undefined {
  const relative = relativeTime(words, at);
  if (relative) return relative;
  const hour = hourOf(belowHundred(words, at));
  if (!hour) return undefined;
  let end = at + hour.length;
  if (words[end] === "o'clock") return { value: `${hour.value}:00`, length: end + 1 - at };
  const oh = words[end] === 'oh' ? digitOf(words[end + 1]) : undefined;
  const within = oh ? { value: oh, length: 2 } : belowHundred(words, end);
  const minutes = within && (oh ?? within.value > 9) && within.value < 60 ? within : undefined;
  end += minutes?.length ?? 0;
  const half = halfOfDay(words, end);
  if (!half && !(minutes && beforeTimes.has(words[at - 1] ?? ''))) return undefined;
  const value = minutes ? `${hour.value}:${two(minutes.value)}` : String(hour.value);
  return { value: value + (half?.value ?? ''), length: end + (half?.length ?? 0) - at };
}
