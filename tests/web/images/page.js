/** What people give to be read, in every state that it may be in. */
import { present } from './outcomes.js';

const night = '/samples/night.png';
const foreign = new URL(location.href).searchParams.get('foreign');

const bytes = async (address) => (await fetch(address)).arrayBuffer();
const typed = async (address, type) => new Blob([await bytes(address)], { type });
const text = async (address) => (await fetch(address)).text();
const element = (id) => () => document.getElementById(id);
const image = (src, properties = {}) => Object.assign(new Image(), { ...properties, src });

async function loaded(src, properties) {
  const made = image(src, properties);
  await made.decode();
  return made;
}

async function drawn(canvas, src) {
  const shown = await loaded(src);
  Object.assign(canvas, { width: shown.width, height: shown.height });
  canvas.getContext('2d').drawImage(shown, 0, 0);
  return canvas;
}

const canvas = () => document.createElement('canvas');

async function closed(thing) {
  thing.close();
  return thing;
}

const frame = () => document.querySelector('iframe').contentWindow;

await new Promise((resolve) => {
  if (document.readyState === 'complete') resolve();
  else addEventListener('load', resolve);
});

await present({
  'SVG by address': () => '/line.svg',
  'SVG as Blob': () => typed('/line.svg', 'image/svg+xml'),
  'SVG of unknown type': () => typed('/line.svg', ''),
  'SVG as data URL': async () =>
    `data:image/svg+xml,${encodeURIComponent(await text('/line.svg'))}`,
  'SVG as data URL, half escaped': async () =>
    `data:image/svg+xml;utf8,${(await text('/line.svg')).replaceAll('#', '%23')}`,
  'SVG as data URL, base64': async () =>
    `data:image/svg+xml;base64,${btoa(await text('/line.svg'))}`,
  'SVG without size': () => '/sizeless.svg',
  'SVG in <img>': () => image('/line.svg'),
  'SVG without size in <img>': () => image('/sizeless.svg'),
  'small SVG': () => '/small.svg',
  'PNG as data URL': async () =>
    `data:image/png;base64,${btoa(String.fromCharCode(...new Uint8Array(await bytes(night))))}`,
  'a data URL with broken base64': () => 'data:image/png;base64,@',
  'a cut JPEG by address': () => '/cut.jpg',
  'a cut JPEG as Blob': () => typed('/cut.jpg', 'image/jpeg'),
  'a cut JPEG in <img>': () => image('/cut.jpg'),
  'PNG as text/plain': () => typed(night, 'text/plain'),
  'PNG as image/svg+xml': () => typed(night, 'image/svg+xml'),
  'the bytes of a file': () => bytes(night),
  'bytes within others': async () => {
    const file = new Uint8Array(await bytes(night));
    const larger = new Uint8Array(file.length + 20);
    larger.set(file, 10);
    return larger.subarray(10, 10 + file.length);
  },
  'lazy <img> in closed <details>': element('lazy'),
  'lazy <picture> in closed <details>': element('picture'),
  'lazy <img> that is not displayed': element('hidden'),
  '<img> that still loads': () => image(`${night}?loads`),
  '<img> with srcset': () => Object.assign(new Image(), { srcset: `${night} 1x` }),
  '<img> of another frame': () => frame().document.querySelector('img'),
  'pixels of another frame': async () => {
    const context = (await drawn(canvas(), night)).getContext('2d');
    const { data, width, height } = context.getImageData(0, 0, ...size(context));
    return { data: new (frame().Uint8Array)(data), width, height };
  },
  '<image> inside SVG': element('inside'),
  canvas: () => drawn(canvas(), night),
  'canvas of another origin that allows it': () =>
    loaded(`${foreign}${night}?allowed`, { crossOrigin: 'anonymous' }),
  '<img> of another origin': () => loaded(`${foreign}${night}`),
  'canvas of another origin': () => drawn(canvas(), `${foreign}${night}`),
  'bitmap of another origin': async () => createImageBitmap(await loaded(`${foreign}${night}`)),
  'broken <img>': element('broken'),
  '<img> without source': () => new Image(),
  'closed bitmap': async () => closed(await createImageBitmap(await loaded(night))),
  'closed VideoFrame': async () =>
    closed(new VideoFrame(await drawn(canvas(), night), { timestamp: 0 })),
  'canvas without pixels': () => Object.assign(canvas(), { width: 0 }),
  'OffscreenCanvas without pixels': () => new OffscreenCanvas(0, 0),
  '<video> that has nothing': () => document.createElement('video'),
  'an empty file': () => new Blob([]),
  text: () => new Blob(['not a picture'], { type: 'image/png' }),
  'broken SVG': () =>
    new Blob(['<svg xmlns="http://www.w3.org/2000/svg"><text>'], { type: 'image/svg+xml' }),
  'half a PNG header': async () => new Blob([(await bytes(night)).slice(0, 40)]),
  'a <div>': () => document.createElement('div'),
  'a list': () => [night],
  'a promise': async () => ({ then: undefined, promise: 1 }),
  null: () => null,
  'values of 16 bits': () => ({ data: new Uint16Array(100), width: 10, height: 10 }),
});

function size({ canvas: { width, height } }) {
  return [width, height];
}
