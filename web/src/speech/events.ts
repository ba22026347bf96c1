import type { MainModule, RawEvent } from '#wasm/speech.js';

import { LonghandError } from '../errors.js';
import type { Alternative, EndpointEvent, SpeechEvent, SpokenWord } from './types.js';

type Enum<Name extends string> = Record<Name, { value: number }>;

function nameOf<Name extends string>(names: Enum<Name>, { value }: { value: number }): Name {
  for (const name of Object.keys(names) as Name[]) {
    if (names[name].value === value) return name;
  }
  throw new LonghandError('wasm', `the WebAssembly reports ${value}, which it does not name`);
}

/** An event as callers see it. `phrases`: those that were listened for. */
export function toEvent(
  raw: MainModule,
  event: RawEvent,
  phrases: readonly string[] | undefined,
): SpeechEvent {
  const { time, start, end } = event;
  const text = event.text as string;
  const type = nameOf(raw.EventType, event.type);
  if (type === 'partial') {
    return { type, time, text, written: text, stable: unitsOf(text, event.stable), start, end };
  }
  if (type === 'endpoint') {
    const reason: EndpointEvent['reason'] = nameOf(raw.EndpointReason, event.reason);
    return { type, time, reason };
  }
  const { confidence, rejected } = event;
  const words = event.words as SpokenWord[];
  const alternatives = event.alternatives as Alternative[];
  const phrase = phrases?.[event.phrase];
  return {
    type,
    time,
    text,
    written: text,
    confidence,
    start,
    end,
    words,
    alternatives,
    phrase,
    rejected,
  };
}

/** UTF-16 units of the first `bytes` bytes of `text` in UTF-8. */
function unitsOf(text: string, bytes: number): number {
  const utf8 = new TextEncoder().encode(text);
  return new TextDecoder().decode(utf8.subarray(0, bytes)).length;
}

/** The events with what `write` makes of their texts. */
export function writtenBy(
  write: ((text: string) => string) | undefined,
  events: SpeechEvent[],
): SpeechEvent[] {
  if (!write) return events;
  return events.map((event) =>
    'written' in event ? { ...event, written: write(event.text) } : event,
  );
}
