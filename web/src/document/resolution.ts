/** Programs that do not know it write 72 or 96. */
export function credibleDpi(dpi: number): number {
  return dpi >= 100 && dpi <= 4800 ? dpi : 0;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The names pHYs and IDAT as numbers. */
const [physical, pixels] = [0x70_48_59_73, 0x49_44_41_54];

/** Pixels per inch of the chunk pHYs, which stands before the pixels of a PNG file; 0 if there is none. */
export function pngDpi(file: Uint8Array<ArrayBuffer>): number {
  if (!signature.every((byte, i) => file[i] === byte)) return 0;
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = signature.length; at + 21 <= file.length;) {
    const [length, type] = [view.getUint32(at), view.getUint32(at + 4)];
    if (type === pixels) return 0;
    if (type === physical && length === 9) {
      const isMetre = view.getUint8(at + 16) === 1;
      return isMetre ? view.getUint32(at + 8) * 0.0254 : 0;
    }
    at += length + 12;
  }
  return 0;
}
