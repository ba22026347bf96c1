import type { Advice } from '../errors.js';

export const speechAdvice: Advice = {
  invalid_model: () =>
    'Choose a speech model (.safetensors) or a language model (.arpa), plain or .gz, that was made for Longhand, or reload the page to have its own back.',
  unsupported_model: () =>
    'Choose a speech model, or reload the page to have its own back: this one is for something else.',
  invalid_audio: () => 'Choose a WAV, MP3, Ogg, FLAC or M4A file with sound.',
  invalid_option: () => 'Change what stands under “Listen for”.',
  timeout: () => 'Try again, or use a faster device.',
  microphone: ({ cause }) => microphoneAdvice(cause instanceof DOMException ? cause.name : ''),
};

/** @param reason of the browser, as the Media Capture specification names it */
function microphoneAdvice(reason: string): string {
  if (!window.isSecureContext) {
    return 'Open this page with https or on localhost: elsewhere browsers give no microphone.';
  }
  if (reason === 'NotAllowedError' || reason === 'SecurityError') {
    return 'Allow the microphone: select the icon beside the address, allow it, and press “Listen to the microphone” again.';
  }
  if (reason === 'NotFoundError')
    return 'Connect a microphone and try again, or choose a recording.';
  if (reason === 'NotReadableError') {
    return 'Close what else uses the microphone and try again, or choose a recording.';
  }
  return 'Check the microphone and try again, or choose a recording.';
}
