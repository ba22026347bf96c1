import { abortable } from '../abort.js';

/** How often pictures are looked at, in milliseconds: they come more often than anybody reads. */
const rest = 80;

/**
 * Resolves a little after `video` shows another frame, or when the page is shown again, or `over` resolves.
 * Browsers draw nothing, and so tell of no frame, while the page is hidden.
 * @throws the signal's reason
 */
export async function nextFrame(
  video: HTMLVideoElement,
  over: Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const waits = [frameOf(video), pageShown()];
  try {
    await abortable(Promise.race([over, ...waits.map(({ promise }) => promise)]), signal);
  } finally {
    for (const { cancel } of waits) cancel();
  }
  await abortable(new Promise((resolve) => setTimeout(resolve, rest)), signal);
}

interface Wait {
  promise: Promise<unknown>;
  cancel: () => void;
}

function frameOf(video: HTMLVideoElement): Wait {
  if (!('requestVideoFrameCallback' in video)) return polled(video);
  let handle = 0;
  const promise = new Promise((resolve) => (handle = video.requestVideoFrameCallback(resolve)));
  return { promise, cancel: () => video.cancelVideoFrameCallback(handle) };
}

function polled(video: HTMLVideoElement): Wait {
  const { currentTime } = video;
  let handle = 0;
  const promise = new Promise<void>((resolve) => {
    const look = () => {
      if (video.currentTime !== currentTime) resolve();
      else handle = requestAnimationFrame(look);
    };
    handle = requestAnimationFrame(look);
  });
  return { promise, cancel: () => cancelAnimationFrame(handle) };
}

function pageShown(): Wait {
  const controller = new AbortController();
  const { signal } = controller;
  const promise = new Promise((resolve) =>
    document.addEventListener('visibilitychange', resolve, { signal }),
  );
  return { promise, cancel: () => controller.abort() };
}
