import { sheet } from '../draw/geometry.ts';
import { patternDefs, themeCss } from '../draw/theme.ts';
import type { Figure } from './figure.ts';
import { escaped } from './html.ts';
import type { Section } from './section.ts';

/** A font that a picture carries in itself: it may fetch nothing. */
export interface Carried {
  readonly family: string;
  readonly woff2: Buffer;
}

/**
 * The key stills of `slides` in one picture, below each other, each to be shown by its name behind a "#". In the colours
 * that the system wants, and in their own fonts.
 */
export function stills(slides: readonly Section[], fonts: readonly Carried[]): string {
  let y = 0;
  const rows = slides.flatMap((slide) =>
    slide.figures.map((figure) => {
      const { width, height } = sheet(figure.format);
      const row =
        `<view id="${nameOf(figure, slide)}" viewBox="0 ${y} ${width} ${height}"/>` +
        figure.poster.replace('<svg ', `<svg y="${y}" width="${width}" height="${height}" `);
      y += height;
      return row;
    }),
  );
  const faces = fonts.map(
    ({ family, woff2 }) =>
      `@font-face{font-family:"${family}";font-weight:400 700;src:url(data:font/woff2;base64,${woff2.toString('base64')})}`,
  );
  const looks =
    ':root{color-scheme:light dark}text{font-family:Geist,sans-serif;font-variant-numeric:tabular-nums}' +
    '.bold{font-weight:600}.mono{font-family:"Geist Mono",monospace}';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${sheet('wide').width} ${y}">` +
    `<style>${faces.join('')}${themeCss()}${looks}</style>${patternDefs()}${rows.join('')}</svg>\n`
  );
}

/** A figure's key still as a picture of `file`, for a page that runs no script. */
export function stillIn(file: string, figure: Figure, slide: Section): string {
  const { width, height } = sheet(figure.format);
  return `<noscript><img class="poster" src="${file}#${nameOf(figure, slide)}" vite-ignore width="${width}" height="${height}" alt="${escaped(figure.words)}"></noscript>`;
}

/** The name of the slide, on which there is mostly one. */
function nameOf(figure: Figure, { slug, figures }: Section): string {
  const i = figures.indexOf(figure);
  return i === 0 ? slug : `${slug}-${i + 1}`;
}
