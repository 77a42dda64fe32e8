import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFRef } from '@cantoo/pdf-lib';
import { labelsOf, type Sheet } from './paper.ts';

/** An entry, with the pages below it. */
interface Item {
  readonly title: string;
  /** The index of its page. */
  readonly page: number;
  readonly below: readonly Item[];
}

/** Where a slide begins. */
export interface Beginning {
  readonly title: string;
  readonly chapter: string;
  /** The index of its page. */
  readonly page: number;
}

/** The outline by chapter and slide, an entry a slide; it takes the place of any that is there. */
export function setOutline(document: PDFDocument, slides: readonly Beginning[]): void {
  const root = document.context.nextRef();
  const entries = placed(document, itemsOf(slides), root);
  document.context.assign(root, document.context.obj({ Type: 'Outlines', ...entries }));
  document.catalog.set(PDFName.of('Outlines'), root);
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

/** The names of the pages, which readers show in place of their count. */
export function setLabels(document: PDFDocument, sheets: readonly Sheet[]): void {
  const { context } = document;
  const numbers = labelsOf(sheets).flatMap((label, i) => [
    PDFNumber.of(i),
    context.obj({ P: PDFHexString.fromText(label) }),
  ]);
  document.catalog.set(PDFName.of('PageLabels'), context.obj({ Nums: numbers }));
}

function itemsOf(slides: readonly Beginning[]): readonly Item[] {
  return [...new Set(slides.map(({ chapter }) => chapter))].map((title) => {
    const below = slides.filter(({ chapter }) => chapter === title).map((slide) => ({ ...slide, below: [] }));
    return { title, page: below[0]?.page ?? 0, below };
  });
}

/** Writes entries below `parent` and gives what `parent` has to say of them. */
function placed(document: PDFDocument, items: readonly Item[], parent: PDFRef) {
  const { context } = document;
  const refs = items.map(() => context.nextRef());
  for (const [i, { title, page, below }] of items.entries()) {
    const ref = refs[i];
    if (ref === undefined) continue;
    const entry = context.obj({
      Title: PDFHexString.fromText(title),
      Parent: parent,
      Dest: [document.getPage(page).ref, 'Fit'],
      ...placed(document, below, ref),
    });
    for (const [name, neighbour] of [
      ['Prev', refs[i - 1]],
      ['Next', refs[i + 1]],
    ] as const)
      if (neighbour !== undefined && entry instanceof PDFDict) entry.set(PDFName.of(name), neighbour);
    context.assign(ref, entry);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  // all that is below is open, and counted so
  const count = items.reduce((sum, { below }) => sum + 1 + below.length, 0);
  return first === undefined || last === undefined ? {} : { First: first, Last: last, Count: count };
}
