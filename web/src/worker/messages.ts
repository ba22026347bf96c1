import type { LonghandErrorCode } from '../errors.js';

/** What the page asks of a worker. */
export interface Request {
  id: number;
  method: string;
  argument: unknown;
}

/** What a worker answers. `fatal`: it cannot go on and must be replaced. */
export type Reply =
  | { id: number; value: unknown }
  | { id: number; failure: { code: LonghandErrorCode; message: string }; fatal: boolean };

/** A value and the memory that moves with it. */
export interface Parcel {
  value: unknown;
  transfer?: Transferable[];
}
