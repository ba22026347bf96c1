/** Videos that play the part of the camera, made of the fixtures' pictures: Y4M files. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { decode } from 'fast-png';

/** { data, width, height } of a grey PNG file. */
export const greyPicture = (file) => decode(readFileSync(file));

/** Numbers of -1 to 1 that are the same in every run. */
function noise(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(1103515245, state) + 12345) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Grey values of a frame with the picture in its middle, and noise of up to `strength`. */
function frameOf({ data, width, height }, size, strength, random) {
  const [left, top] = [(size.width - width) >> 1, (size.height - height) >> 1];
  const grey = Buffer.alloc(size.width * size.height, 250);
  for (let y = 0; y < height; y++)
    grey.set(data.subarray(y * width, (y + 1) * width), (top + y) * size.width + left);
  // What is white in a video is 235, black 16.
  for (let i = 0; i < grey.length; i++) {
    const value = 16 + (grey[i] * 219) / 255 + (strength > 0 ? strength * random() : 0);
    grey[i] = Math.max(16, Math.min(235, value));
  }
  return grey;
}

/**
 * Writes a video, which Chromium plays again and again.
 * @param noises the strength of the noise in each frame, in grey values
 */
export function writeVideo(file, picture, noises, { width, height } = { width: 800, height: 640 }) {
  const random = noise(7);
  const out = openSync(file, 'w');
  writeSync(out, `YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`);
  const colors = Buffer.alloc((width * height) / 2, 128);
  for (const strength of noises) {
    writeSync(out, 'FRAME\n');
    writeSync(out, frameOf(picture, { width, height }, strength, random));
    writeSync(out, colors);
  }
  closeSync(out);
}
