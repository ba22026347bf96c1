/** What browsers convert everything to if nothing else is said. */
const usual = 48_000;

const mpegRates: Record<number, number[]> = {
  0: [11_025, 12_000, 8000],
  2: [22_050, 24_000, 16_000],
  3: [44_100, 48_000, 32_000],
};

/**
 * Hz at which FLAC, Ogg and MP3 were recorded, so that nobody resamples them before the engine does;
 * of other files a usual rate.
 */
export function nativeRate(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1 << 20));
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic === 'fLaC' && view.byteLength >= 22) return view.getUint32(18) >>> 12 || usual;
  if (magic === 'OggS') return oggRate(view);
  return mpegRate(view, magic.startsWith('ID3') ? tagSize(view) : 0);
}

/** Of the first stream's header: Vorbis tells, Opus is always decoded at 48 kHz. */
function oggRate(view: DataView): number {
  if (view.byteLength < 44) return usual;
  const header = 27 + view.getUint8(26);
  const isVorbis = view.getUint8(header) === 1 && view.getUint8(header + 1) === 0x76;
  return isVorbis && header + 16 <= view.byteLength ? view.getUint32(header + 12, true) : usual;
}

function tagSize(view: DataView): number {
  if (view.byteLength < 10) return 0;
  const digits = [6, 7, 8, 9].map((at) => view.getUint8(at) & 127);
  return digits.reduce((size, digit) => size * 128 + digit, 10);
}

/** Of an MP3 frame at `start`. */
function mpegRate(view: DataView, start: number): number {
  if (start + 4 > view.byteLength) return usual;
  const header = view.getUint32(start);
  const isFrame = header >>> 21 === 0x7ff && ((header >>> 17) & 3) === 1;
  if (!isFrame) return usual;
  return mpegRates[(header >>> 19) & 3]?.[(header >>> 10) & 3] ?? usual;
}
