import { LonghandError } from './errors.js';

/**
 * Checks what a caller without type checker may have passed; undefined always holds.
 * @throws LonghandError `invalid_option`
 */
export function expectOption(
  name: string,
  what: string,
  value: unknown,
  holds: (value: unknown) => boolean,
): void {
  if (value === undefined || holds(value)) return;
  throw new LonghandError(
    'invalid_option',
    `${name}: expected ${what}, found ${shown(value).slice(0, 100)}`,
  );
}

/** Whether the value has members by name, unlike an array, a Map or an instance of another class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

export function expectBoolean(name: string, value: unknown): void {
  expectOption(name, 'a boolean', value, (given) => typeof given === 'boolean');
}

export function expectString(name: string, value: unknown): void {
  expectOption(name, 'a string', value, (given) => typeof given === 'string');
}

/** Least and most. */
type Range = readonly [number, number];

export function expectNumber(name: string, value: unknown, [least, most]: Range): void {
  expectOption(name, `a number of ${least}..${most}`, value, (given) => {
    return typeof given === 'number' && given >= least && given <= most;
  });
}

export function expectInteger(name: string, value: unknown, range: Range): void {
  expectNumber(name, value, range);
  expectOption(name, 'a whole number', value, Number.isInteger);
}

export function expectFunction(name: string, value: unknown): void {
  expectOption(name, 'a function', value, (given) => typeof given === 'function');
}

/** A value for a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value) && !isPlainObject(value)) return `a ${value.constructor.name}`;
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'an array' : 'an object';
  }
}
