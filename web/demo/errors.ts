import { LonghandError, type LonghandErrorCode } from 'longhand';

/** What to do about errors, by their code; what a tab has no word for comes from {@link general}. */
export type Advice = Partial<Record<LonghandErrorCode, (error: LonghandError) => string>>;

const general: Advice = {
  network: () => 'Check the connection and try again; what was used before works offline.',
  wasm: () => 'Use a current Chrome, Edge, Firefox or Safari.',
  worker: () => 'Try again: a new engine is started.',
  out_of_memory: () => 'Try a smaller file, or close other tabs.',
};

/** What happened and what to do about it. */
export function explain(error: unknown, own: Advice): { problem: string; advice: string } {
  const problem = error instanceof Error ? error.message : String(error);
  const code = error instanceof LonghandError ? error.code : undefined;
  const advice = code && (own[code] ?? general[code])?.(error as LonghandError);
  return { problem, advice: advice ?? 'Reload the page.' };
}
