/// <reference types="vite/client" />

/** What build/assets_plugin.ts found on the machine that built the page. */
declare module 'virtual:assets' {
  export const ocrModels: import('./build/ocr_models.js').OfferedModel[];
  export const speechSamples: import('./build/sounds.js').OfferedSound[];
  /** Address. */
  export const speechModel: string;
  /** Address. */
  export const languageModel: string;
}
