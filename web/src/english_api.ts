/**
 * The subpath `longhand/english`: what was heard, as people write it.
 * @module longhand/english
 */
export { english, type EnglishOptions } from './english/english.js';
export { LonghandError, type LonghandErrorCode } from './errors.js';
