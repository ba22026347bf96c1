import { LonghandError, type LonghandErrorCode } from 'longhand';

const advice: Partial<Record<LonghandErrorCode, string>> = {
  invalid_model:
    'Choose a .traineddata file (plain or .gz) with an LSTM model, such as those of the tessdata_fast collection.',
  unsupported_model:
    'Choose a model for Tesseract 4 or 5; those of Tesseract 3 have no LSTM network.',
  invalid_image: 'Choose a PNG, JPEG, WebP, GIF or BMP picture of a single line of text.',
  invalid_option: 'Change the characters under “Options”.',
  network: 'Check the connection and try again; the lines and models used before work offline.',
  wasm: 'Use a current Chrome, Edge, Firefox or Safari.',
  worker: 'Try again: a new engine is started.',
  timeout: 'Try a smaller picture.',
  out_of_memory: 'Try a smaller picture, or close other tabs.',
};

/** What happened and what to do about it. */
export function explain(error: unknown): { problem: string; advice: string } {
  if (error instanceof LonghandError) {
    return { problem: error.message, advice: advice[error.code] ?? 'Reload the page.' };
  }
  return {
    problem: error instanceof Error ? error.message : String(error),
    advice: 'Reload the page.',
  };
}
