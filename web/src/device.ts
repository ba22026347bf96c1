import { abortable } from './abort.js';
import { LonghandError } from './errors.js';

/** What a page has to ask the user for; errors about it have its name as code. */
export type Device = 'camera' | 'microphone';

/** What helps against each way in which `getUserMedia` fails, by the name of its error. */
const advice = (device: Device): Record<string, string> => ({
  NotAllowedError: `the user, the browser or a policy forbids it: ask after a click; a frame needs allow="${device}"`,
  NotFoundError: 'no such device: plug one in, and see constraints',
  NotReadableError: 'the system does not give it: close what else uses it',
  OverconstrainedError:
    'no device has what constraints ask for: choose from enumerateDevices(), or ask without `exact`',
  AbortError: 'the device failed: try again, or choose another',
  SecurityError: 'this page may not use it: serve it on https or localhost, and allow it by policy',
  InvalidStateError: 'the page is not shown: ask when it is',
  TypeError: 'wrong constraints, or a page that is neither on https nor on localhost',
});

/**
 * What the user gives when asked for `constraints`.
 * @throws LonghandError `camera` or `microphone`; the signal's reason
 */
export async function askFor(
  device: Device,
  constraints: MediaStreamConstraints,
  signal: AbortSignal,
): Promise<MediaStream> {
  signal.throwIfAborted();
  const devices = (globalThis.navigator as Partial<Navigator> | undefined)?.mediaDevices;
  if (!devices) throw new LonghandError(device, `a ${device} needs a page on https or localhost`);
  const asked = devices.getUserMedia(constraints);
  try {
    return await abortable(asked, signal);
  } catch (cause) {
    asked.then(release, () => undefined); // The user may still say yes.
    signal.throwIfAborted();
    throw refusal(device, cause);
  }
}

export function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** An error that says what the browser says, and what to do. */
function refusal(device: Device, cause: unknown): LonghandError {
  const {
    name = 'Error',
    message = String(cause),
    constraint,
  } = cause as Partial<OverconstrainedError>;
  const said = [constraint ? `${name} of ${constraint}` : name, message, advice(device)[name]];
  return new LonghandError(device, `no ${device}: ${said.filter(Boolean).join(': ')}`, { cause });
}
