import type { Progress, ProgressListener } from './progress.js';

/** A listener for each of `count` files of one phase, of which `listener` is told the sum. */
export function summed(
  listener: ProgressListener | undefined,
  count: number,
): (ProgressListener | undefined)[] {
  const files = Array.from({ length: count }, (): Omit<Progress, 'phase'> => ({
    loaded: 0,
    total: undefined,
  }));
  return files.map((_, i) => {
    if (!listener || count === 1) return listener;
    return ({ phase, loaded, total }: Progress) => {
      files[i] = { loaded, total };
      listener({ phase, ...sumOf(files) });
    };
  });
}

function sumOf(files: Omit<Progress, 'phase'>[]): Omit<Progress, 'phase'> {
  const add = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined ? undefined : a + b;
  return {
    loaded: files.reduce((sum, { loaded }) => sum + loaded, 0),
    total: files.map(({ total }) => total).reduce(add),
  };
}
