/** The deck: a page a slide, or a page a step. */
export const deckPapers = ['slides', 'steps'] as const;
export type DeckPaper = (typeof deckPapers)[number];

/** What is printed; each is a file of that name. The handout is the article, on A4. */
export const papers = [...deckPapers, 'handout'] as const;
export type Paper = (typeof papers)[number];

/** How a paper is to look. */
export interface Look {
  /** Slugs; undefined for all. */
  readonly only: readonly string[] | undefined;
  readonly dark: boolean;
  readonly notes: boolean;
}

/** Everything, as it is unless something is asked for. */
export const plain: Look = { only: undefined, dark: false, notes: false };

/** What is asked of the deck in its address. */
export function query(paper: DeckPaper, { only, dark, notes }: Look): string {
  const asked = new URLSearchParams({ 'x-print': paper });
  if (only !== undefined) asked.set('x-only', only.join(','));
  if (dark) asked.set('x-theme', 'dark');
  if (notes) asked.set('x-notes', '');
  return `?${asked}`;
}

/** A slide, as an outline tells of it. */
export interface Heading {
  readonly slug: string;
  readonly chapter: string;
  readonly title: string;
}

/** A page that was laid out: a slide, or its notes. */
export interface Sheet extends Heading {
  /** Of the slide: "12.2". */
  readonly number: string;
  readonly isNotes: boolean;
}

/** What pages are called in a reader: slides by their number, what follows the first page of one with its place too. */
export function labelsOf(sheets: readonly Sheet[]): readonly string[] {
  return sheets.map(({ slug, number, isNotes }, i) => {
    if (isNotes) return `${number} notes`;
    const steps = sheets.slice(0, i).filter((before) => before.slug === slug).length;
    return steps === 0 ? number : `${number} step ${steps}`;
  });
}
