/** What every consumer's page does: uses the package, and leaves in the page how that went. */

/** Runs what is given and writes the outcome, with `facts`, as JSON where the test looks for it. */
export async function present({ createOcr, createSpeech }, facts = {}) {
  const troubles = watch();
  const ocr = createOcr && (await result(() => readLine(createOcr)));
  const speech = createSpeech && (await result(() => hearDigit(createSpeech)));
  troubles.push(...foreignRequests());
  const server = document.querySelector('p')?.textContent;
  const outcome = { ...facts, isolated: crossOriginIsolated, server, ocr, speech, troubles };
  document.body.dataset.outcome = JSON.stringify(outcome);
}

/** For the test's report, should the page never have an outcome. */
const doing = (what) => (document.body.dataset.doing = what);

async function readLine(createOcr) {
  doing('read a line');
  const ocr = await createOcr({ model: '/models/eng.traineddata' });
  const { text } = await ocr.recognize('/samples/novel.png');
  const { build } = ocr;
  ocr.dispose();
  return { text, build };
}

async function hearDigit(createSpeech) {
  doing('hear a file');
  const speech = await createSpeech({ model: '/models/en.safetensors' });
  const { text } = await speech.transcribe('/samples/six.wav', { phrases: ['<digit>'] });
  const wav = await (await fetch('/samples/six.wav')).arrayBuffer();
  const live = [];
  while (live.length < maxTries && live.at(-1)?.text !== text) live.push(await listen(speech, wav));
  const { build } = speech;
  speech.dispose();
  return { text, live, build };
}

/** How often the recording is played until it is heard untorn. */
const maxTries = 8;

/** Seconds before the recording begins to sound: WebKit tears the first tenth of a stream. */
const quiet = 0.4;

/** Seconds of silence behind it, in which its end is heard. */
const rest = 0.3;

/**
 * What is understood of the recording while it is played, and seconds heard. A browser plays in real time,
 * so a busy machine may tear the sound: then it is played again.
 */
async function listen(speech, wav) {
  const context = new AudioContext();
  const said = await context.decodeAudioData(wav.slice(0));
  const { sampleRate } = said;
  const buffer = context.createBuffer(1, said.length + rest * sampleRate, sampleRate);
  buffer.copyToChannel(said.getChannelData(0), 0);
  const player = new AudioBufferSourceNode(context, { buffer });
  const target = context.createMediaStreamDestination();
  player.connect(target);
  doing('start to listen');
  const listening = speech.listen({ stream: target.stream, phrases: ['<digit>'] });
  await listening.started;
  player.addEventListener('ended', () => listening.stop());
  player.start(context.currentTime + quiet);
  doing('listen');
  let text;
  for await (const event of listening) if (event.type === 'final') text = event.text;
  await context.close();
  const { duration, lost } = listening;
  return { text, duration, lost };
}

const result = (work) => work().catch((error) => ({ error: String(error) }));

/** Collects what a page must not have. */
function watch() {
  const troubles = [];
  addEventListener('error', ({ message }) => troubles.push(message));
  addEventListener('unhandledrejection', ({ reason }) => troubles.push(String(reason)));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    troubles.push(`${violatedDirective} forbids ${blockedURI}`),
  );
  return troubles;
}

const foreignRequests = () =>
  performance
    .getEntriesByType('resource')
    .filter(({ name }) => /^https?:/.test(name) && new URL(name).origin !== location.origin)
    .map(({ name }) => `request to ${name}`);
