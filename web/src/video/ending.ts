import type { OpenVideo } from './open.js';

const pollMilliseconds = 250;

/** How long the system may hold the pictures back, as it does while it changes devices. */
const patienceMilliseconds = 1000;

/** How pictures end: by themselves, or for a reason. */
export interface EndListener {
  onEnd(): void;
  onLost(reason: string): void;
}

/**
 * Tells, once, when no more pictures will come. Polls, for nothing is fired where a track is stopped by a
 * call.
 * @returns what ends the watch
 */
export function watchEnding(opened: OpenVideo, listener: EndListener): () => void {
  const source = opened.video.srcObject;
  let ended = 0;
  const count = () => ended++;
  for (const track of opened.tracks) track.addEventListener('ended', count);
  let heldSince = Infinity;
  const timer = setInterval(() => {
    heldSince = isHeldBack(opened) ? Math.min(heldSince, performance.now()) : Infinity;
    const isLong = performance.now() - heldSince >= patienceMilliseconds;
    const reason = lost(opened, source, ended > 0) ?? (isLong ? muted : undefined);
    if (reason === undefined && !hasEnded(opened, ended > 0)) return;
    stop();
    if (reason === undefined) listener.onEnd();
    else listener.onLost(reason);
  }, pollMilliseconds);
  const stop = () => {
    clearInterval(timer);
    for (const track of opened.tracks) track.removeEventListener('ended', count);
  };
  return stop;
}

const muted = 'the camera is covered or taken away by the system';

const areOver = ({ tracks }: OpenVideo) =>
  tracks.length > 0 && tracks.every(({ readyState }) => readyState === 'ended');

/** A stream or a file that is given may have an end; a device has none. */
function hasEnded(opened: OpenVideo, byItself: boolean): boolean {
  return opened.tracks.length > 0 ? areOver(opened) && byItself : opened.video.ended;
}

/** What is over for good. */
function lost(
  opened: OpenVideo,
  source: MediaProvider | null,
  byItself: boolean,
): string | undefined {
  const { video, isOwn } = opened;
  if (video.error) return `the video broke off: ${video.error.message}`;
  if (areOver(opened) && (isOwn || !byItself))
    return 'the camera is gone, or its track was stopped';
  return video.srcObject === source ? undefined : 'the <video> was given another source';
}

/** What may pass: those of a page may be muted for its own reasons, and so is what nobody sees. */
function isHeldBack({ tracks, isOwn }: OpenVideo): boolean {
  return isOwn && !document.hidden && tracks.every(({ muted }) => muted);
}
