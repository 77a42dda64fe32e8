import type { Written } from '../../../src/export/lint/talk.ts';

/** A live slide of a chapter of one minute that says so many words. */
export function slide(slug: string, words: number, rest: Partial<Written> = {}): Written {
  return {
    slug,
    source: 'slides/10.md:7',
    optional: false,
    minutes: 1,
    waive: '',
    diagrams: [],
    notes: [{ part: 'Say', text: Array.from({ length: words }, () => 'word').join(' ') }],
    ...rest,
  };
}

/** The data of a diagram with these beats, as the page has it. */
export function diagram(...beats: readonly Record<string, unknown>[]): string {
  const first = { run: 'a', from: 0, at: 0, lens: 1, ask: '', reader: false };
  return JSON.stringify({ beats: beats.map((beat) => ({ ...first, ...beat })) });
}
