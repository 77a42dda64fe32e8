import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { normalizePath, type Plugin } from 'vite';
import { patternDefs, themeCss } from '../draw/theme.ts';
import { type Problem, summary } from '../model/problem.ts';
import { compiled, type Deck } from './deck.ts';
import { frame, report, warned } from './frame.ts';
import { galleryAnswer } from './gallery.ts';
import { atFirst } from './later.ts';
import { columnsOf, type Readers, slidesHtml } from './section.ts';
import { source } from './source.ts';
import { transcript } from './transcript.ts';

/** Where the slides stand in a page: as the audience sees them, with their notes, and with those to be read. */
const places = {
  audience: '<!-- slides -->',
  speaker: '<!-- slides with notes -->',
  article: '<!-- slides to read -->',
} as const;

/**
 * The deck as a Vite plugin: `slides/*.md` become the sections of every page that has a place for them.
 *
 * A build is refused before it begins: what a hook of the bundler throws reaches the terminal inside the bundler's own
 * error, with two stack traces. A build that watches throws from `buildStart` all the same, to go on watching, and not
 * from `transformIndexHtml`, because Vite blames that on the page; in dev it is thrown from there, where terminal and
 * overlay name the right file.
 */
export function deck(): Plugin {
  let root = '';
  let serving = false;
  let log: (text: string) => void = () => {};
  let lastWarned = '';
  // all pages of a build are made of one reading
  let read: Deck | undefined;
  // each page asks for the deck anew, and nobody wants to read the same again
  const warn = (warnings: readonly Problem[]) => {
    const text = warned(warnings);
    if (text !== '' && text !== lastWarned) log(text);
    lastWarned = text;
  };
  return {
    name: 'deck',
    configResolved(config) {
      root = config.root;
      serving = config.command === 'serve';
      log = (text) => config.logger.warn(`\n${text}`, { timestamp: true });
      if (serving || config.build.watch !== null) return;
      const result = compiled(join(root, 'slides'), root);
      if (result.problems.length > 0) throw refusal(result, root);
      if (result.warnings.length > 0) config.logger.warn(`\n${warned(result.warnings)}\n`);
    },
    configureServer(server) {
      server.middlewares.use('/gallery', galleryAnswer(join(root, 'slides'), root));
    },
    buildStart() {
      if (serving) return;
      read = compiled(join(root, 'slides'), root);
      const { problems, warnings, files } = read;
      const first = problems[0];
      if (first !== undefined) this.error(failure(first, problems, root));
      if (this.meta.watchMode && warnings.length > 0) this.warn(`\n${warned(warnings)}`);
      for (const file of files) this.addWatchFile(file);
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        const result = read ?? compiled(join(root, 'slides'), root);
        const first = result.problems[0];
        if (first !== undefined) throw Object.assign(new Error(), failure(first, result.problems, root), { stack: '' });
        if (serving) warn(result.warnings);
        return {
          html: html
            .replace('<body>', (tag) => `${tag}\n${patternDefs()}`)
            .replace(places.audience, () =>
              serving ? sections(result, 'audience') : slidesHtml(columnsOf(result), 'audience', atFirst(result, root)),
            )
            .replace(places.speaker, () => sections(result, 'speaker'))
            .replace(places.article, () => slidesHtml(columnsOf(result), 'speaker', transcript)),
          tags: [{ tag: 'style', children: themeCss(), injectTo: 'head' }],
        };
      },
    },
    hotUpdate: {
      order: 'pre',
      handler({ file }) {
        if (this.environment.name !== 'client' || !file.startsWith(`${normalizePath(join(root, 'slides'))}/`)) return;
        const result = compiled(join(root, 'slides'), root);
        const first = result.problems[0];
        const { hot } = this.environment;
        if (first !== undefined) {
          hot.send({ type: 'error', err: { ...failure(first, result.problems, root), stack: '' } });
          this.environment.logger.error(`\n${inTerminal(result, root)}`, { timestamp: true });
        } else {
          warn(result.warnings);
          // an empty update takes the overlay away, and reloads a page that could not be shown at all
          hot.send({ type: 'update', updates: [] });
          hot.send('deck:slides', { audience: sections(result, 'audience'), speaker: sections(result, 'speaker') });
        }
        return [];
      },
    },
  };
}

function sections(result: Deck, readers: Readers): string {
  return slidesHtml(columnsOf(result), readers);
}

/** An error that a terminal shows as the problems, the first in their lines: its own stack helps nobody. */
function refusal(result: Deck, root: string): Error {
  const text = `\n${inTerminal(result, root)}\n`;
  return Object.assign(new Error(text), { stack: text, [inspect.custom]: () => text });
}

function inTerminal({ problems, warnings }: Deck, root: string): string {
  return report(problems, warnings, (file) => textOf(join(root, file)));
}

/** All problems as one error that points at the first. */
function failure(first: Problem, problems: readonly Problem[], root: string) {
  const id = join(root, first.file);
  return {
    message: `\n${summary(problems)}`,
    plugin: 'deck',
    id,
    loc: { file: id, line: first.line, column: first.column },
    frame: frame(textOf(id), first),
  };
}

function textOf(path: string): string {
  try {
    return source(path, readFileSync(path, 'utf8')).text;
  } catch {
    return '';
  }
}
