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
  const found = JSON.stringify(value) as string | undefined;
  throw new LonghandError(
    'invalid_option',
    `${name}: expected ${what}, found ${(found ?? typeof value).slice(0, 100)}`,
  );
}

export function expectBoolean(name: string, value: unknown): void {
  expectOption(name, 'a boolean', value, (given) => typeof given === 'boolean');
}

export function expectString(name: string, value: unknown): void {
  expectOption(name, 'a string', value, (given) => typeof given === 'string');
}

export function expectNumber(name: string, value: unknown, least: number, most: number): void {
  expectOption(name, `a number of ${least}..${most}`, value, (given) => {
    return typeof given === 'number' && given >= least && given <= most;
  });
}

export function expectInteger(name: string, value: unknown, least: number, most: number): void {
  expectNumber(name, value, least, most);
  expectOption(name, 'a whole number', value, Number.isInteger);
}
