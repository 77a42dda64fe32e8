import { escaped } from '../../src/draw/svg.ts';
import { textWidth } from '../../src/draw/text.ts';
import { type ColourName, colours, patternDefs, patterns } from '../../src/draw/theme.ts';

/** The inside of an SVG, and its size. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly inner: string;
}

/** Above this nothing is drawn: on a slide its title stands there. */
const titled = 88;

/**
 * A picture as a file of its own, for a page that has neither the deck's colours nor its fonts: it carries the colours it
 * needs, light or dark as its reader has it, and every text is as wide as it was laid out to be.
 */
export function standalone({ width, height, inner }: Drawing, words: string): string {
  const top = height > titled * 4 ? titled : 0;
  const paper = `<rect y="${top}" width="100%" height="100%" class="f-paper"/>`;
  const names = Object.keys(patterns).filter((name) => inner.includes(`-${name}"`) || inner.includes(`-${name} `));
  const defs = [...patternDefs().matchAll(/<pattern id="([^"]+)".*?<\/pattern>/g)];
  const used = defs.flatMap(([whole, name = '']) => (names.includes(name) ? [whole] : []));
  const body = `<defs>${used.join('')}</defs>${paper}${inner.replaceAll(/<text ([^>]*)>([^<]*)/g, fixed)}`;
  const style = `${coloursIn(body)}${names.map((name) => `.f-${name}{fill:url(#${name})}.s-${name}{stroke:url(#${name})}`).join('')}${fonts}`;
  const size = `viewBox="0 ${top} ${width} ${height - top}" width="${width}" height="${height - top}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><title>${escaped(words)}</title><style>${style}</style>${body}</svg>`;
  return `${svg.replaceAll('><', '>\n<')}\n`;
}

const fonts =
  'text{font-family:Geist,Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}.bold{font-weight:600}' +
  '.mono{font-family:"Geist Mono",ui-monospace,monospace}';

/** The colours that a picture names, as variables with two values and classes that use them. */
function coloursIn(body: string): string {
  const names = [...new Set([...body.matchAll(/\b[fs]-([a-z-]+)/g)].map(([, name = '']) => name))].filter(isColour);
  const variables = (theme: 'light' | 'dark') => names.map((name) => `--${name}:${colours[name][theme]}`).join(';');
  const classes = names.map((name) => `.f-${name}{fill:var(--${name})}.s-${name}{stroke:var(--${name})}`);
  return `:root{${variables('light')}}@media(prefers-color-scheme:dark){:root{${variables('dark')}}}${classes.join('')}`;
}

function isColour(name: string): name is ColourName {
  return Object.hasOwn(colours, name);
}

/** A text whose width is said: another font is wider or narrower. */
function fixed(whole: string, attributes: string, text: string): string {
  const letters = text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const has = (name: string) => new RegExp(`class="[^"]*\\b${name}\\b`).test(attributes);
  const size = Number(/font-size="([\d.]+)"/.exec(attributes)?.[1]);
  const width = Math.round(textWidth(letters, { size, bold: has('bold'), mono: has('mono') }));
  return letters.length < 2
    ? whole
    : `<text ${attributes} textLength="${width}" lengthAdjust="spacingAndGlyphs">${text}`;
}
