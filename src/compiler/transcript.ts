import { seen } from '../draw/describe.ts';
import { pictured, still } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import { tick } from '../draw/glyphs.ts';
import { questionAt } from '../draw/question.ts';
import { beatOf, type Scene } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { svgSource } from '../draw/svg.ts';
import type { Figure } from './figure.ts';
import { attributeList, escaped } from './html.ts';
import { beatId } from './search-lines.ts';
import type { Section } from './section.ts';
import { playAddress } from './to-playground.ts';

/** Room around the stage of a still, for labels on its edge: px of the stage. */
const margin = 14;

/** A figure to be read: every beat in its words, each beside its still. It can be followed by the words alone. */
export function transcript(figure: Figure, { slug, title, figures }: Section): string {
  const { composition, format, attributes, source } = figure;
  const { scene, strip = [scene.key] } = composition;
  const narrow = format === 'half' ? 'low' : 'tall';
  const beats = scene.beats.map((_, i) => {
    const isKey = strip.includes(i);
    // on a phone the stills are tall and stand side by side, as on a film: a wide one would be too small to be read
    const stills = stillOf(scene, i, format) + stillOf(scene, i, narrow);
    const id = beatId(slug, figures.indexOf(figure), i);
    return `<li class="beat${isKey ? ' key' : ''}" id="${id}" data-of="${scene.beats.length}">\n<div class="words">${words(scene, i)}</div>\n${stills}</li>`;
  });
  const list = attributeList([
    ...attributes,
    ['class', `transcript ${format}`],
    ['aria-label', `${title}: step by step`],
    ['data-source', source],
  ]);
  // a list that shows no bullets is one for all ears only if it says so
  return `<figure${list}>\n${toPlay(figure, title)}<ol role="list">\n${beats.join('\n')}\n</ol>\n</figure>`;
}

/** The way to where it can be played with, if it can. */
function toPlay(figure: Figure, title: string): string {
  const href = playAddress(figure);
  if (href === undefined) return '';
  const link = attributeList([
    ['href', href],
    ['aria-label', `Open in the playground: ${title}`],
  ]);
  return `<p class="to-play"><a${link}>Open in the playground</a></p>\n`;
}

/** What is said at a beat, and what it answers. */
function words(scene: Scene, number: number): string {
  const { ask, answers, say, payoff } = beatOf(scene, number);
  const choices = answers.map(({ text }, i) => `<li>${letter(i)} ${escaped(text)}</li>`);
  return [
    ask === '' ? '' : `<p class="ask">${escaped(ask)}</p>`,
    choices.length === 0 ? '' : `<ol class="answers" role="list">${choices.join('')}</ol>`,
    answered(scene, number),
    say === '' ? '' : `<p>${escaped(say)}</p>`,
    payoff === '' ? '' : `<p class="payoff">${escaped(payoff)}</p>`,
  ].join('');
}

/** The right answer, at the beat that gives it. */
function answered(scene: Scene, number: number): string {
  const question = questionAt(scene, number);
  if (question?.answered !== number) return '';
  const { answers } = question.beat;
  return answers
    .flatMap(({ text, right }, i) => (right ? [`${letter(i)} ${escaped(text)}`] : []))
    .map((right) => {
      const mark = `<svg viewBox="0 0 20 20" aria-hidden="true">${svgSource([tick('right', { x: 2, y: 17 })])}</svg>`;
      return `<p class="right"><span class="unseen">Right is </span>${mark}${right}</p>`;
    })
    .join('');
}

function letter(i: number): string {
  return `<b>${'ABCDEF'[i] ?? ''}</b>`;
}

/** The picture of a beat without its words, which stand beside it. */
function stillOf(scene: Scene, number: number, format: Format): string {
  const { width, stage } = sheet(format);
  const phrases = seen(scene, number).map((phrase) => (/[.?!]$/.test(phrase) ? phrase : `${phrase}.`));
  const box = `0 ${stage.y - margin} ${width} ${stage.h + 2 * margin}`;
  // what its words have said already, it does not say again
  const name: [string, string][] =
    phrases.length === 0
      ? [['aria-hidden', 'true']]
      : [
          ['role', 'img'],
          ['aria-label', phrases.join(' ')],
        ];
  const inner = svgSource(pictured(scene, still(scene, number), { ink: 'still', format }));
  return `<svg${attributeList([['class', `still ${format}`], ['viewBox', box], ...name])}>${inner}</svg>`;
}
