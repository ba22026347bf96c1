type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes and children; `true` sets an attribute, `false` leaves it out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/** An input below its label. */
export function field(label: string, input: HTMLElement): HTMLElement {
  return element('label', { class: 'field' }, element('span', {}, label), input);
}

/** A color of the style sheet, for canvases. */
export function themeColor(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Calls `draw` whenever the width of `box` or the color scheme changes, and once now. */
export function redrawOnChange(box: Element, draw: (width: number) => void): () => void {
  const redraw = () => draw(box.clientWidth);
  const resized = new ResizeObserver(redraw);
  resized.observe(box);
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', redraw);
  return () => {
    resized.disconnect();
    scheme.removeEventListener('change', redraw);
  };
}

/** A 2-D context of `width` x `height` CSS pixels, sharp on any screen. */
export function sizedContext(canvas: HTMLCanvasElement, width: number, height: number) {
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  context.scale(scale, scale);
  return context;
}
