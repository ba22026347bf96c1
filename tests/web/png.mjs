/** Writes PNG files of every colour type and depth, by nobody's library. */
import { crc32, deflateSync } from 'node:zlib';

const colors = {
  grey: { type: 0, channels: 1 },
  rgb: { type: 2, channels: 3 },
  palette: { type: 3, channels: 1 },
  greyAlpha: { type: 4, channels: 2 },
  rgba: { type: 6, channels: 4 },
};

const big = (value, bytes) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);

function chunk(name, bytes) {
  const named = Buffer.concat([Buffer.from(name), Buffer.from(bytes)]);
  return Buffer.concat([
    Buffer.from(big(bytes.length, 4)),
    named,
    Buffer.from(big(crc32(named), 4)),
  ]);
}

/** `values` in rows of so many bits each, each row filled up to whole bytes. */
function packed(values, rowLength, depth) {
  const rows = [];
  for (let at = 0; at < values.length; at += rowLength) {
    const row = values.slice(at, at + rowLength);
    const digits = row.map((value) => value.toString(2).padStart(depth, '0')).join('');
    rows.push(0, ...digits.match(/.{1,8}/g).map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
  }
  return rows;
}

/** @param values of `depth` bits, `palette` triples of bytes */
export function png({ width, height, color, depth = 8, values, palette }) {
  const { type, channels } = colors[color];
  const header = [...big(width, 4), ...big(height, 4), depth, type, 0, 0, 0];
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette.flat())] : []),
    chunk('IDAT', deflateSync(Buffer.from(packed(values, width * channels, depth)))),
    chunk('IEND', []),
  ]);
}
