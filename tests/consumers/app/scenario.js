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

async function readLine(createOcr) {
  const ocr = await createOcr({ model: '/models/eng.traineddata' });
  const { text } = await ocr.recognize('/samples/novel.png');
  const { build } = ocr;
  ocr.dispose();
  return { text, build };
}

async function hearDigit(createSpeech) {
  const speech = await createSpeech({ model: '/models/en.safetensors' });
  const { text } = await speech.transcribe('/samples/seven.wav', { phrases: ['<digit>'] });
  const { build } = speech;
  speech.dispose();
  return { text, build };
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
