import { relaxedSimd, simd } from 'wasm-feature-detect';

import { asNetworkError, openDownload } from './download.js';
import { LonghandError, messageOf } from '../errors.js';
import type { ModelInput } from './model_source.js';
import type { Loading } from './model_source.js';

/**
 * Which instructions the engine was compiled for: `relaxed` is faster where the browser has it.
 * @example
 * import { createOcr, type Build } from 'longhand/ocr';
 *
 * const ocr = await createOcr({ model: '/models/eng.traineddata' });
 * const build: Build = ocr.build;
 */
export type Build = 'simd' | 'relaxed';

/**
 * Where the engine comes from.
 * @example
 * import { createOcr, type WasmOptions } from 'longhand/ocr';
 *
 * const hosting: WasmOptions = { wasmUrl: '/assets/longhand/' };
 * const ocr = await createOcr({ model: '/models/eng.traineddata', ...hosting });
 */
export interface WasmOptions {
  /**
   * Where the WebAssembly lies: the address of a folder (ends in `/`) with the package's
   * `*.wasm` files, or of one file. By default beside the package, where bundlers find it.
   */
  wasmUrl?: string | URL | undefined;
  /** The WebAssembly itself instead, as bytes or compiled. */
  wasmBinary?: Exclude<ModelInput, string | URL | Blob> | WebAssembly.Module | undefined;
}

/** The address of each build of one engine. */
export type WasmFiles = Record<Build, URL>;

/** The build that this browser runs best. @throws LonghandError `wasm` if it runs none */
export async function bestBuild(): Promise<Build> {
  if (typeof WebAssembly === 'undefined') {
    throw new LonghandError('wasm', 'this browser has no WebAssembly');
  }
  if (await relaxedSimd()) return 'relaxed';
  if (await simd()) return 'simd';
  throw new LonghandError(
    'wasm',
    "no WebAssembly SIMD: expected a browser from 2023 on, or a Content-Security-Policy with 'wasm-unsafe-eval'",
  );
}

const compiled = new Map<string, Promise<WebAssembly.Module>>();

/** Compiles the engine, once for all recognisers of the page that use the same file. */
export async function wasmModule(
  files: WasmFiles,
  options: WasmOptions,
  loading: Loading,
): Promise<WebAssembly.Module> {
  const { wasmBinary } = options;
  if (wasmBinary instanceof WebAssembly.Module) return wasmBinary;
  if (wasmBinary) return compile('wasmBinary', () => WebAssembly.compile(wasmBinary));
  const url = address(files[await bestBuild()], options.wasmUrl);
  let module = compiled.get(url);
  if (!module) {
    module = fetchModule(url, loading);
    compiled.set(url, module);
    module.catch(() => compiled.delete(url));
  }
  return module;
}

function address(file: URL, wasmUrl: string | URL | undefined): string {
  if (wasmUrl === undefined) return file.href;
  const given = new URL(wasmUrl, globalThis.location.href);
  if (!given.pathname.endsWith('/')) return given.href;
  const name = file.pathname.slice(file.pathname.lastIndexOf('/') + 1);
  return new URL(name, given).href;
}

async function fetchModule(url: string, { onProgress }: Loading): Promise<WebAssembly.Module> {
  const response = await asNetworkError(url, undefined, () =>
    openDownload(url, { phase: 'wasm', onProgress }),
  );
  return compile(url, () => WebAssembly.compileStreaming(response));
}

async function compile(what: string, work: () => Promise<WebAssembly.Module>) {
  try {
    return await work();
  } catch (cause) {
    throw new LonghandError(
      'wasm',
      `${what}: not compiled: ${messageOf(cause)}; a Content-Security-Policy needs 'wasm-unsafe-eval'`,
      { cause },
    );
  }
}
