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
export interface Parcel<Value> {
  value: Value;
  transfer?: Transferable[];
}

/** One thing that a worker does for the page. */
export type Method = (argument: never) => Parcel<unknown> | Promise<Parcel<unknown>>;

/** What the method `Name` of the worker is given. */
export type Argument<Api, Name extends keyof Api> = Api[Name] extends (
  argument: infer Value,
) => unknown
  ? Value
  : never;

/** What it answers. */
export type Answer<Api, Name extends keyof Api> = Api[Name] extends (argument: never) => infer Sent
  ? Awaited<Sent> extends Parcel<infer Value>
    ? Value
    : never
  : never;
