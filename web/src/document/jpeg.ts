/** How a page sees a stored picture: rows and columns swapped, then from the other end of the stored ones. */
export interface Turn {
  swapped: boolean;
  fromRight: boolean;
  fromBottom: boolean;
}

/** What the header of a JPEG file tells. */
export interface Jpeg {
  /** Pixels, as stored. */
  width: number;
  height: number;
  channels: number;
  /** Pixels per inch; 0 if unknown. */
  dpi: number;
  turn: Turn;
}

export const upright: Turn = { swapped: false, fromRight: false, fromBottom: false };

/** Undefined if it is no JPEG file. */
export function readJpeg(file: Uint8Array<ArrayBuffer>): Jpeg | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  if (file.length < 4 || view.getUint16(0) !== 0xff_d8) return undefined;
  let dpi = 0;
  let turn = upright;
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // Padding.
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > file.length) return undefined;
    const segment = new DataView(file.buffer, file.byteOffset + at + 4, length - 2);
    if (marker === 0xe0 && dpi === 0) dpi = jfifDpi(segment);
    if (marker === 0xe1 && turn === upright) turn = exifTurn(segment);
    if (tellsSize(marker) && length >= 8) {
      const [height, width] = [segment.getUint16(1), segment.getUint16(3)];
      return { width, height, channels: segment.getUint8(5), dpi, turn };
    }
    at += 2 + length;
  }
  return undefined;
}

/** SOF0 to SOF15, without DHT, JPG and DAC. */
const tellsSize = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const startsWith = (segment: DataView, name: string) =>
  segment.byteLength >= name.length &&
  Array.from(name).every((letter, i) => segment.getUint8(i) === letter.charCodeAt(0));

function jfifDpi(segment: DataView): number {
  if (segment.byteLength < 12 || !startsWith(segment, 'JFIF\0')) return 0;
  const density = segment.getUint16(8);
  return { 1: density, 2: density * 2.54 }[segment.getUint8(7)] ?? 0;
}

const orientationTag = 0x1_12;
const short = 3;

/** Of the first directory of the TIFF in it. */
function exifTurn(segment: DataView): Turn {
  const start = 6;
  if (segment.byteLength < start + 8 || !startsWith(segment, 'Exif\0\0')) return upright;
  const little = segment.getUint16(start) === 0x49_49;
  const directory = start + segment.getUint32(start + 4, little);
  if (directory + 2 > segment.byteLength) return upright;
  const end = directory + 2 + 12 * segment.getUint16(directory, little);
  for (let at = directory + 2; at < end && at + 12 <= segment.byteLength; at += 12) {
    const [tag, type] = [segment.getUint16(at, little), segment.getUint16(at + 2, little)];
    if (tag === orientationTag && type === short) return turnOf(segment.getUint16(at + 8, little));
  }
  return upright;
}

/** Of the numbers 1 to 8 that EXIF has. */
function turnOf(orientation: number): Turn {
  return {
    swapped: orientation >= 5 && orientation <= 8,
    fromRight: [2, 3, 7, 8].includes(orientation),
    fromBottom: [3, 4, 6, 7].includes(orientation),
  };
}
