import type { Advice } from '../errors.js';

export const printAdvice: Advice = {
  invalid_model: () =>
    'Choose a .traineddata file (plain or .gz) with an LSTM model, such as those of the tessdata_fast collection, or a .safetensors that reads print.',
  unsupported_model: () =>
    'Choose a model for Tesseract 4 or 5; those of Tesseract 3 have no LSTM network.',
  invalid_image: () => 'Choose a PNG, JPEG, WebP, GIF or BMP picture of a single line of text.',
  invalid_option: () => 'Change the characters under “Options”.',
  timeout: () => 'Try a smaller picture.',
};

export const pageAdvice: Advice = {
  ...printAdvice,
  invalid_image: ({ message }) =>
    message.startsWith('pdf: encrypted')
      ? 'Save the PDF file without its password, then choose it again.'
      : 'Choose a PNG, JPEG, WebP, GIF or BMP picture of a page, or a PDF file.',
};
