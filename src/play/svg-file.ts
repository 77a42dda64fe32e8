import type { Box, Shape } from '../draw/shape.ts';
import { svgSource } from '../draw/svg.ts';
import { colours, patternDefs, patterns } from '../draw/theme.ts';

/** The fonts of a picture that stands on its own, as data: addresses. */
export interface Fonts {
  readonly sans: string;
  readonly mono: string;
}

/** So much is left around a picture, in its own pixels. */
const margin = 24;

/** A picture as a file of its own, in the light theme, with all that it needs. */
export function svgFile(shapes: readonly Shape[], { x, y, w, h }: Box, fonts: Fonts): string {
  const box = { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x} ${box.y} ${box.w} ${box.h}" width="${box.w}" height="${box.h}">` +
    `<style>${css(fonts)}</style>${defs()}` +
    `<rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" class="f-paper"/>${svgSource(shapes)}</svg>`
  );
}

/** The patterns, without the picture that they come in for a page. */
function defs(): string {
  return /<defs>.*<\/defs>/s.exec(patternDefs())?.[0] ?? '';
}

function css({ sans, mono }: Fonts): string {
  const plain = Object.entries(colours).map(
    ([name, { light }]) => `.f-${name}{fill:${light}}.s-${name}{stroke:${light}}`,
  );
  const patterned = Object.keys(patterns).map(
    (name) => `.f-${name}{fill:url(#${name})}.s-${name}{stroke:url(#${name})}`,
  );
  const face = (family: string, source: string) =>
    `@font-face{font-family:"${family}";src:url("${source}") format("woff2");font-weight:400 700}`;
  return [
    face('Geist', sans),
    face('Geist Mono', mono),
    'text{font-family:Geist,sans-serif;font-variant-numeric:tabular-nums}',
    '.bold{font-weight:650}.mono{font-family:"Geist Mono",monospace}',
    ...plain,
    ...patterned,
  ].join('');
}
