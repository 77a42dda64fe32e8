/** What a slide is held to; a waiver names one of these. */
export const rules = ['overflow', 'overlap', 'size', 'contrast', 'words', 'notes', 'time', 'lines', 'axe'] as const;
export type Rule = (typeof rules)[number];

/** How the deck is looked at: a room with light or dark slides, and a phone. */
export const looks = ['light', 'dark', 'phone'] as const;
export type Look = (typeof looks)[number];

/** What the page says of a slide that breaks a rule. */
export interface Fault {
  readonly rule: Rule;
  /** Of the Markdown: "slides/10.md:12". */
  readonly source: string;
  /** What tells it from the others of its rule; the same subject is the same fault at every step. */
  readonly subject: string;
  readonly what: string;
  readonly expected: string;
}

/** A fault, and where it was seen. */
export interface Finding extends Fault {
  readonly slug: string;
  /** undefined for what is not seen, as the notes; no `clicks` where all of the slide is meant. */
  readonly seen?: { readonly look: Look; readonly clicks?: number };
}
