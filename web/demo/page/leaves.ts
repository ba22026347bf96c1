import { keepForOffline } from '../offline.js';
import type { Leaf } from './leaf.js';

const quality = 0.85; // of JPEG: pages of scans would else fill the memory

/** The pages of a picture or a PDF file, one when the one before was taken. */
export async function* leavesOf(file: Blob, signal: AbortSignal): AsyncGenerator<Leaf> {
  if (!(await isPdf(file))) {
    yield { file, image: file, number: 1, count: 1 };
    return;
  }
  const { pagesOf } = await import('longhand/pdf');
  for await (const { image, dpi, number, count } of pagesOf(file, {
    pdfjsUrl: '/pdfjs/',
    signal,
  })) {
    yield { file: await jpegOf(image), image, dpi, number, count };
  }
  void keepForOffline('pdf');
}

/** Readers of PDF look for its mark in the first kilobyte, too. */
async function isPdf(file: Blob): Promise<boolean> {
  return file.type === 'application/pdf' || (await file.slice(0, 1024).text()).includes('%PDF-');
}

function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const take = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('this browser could not keep the page'));
    canvas.toBlob(take, 'image/jpeg', quality);
  });
}
