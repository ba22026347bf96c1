import { abortable } from '../abort.js';
import { askFor, release } from '../device.js';
import { kindOf, LonghandError } from '../errors.js';

/** Moving pictures, and what is to be done when nobody needs them any more. */
export interface OpenVideo {
  video: HTMLVideoElement;
  /** Those that the pictures come of; none if they come of a file. */
  tracks: MediaStreamTrack[];
  /** Whether the camera was asked for here. */
  isOwn: boolean;
  /** Releases what was taken; the caller's own is left as it is. */
  close(): void;
}

/** The camera at the back where there are two, and enough pixels for a page of small print. */
const wellSeen: MediaTrackConstraints = {
  facingMode: 'environment',
  width: { ideal: 1920 },
  height: { ideal: 1080 },
};

/**
 * Resolves when the first frame is there. A `<video>` without source, or none, gets the camera.
 * @throws LonghandError `camera`, `invalid_image`; the signal's reason
 */
export async function openVideo(
  source: HTMLVideoElement | MediaStream | undefined,
  constraints: MediaTrackConstraints | undefined,
  signal: AbortSignal,
): Promise<OpenVideo> {
  const opened = await opening(source, constraints, signal);
  try {
    if (opened.video.srcObject && opened.tracks.length === 0)
      throw new LonghandError('camera', 'a stream without pictures');
    await abortable(firstFrame(opened.video), signal);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function opening(
  source: HTMLVideoElement | MediaStream | undefined,
  constraints: MediaTrackConstraints | undefined,
  signal: AbortSignal,
): Promise<OpenVideo> {
  const isStream = kindOf(source) === 'MediaStream';
  const video =
    isStream || !source ? document.createElement('video') : (source as HTMLVideoElement);
  if (isStream) {
    const stream = source as MediaStream;
    return shown(video, stream, false);
  }
  if (isEmpty(video)) {
    const asked = { video: { ...wellSeen, ...constraints } };
    return shown(video, await askFor('camera', asked, signal), true);
  }
  return { video, tracks: tracksOf(video.srcObject), isOwn: false, close: () => undefined };
}

function shown(video: HTMLVideoElement, stream: MediaStream, isOwn: boolean): OpenVideo {
  const close = () => {
    if (isOwn) release(stream);
    if (video.srcObject === stream) video.srcObject = null;
  };
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  video.play().catch(() => undefined); // If that is forbidden, `firstFrame` still waits for the user.
  return { video, tracks: tracksOf(stream), isOwn, close };
}

function isEmpty(video: HTMLVideoElement): boolean {
  return video.srcObject === null && video.networkState === HTMLMediaElement.NETWORK_EMPTY;
}

function tracksOf(source: MediaProvider | null): MediaStreamTrack[] {
  return kindOf(source) === 'MediaStream' ? (source as MediaStream).getVideoTracks() : [];
}

function firstFrame(video: HTMLVideoElement): Promise<void> {
  if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const fail = () => {
      const why = video.error?.message ?? 'no source';
      reject(new LonghandError('invalid_image', `video: not playable: ${why}`));
    };
    video.addEventListener('loadeddata', () => resolve(), { once: true });
    video.addEventListener('error', fail, { once: true });
    if (video.error) fail();
  });
}
