import { present } from './outcomes.js';

const blob = async (address) => (await fetch(address)).blob();

await present({
  'SVG by address': () => '/line.svg',
  'SVG as Blob': () => blob('/line.svg'),
  'a cut JPEG by address': () => '/cut.jpg',
});
