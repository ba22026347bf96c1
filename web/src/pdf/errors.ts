import { LonghandError, messageOf } from '../errors.js';

const reasons: Record<string, (message: string) => string> = {
  PasswordException: (message) => `encrypted, expected the option password: ${message}`,
  InvalidPDFException: (message) => `expected a PDF file, found none or a broken one: ${message}`,
};

/** What pdfjs-dist throws, as a LonghandError. */
export function pdfError(cause: unknown): unknown {
  if (cause instanceof LonghandError) return cause;
  const name = cause instanceof Error ? cause.name : '';
  const message = messageOf(cause);
  const reason = reasons[name]?.(message) ?? `not readable: ${message}`;
  return new LonghandError('invalid_image', `pdf: ${reason}`, { cause });
}
