import { ocr as limits } from '#wasm/limits.js';

import { imageParcel, type ImageParcel, type ImageSource } from './image.js';

/** Most lines of a group: more of them side by side gain nothing. */
const most = limits.linesTogether;

/** Pixels after which a group is full, so that large images do not pile up. */
const enoughPixels = 4 * 1024 * 1024;

/** Images that are fetched and decoded while the one before them is waited for. */
const ahead = 2;

/** Fewest lines of a group where each worker gets one: a message takes as long as a short line. */
const least = 2;

/**
 * Lines that one call should take: as many as the engine reads side by side, but so few that each
 * worker gets several groups.
 */
function linesPerGroup(images: object, workers: number): number {
  if (workers === 1) return most;
  const share = Math.ceil((lengthOf(images) ?? most) / workers);
  return Math.min(most, Math.max(Math.ceil(share / 3), Math.min(share, least)));
}

/** How many images there are, if they tell. */
export function lengthOf(images: object): number | undefined {
  return 'length' in images ? Number(images.length) : undefined;
}

/** What a worker needs of each image, in their order. An image is looked at before the next is asked for. */
async function* prepare(
  images: Iterable<ImageSource> | AsyncIterable<ImageSource>,
  signal: AbortSignal,
): AsyncGenerator<ImageParcel> {
  const pictures: Promise<ImageParcel>[] = [];
  for await (const image of images) {
    const picture = imageParcel(image, signal);
    picture.catch(() => undefined); // Told when its turn comes.
    pictures.push(picture);
    if (pictures.length > ahead) yield* pictures.splice(0, 1);
  }
  yield* pictures;
}

/**
 * The images in groups for {@link WorkerPool} of so many workers.
 * @throws as imageParcel
 */
export async function* groupLines(
  images: Iterable<ImageSource> | AsyncIterable<ImageSource>,
  workers: number,
  signal: AbortSignal,
): AsyncGenerator<ImageParcel[]> {
  const lines = linesPerGroup(images, workers);
  let group: ImageParcel[] = [];
  let pixels = 0;
  for await (const picture of prepare(images, signal)) {
    group.push(picture);
    const { width, height } = picture.value;
    pixels += width * height;
    if (group.length < lines && pixels < enoughPixels) continue;
    yield group;
    group = [];
    pixels = 0;
  }
  if (group.length > 0) yield group;
}
