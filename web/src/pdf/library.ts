import type { PDFWorker } from 'pdfjs-dist';

import { LonghandError, messageOf } from '../errors.js';

interface Library {
  pdfjs: typeof import('pdfjs-dist');
  /** Shared by all files: one that a file has to itself would end the worker for the others. */
  worker: PDFWorker;
  /** Rejects when the worker fails, which pdfjs-dist does not notice by itself. */
  broken: Promise<never>;
}

let loaded: Promise<Library> | undefined;

/** The package pdfjs-dist and its worker, once. @throws LonghandError `network`, `worker` */
export async function library(): Promise<Library> {
  loaded ??= load();
  try {
    return await loaded;
  } catch (error) {
    loaded = undefined;
    throw error;
  }
}

async function load(): Promise<Library> {
  const pdfjs = await imported();
  const port = pdfjs.GlobalWorkerOptions.workerPort;
  if (!port) throw new LonghandError('worker', 'pagesOf: expected a page, found no workers here');
  const broken = new Promise<never>((_, reject) => {
    port.addEventListener('error', ({ message }) => {
      const reason = message || 'its script could not be loaded';
      reject(new LonghandError('worker', `the worker of pdfjs-dist ended: ${reason}`));
    });
  });
  broken.catch(() => undefined);
  const worker = new pdfjs.PDFWorker({ port: port as never }); // Its types know no port.
  return { pdfjs, worker, broken };
}

async function imported() {
  try {
    return await import('pdfjs-dist/legacy/webpack.mjs');
  } catch (cause) {
    throw new LonghandError(
      'network',
      `PDF files are read by the package pdfjs-dist: npm install pdfjs-dist; it was not loaded: ${messageOf(cause)}`,
      { cause },
    );
  }
}
