/** How far a command is, read from what it prints: one line on a terminal, now and then one in a log. */

/** Ninja's `[34/97] ...` and ctest's `34/97 Test ...`. */
const steps = /^(?:\[(\d+)\/(\d+)\]| *(\d+)\/(\d+) Test )/gm;
const secondsBetweenLines = 20;

/** The last step that `text` tells of, as { done, all }, or undefined. */
export function lastStep(text) {
  const found = [...text.matchAll(steps)].at(-1);
  if (!found) return undefined;
  const [done, all] = found.slice(1).filter((group) => group !== undefined);
  return { done: Number(done), all: Number(all) };
}

/**
 * Shows `what` (such as "compiling") with the steps that are done, on `stream`. `follow` takes the
 * command's output as it comes, `end` closes the line.
 */
export function progress(what, stream = process.stdout, now = Date.now) {
  let last = now();
  let step;
  const text = () => `   ${what} ${step.done} of ${step.all}`;
  return {
    follow(output) {
      const found = lastStep(output);
      if (!found) return;
      step = found;
      if (stream.isTTY) stream.write(`\r${text()}\x1b[K`);
      else if (now() - last >= secondsBetweenLines * 1000) {
        stream.write(`${text()}\n`);
        last = now();
      }
    },
    end() {
      if (step && stream.isTTY) stream.write('\r\x1b[K');
    },
  };
}
