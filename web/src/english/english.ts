import { expectBoolean, expectOption, isPlainObject, isStrings } from '../option_checks.js';
import { number, ordinal, time, type NumberRead } from './numbers.js';

/**
 * How English is written down.
 * @example
 * import { english, type EnglishOptions } from 'longhand/english';
 *
 * const options: EnglishOptions = { punctuation: true, mask: ['darn'] };
 * console.log(english(options)('darn comma it is twenty five dollars period')); // D***, it is $25.
 */
export interface EnglishOptions {
  /** Numbers, times, amounts of money and percentages in digits; one to nine alone stay words. Default true. */
  numbers?: boolean | undefined;
  /** `comma`, `period`, `new line` and the like become what they name. Default false: people say these words, too. */
  punctuation?: boolean | undefined;
  /** Capitals at the beginning of sentences, of `I`, months and days of the week. Default true. */
  sentences?: boolean | undefined;
  /** Words of which only the first letter is shown; true: common swear words. Default false. */
  mask?: boolean | readonly string[] | undefined;
}

/** What stands between two pieces of text: `glue` on a side leaves no blank there. */
interface Piece {
  text: string;
  glue?: 'left' | 'right' | 'both';
}

const marks: [spoken: string, piece: Piece][] = [
  ['full stop', { text: '.', glue: 'left' }],
  ['period', { text: '.', glue: 'left' }],
  ['comma', { text: ',', glue: 'left' }],
  ['question mark', { text: '?', glue: 'left' }],
  ['exclamation mark', { text: '!', glue: 'left' }],
  ['exclamation point', { text: '!', glue: 'left' }],
  ['semicolon', { text: ';', glue: 'left' }],
  ['colon', { text: ':', glue: 'left' }],
  ['dash', { text: '–' }],
  ['hyphen', { text: '-', glue: 'both' }],
  ['slash', { text: '/', glue: 'both' }],
  ['ellipsis', { text: '…', glue: 'left' }],
  ['open quote', { text: '“', glue: 'right' }],
  ['close quote', { text: '”', glue: 'left' }],
  ['open bracket', { text: '(', glue: 'right' }],
  ['close bracket', { text: ')', glue: 'left' }],
  ['open parenthesis', { text: '(', glue: 'right' }],
  ['close parenthesis', { text: ')', glue: 'left' }],
  ['new line', { text: '\n', glue: 'both' }],
  ['new paragraph', { text: '\n\n', glue: 'both' }],
];

const months = ['january', 'february', 'april', 'june', 'july', 'september', 'october', 'november'];
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const names = new Set([...months, 'december', ...days]);
/** Months that are other words as well, unless a day stands beside them. */
const unsureMonths = new Set(['march', 'may', 'august']);
const allMonths = new Set([...months, 'december', ...unsureMonths]);

const swearWords = [
  ...['fuck', 'fucks', 'fucked', 'fucking', 'fucker', 'motherfucker', 'shit', 'shits', 'shitty'],
  ...['bullshit', 'bitch', 'bitches', 'bastard', 'bastards', 'asshole', 'assholes', 'arsehole'],
  ...['cunt', 'cunts', 'dick', 'dickhead', 'cock', 'prick', 'piss', 'pissed', 'wanker', 'twat'],
  ...['slut', 'whore', 'bollocks', 'goddamn'],
];

const signs = new Map(Object.entries({ dollar: '$', pound: '£', euro: '€' }));
const parts = new Map(Object.entries({ cent: '$', pence: '£', penny: '£' }));

const singular = (word = '') => word.replace(/^(dollar|pound|euro|cent)s$/, '$1');

/** A number that is written in digits wherever it stands: all but one to nine. */
const isLarge = ({ whole, value }: NumberRead) => whole === undefined || whole > 9 || value === '0';

/** Words after which a small number is in digits as well. */
const counted = new Set([
  'number',
  'page',
  'chapter',
  'room',
  'step',
  'version',
  'gate',
  'platform',
]);

interface Found extends Piece {
  length: number;
}

/** `five dollars and ten cents`, `three pounds fifty`, `ten percent`, and plain numbers. */
function amount(words: readonly string[], at: number): Found | undefined {
  const found = number(words, at);
  if (!found) return undefined;
  const end = at + found.length;
  if (words[end] === 'percent') return { text: `${found.value}%`, length: found.length + 1 };
  if (words[end] === 'per' && words[end + 1] === 'cent')
    return { text: `${found.value}%`, length: found.length + 2 };
  const sign = words[end + 1] === 'of' ? undefined : signs.get(singular(words[end]));
  if (sign) {
    const change = changeAfter(words, end + 1, sign);
    const text = `${sign}${found.value}${change ? `.${change.text}` : ''}`;
    return { text, length: found.length + 1 + (change?.length ?? 0) };
  }
  if (isLarge(found) || counted.has(words[at - 1] ?? ''))
    return { text: found.value, length: found.length };
  return undefined;
}

