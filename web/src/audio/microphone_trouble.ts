const pollMilliseconds = 250;

/** How long the system may hold the sound back, as it does while it changes devices. */
const patienceMilliseconds = 1000;

export interface Watched {
  tracks: MediaStreamTrack[];
  context: BaseAudioContext;
  /** Whether a track that is muted counts: those of a page may be muted for its own reasons. */
  isOwn: boolean;
}

/**
 * Calls `onLost`, once, with what is wrong when no more sound will come. Polls, for nothing is fired where
 * a track is stopped by a call.
 * @returns what ends the watch
 */
export function watchSound(watched: Watched, onLost: (reason: string) => void): () => void {
  let heldSince = Infinity;
  const timer = setInterval(() => {
    const isHeld = heldBack(watched);
    heldSince = isHeld ? Math.min(heldSince, performance.now()) : Infinity;
    const isLong = performance.now() - heldSince >= patienceMilliseconds;
    const reason = lost(watched) ?? (isLong ? isHeld : undefined);
    if (!reason) return;
    clearInterval(timer);
    onLost(reason);
  }, pollMilliseconds);
  return () => clearInterval(timer);
}

/** What is over for good. */
function lost({ tracks, context }: Watched): string | undefined {
  if (tracks.every(({ readyState }) => readyState === 'ended')) {
    return 'the microphone is gone, or its track was stopped';
  }
  return context.state === 'closed' ? 'the audio context was closed' : undefined;
}

/** What may pass. */
function heldBack({ tracks, context, isOwn }: Watched): string | undefined {
  if ((context.state as string) === 'interrupted') {
    return 'the system interrupted the sound, as for a call';
  }
  const isMuted = isOwn && tracks.every(({ muted }) => muted);
  return isMuted ? 'the microphone is muted by the system or a switch' : undefined;
}
