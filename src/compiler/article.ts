import { inMinutes } from './contents.ts';
import { attributeList, escaped } from './html.ts';
import type { NotePart } from './notes.ts';
import { partId } from './search-lines.ts';
import { type Columns, type Draw, drawnIn, type Section, stacked } from './section.ts';

/** The slides to be read, one below the other: each with what is said of it, and the way to it in the deck; diagrams as `draw` has them. */
export function article(columns: Columns, draw: Draw): string {
  const firsts = new Map<string, string>();
  for (const { chapter, slug } of columns.flat()) if (!firsts.has(chapter)) firsts.set(chapter, slug);
  return stacked(drawnIn(columns, draw), (slide) => {
    const begins = firsts.get(slide.chapter) === slide.slug;
    return slide.open.replace('<div class="sheet">', (sheet) => `${where(slide, begins)}${sheet}`) + told(slide);
  });
}

/** What stands above a slide: its chapter, where that begins, its number, and the links to it. */
function where({ slug, number, chapter, minutes, optional, title }: Section, begins: boolean): string {
  const head = begins ? `<p class="chapter">${escaped(chapter)}${inMinutes(minutes)}</p>` : '';
  // the names begin with the words that are seen, for those who say what they see
  const here = attributeList([
    ['class', 'here'],
    ['href', `#${slug}`],
    ['aria-label', `${number}, link to “${title}”`],
  ]);
  const slide = attributeList([
    ['class', 'as-slide'],
    ['href', `./index.html#/${slug}`],
    ['aria-label', `as a slide: “${title}”`],
  ]);
  const mark = optional ? '<span class="optional">optional</span>' : '';
  return `<div class="where">${head}<p><a${here}>${number}</a>${mark}<a${slide}>as a slide</a></p></div>\n`;
}

/** What is said as text to be read; what only some ask is folded, and so is what a speaker does. */
function told({ slug, parts }: Section): string {
  const html = (part: NotePart) => parts.get(part) ?? '';
  const open = (part: NotePart) =>
    `<div class="part ${kindOf(part)}" id="${partId(slug, part)}"><h3>${part}</h3>\n${html(part)}</div>\n`;
  const folded = (part: NotePart, summary: string) =>
    // the heading is for paper, where nothing is folded; on a screen the line that unfolds it says it
    `<details class="part ${kindOf(part)}"><summary>${summary}</summary>\n` +
    `<div id="${partId(slug, part)}"><h3>${part}</h3>\n${html(part)}</div></details>\n`;
  const inner =
    parts.size === 0
      ? ''
      : `<div class="notes">\n${open('Say')}${folded('Click', 'On stage')}${folded('If asked', 'If asked')}${open('Next')}</div>\n`;
  return `${inner}</section>`;
}

function kindOf(part: NotePart): string {
  return part.toLowerCase().replace(' ', '-');
}
