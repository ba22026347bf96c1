import type { Advice } from '../errors.js';
import { printAdvice } from '../ocr/advice.js';

export const cameraAdvice: Advice = {
  ...printAdvice,
  camera: ({ cause }) => adviceFor(cause instanceof DOMException ? cause.name : ''),
};

/** @param reason of the browser, as the Media Capture specification names it */
function adviceFor(reason: string): string {
  if (!window.isSecureContext) {
    return 'Open this page with https or on localhost: elsewhere browsers give no camera.';
  }
  if (reason === 'NotAllowedError' || reason === 'SecurityError') {
    return 'Allow the camera: select the icon beside the address, allow it, and press “Point the camera at text” again.';
  }
  if (reason === 'NotFoundError') return 'Connect a camera and try again, or read a picture.';
  if (reason === 'NotReadableError') return 'Close what else uses the camera and try again.';
  return 'Check the camera and try again, or read a picture.';
}