/** Cents or pence behind an amount, as two digits. */
function changeAfter(words: readonly string[], at: number, sign: string): Found | undefined {
  const and = words[at] === 'and' ? 1 : 0;
  const found = number(words, at + and);
  const value = found?.whole;
  if (!found || value === undefined || value > 99) return undefined;
  const named = parts.get(singular(words[at + and + found.length])) === sign;
  if (!named && (and > 0 || value < 10)) return undefined;
  const text = String(value).padStart(2, '0');
  return { text, length: and + found.length + (named ? 1 : 0) };
}

/** `twenty first`; behind or before a month also `first`. */
function place(words: readonly string[], at: number): Found | undefined {
  const dated =
    allMonths.has(words[at - 1] ?? '') ||
    words
      .slice(at + 1, at + 3)
      .some((word, after) => allMonths.has(word) && (after === 0 || words[at + 1] === 'of'));
  const found = ordinal(words, at, dated ? 1 : 10);
  return found && { text: found.value, length: found.length };
}

function numeral(words: readonly string[], at: number): Found | undefined {
  const clock = time(words, at);
  return clock
    ? { text: clock.value, length: clock.length }
    : (place(words, at) ?? amount(words, at));
}

function mark(words: readonly string[], at: number): Found | undefined {
  for (const [spoken, piece] of marks) {
    const length = spoken.includes(' ') ? 2 : 1;
    if (words.slice(at, at + length).join(' ') === spoken) return { ...piece, length };
  }
  return undefined;
}

const masked = (word: string) => word.slice(0, 1) + '*'.repeat(word.length - 1);

const capital = (word: string) => word.replace(/^\p{L}/u, (letter) => letter.toUpperCase());

function joined(pieces: readonly Piece[]): string {
  return pieces.reduce((text, { text: next, glue }, at) => {
    const before = pieces[at - 1]?.glue;
    const close =
      at === 0 || glue === 'left' || glue === 'both' || before === 'right' || before === 'both';
    return text + (close ? '' : ' ') + next;
  }, '');
}

/** Capitals where sentences begin. */
const sentenceCase = (text: string) =>
  text.replaceAll(
    /(^|[.?!…]\s+|\n)([“(]*)(\p{Ll})/gu,
    (_, before: string, open: string, letter: string) => before + open + letter.toUpperCase(),
  );

/** `I`, days, and months where they are sure. */
function named(words: readonly string[], at: number): string {
  const word = words[at] ?? '';
  if (/^i('|$)/.test(word) || names.has(word)) return capital(word);
  if (!unsureMonths.has(word)) return word;
  const before = words[at - 1] === 'of' && ordinal(words, at - 2, 1);
  return before || ordinal(words, at + 1, 1) || number(words, at + 1) ? capital(word) : word;
}

/**
 * A function that writes down English as heard: small letters, numbers in words, no punctuation. For the
 * option `write` of `transcribe` and `listen`, or for any text.
 * @throws LonghandError `invalid_option`
 * @example
 * import { english } from 'longhand/english';
 * import { createSpeech } from 'longhand/speech';
 *
 * const speech = await createSpeech({ model: '/models/en.safetensors' });
 * const { written } = await speech.transcribe('/letter.mp3', { write: english({ punctuation: true }) });
 * console.log(written);
 */
export function english(options: EnglishOptions = {}): (text: string) => string {
  expectOption('options', 'an object', options, isPlainObject);
  const { numbers = true, punctuation = false, sentences = true, mask = false } = options;
  for (const [name, value] of Object.entries({ numbers, punctuation, sentences }))
    expectBoolean(name, value);
  expectOption('mask', 'a boolean or an array of strings', mask, (value) => {
    return typeof value === 'boolean' || isStrings(value);
  });
  const hidden = new Set(mask === true ? swearWords : mask || []);
  const rules = [...(punctuation ? [mark] : []), ...(numbers ? [numeral] : [])];

  const pieceAt = (words: readonly string[], at: number): Found => {
    for (const rule of rules) {
      const found = rule(words, at);
      if (found) return found;
    }
    const word = words[at] ?? '';
    const text = hidden.has(word) ? masked(word) : sentences ? named(words, at) : word;
    return { text, length: 1 };
  };

  return (text) => {
    const words = text.split(/\s+/).filter(Boolean);
    const pieces: Piece[] = [];
    for (let at = 0; at < words.length;) {
      const found = pieceAt(words, at);
      pieces.push(found);
      at += found.length;
    }
    const line = joined(pieces);
    return sentences ? sentenceCase(line) : line;
  };
}
