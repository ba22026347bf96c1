const largest = 2400; // pixels of the longer side that are kept to be shown

/** A picture to be shown, and the pixels that it has in truth. */
export interface Picture {
  bitmap: ImageBitmap;
  width: number;
  height: number;
}

/** Undefined, if the browser cannot show it. */
export async function pictureOf(file: Blob): Promise<Picture | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    return { bitmap: await shrunk(bitmap), width, height };
  } catch {
    return undefined;
  }
}

/** Photos are larger than any screen. */
async function shrunk(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const scale = largest / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) return bitmap;
  const small = await createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)),
    resizeHeight: Math.max(1, Math.round(bitmap.height * scale)),
    resizeQuality: 'medium',
  });
  bitmap.close();
  return small;
}
