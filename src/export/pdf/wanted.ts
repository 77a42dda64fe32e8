import { UsageError } from '../command.ts';
import { listed, named, parsed, type Theme, themes } from '../options.ts';
import type { Choice } from './contents.ts';
import { type Paper, papers } from './paper.ts';

/** What a command line asks for. */
export interface Wanted {
  readonly papers: readonly Paper[];
  readonly theme: Theme;
  readonly choice: Choice;
  /** A page of notes after each slide. */
  readonly notes: boolean;
  /** Pictures of the pages too. */
  readonly png: boolean;
  /** The folder for the files. */
  readonly out: string;
  /** Path of the browser; undefined for the one that is there. */
  readonly browser: string | undefined;
}

const options = {
  paper: { type: 'string', default: papers.join(',') },
  only: { type: 'string', default: '' },
  range: { type: 'string', default: '' },
  live: { type: 'boolean', default: false },
  notes: { type: 'boolean', default: false },
  theme: { type: 'string', default: 'light' },
  png: { type: 'boolean', default: false },
  out: { type: 'string', default: '.' },
  browser: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const usage = 'npm run pdf -- --help has examples.';

export const help = `Builds the deck and writes it as PDF: slides.pdf, a page a slide, steps.pdf, a page a step, and
handout.pdf, the article with notes on A4.

npm run pdf -- [options]

Examples
  npm run pdf                                       all three, of the whole talk
  npm run pdf -- --live --notes --paper slides      what is said on stage, each slide with its notes
  npm run pdf -- --range 12-20                      slides 12 to 20, with the optional ones between them
  npm run pdf -- --range WSGI --out /tmp/talk       a chapter, and elsewhere
  npm run pdf -- --range forty-tokens..probe        from one slide to another
  npm run pdf -- --only second-user,gevent --png    two slides, as pictures too

Options
  --paper NAMES    slides, steps, handout, with commas between them; all three
  --only SLUGS     these slides only, with commas between them
  --range WHICH    slides by number (12-20, 12-, -20, 12) or slug (a..b, a), or a chapter by its title
  --live           without the optional slides
  --notes          a page of notes after each slide; the handout has them
  --theme NAME     of slides and steps: light or dark; light
  --png            a picture of each slide or step too, in folders beside the files
  --out FOLDER     where to, made if it is not there; this one
  --browser PATH   the Chrome, Chromium or Edge to print with; the one that is there
  --help           this`;

/** undefined where only help is wanted. Throws a UsageError for what cannot be. */
export function wanted(args: readonly string[]): Wanted | undefined {
  const { values } = parsed(args, options);
  if (values.help) return undefined;
  if (values.out === '') throw new UsageError('--out has no folder');
  if (values.browser === '') throw new UsageError('--browser has no path');
  const asked = listed(values.paper).map((name) => named(name, papers, 'paper'));
  if (asked.length === 0) throw new UsageError(`--paper has no name; papers are ${papers.join(', ')}`);
  const range = values.range.trim();
  return {
    papers: papers.filter((paper) => asked.includes(paper)),
    theme: named(values.theme, themes, 'theme'),
    choice: { only: listed(values.only), range: range === '' ? undefined : range, live: values.live },
    notes: values.notes,
    png: values.png,
    out: values.out,
    browser: values.browser,
  };
}
