import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { normalizePath, type Plugin } from 'vite';
import { patternDefs, themeCss } from '../draw/theme.ts';
import { counted, type Problem } from '../model/problem.ts';
import { type Preset, presetOf } from '../play/preset.ts';
import { article } from './article.ts';
import { contents, siteIn } from './contents.ts';
import { compiled, type Deck } from './deck.ts';
import { framed, report, warned } from './frame.ts';
import { galleryAnswer } from './gallery.ts';
import { inScript } from './html.ts';
import { atFirst } from './later.ts';
import { followed, versioned } from './live.ts';
import { type Columns, columnsOf, type Draw, drawnIn, slidesHtml } from './section.ts';
import { noShelf, once, type Shelf, shelfIn } from './shelf.ts';
import { source } from './source.ts';
import { withAddresses, withoutPlayground } from './to-playground.ts';
import { transcript } from './transcript.ts';

/** Where the slides stand in a page: as the audience sees them, with their notes, with those to be read, and listed. */
const places = {
  audience: '<!-- slides -->',
  speaker: '<!-- slides with notes -->',
  article: '<!-- slides to read -->',
  contents: '<!-- contents -->',
  presets: '<!-- presets -->',
} as const;

/**
 * The deck as a Vite plugin: `slides/*.md` become the sections of every page that has a place for them.
 *
 * A build is refused before it begins: what a hook of the bundler throws reaches the terminal inside the bundler's own
 * error, with two stack traces. A build that watches throws from `buildStart` all the same, to go on watching, and not
 * from `transformIndexHtml`, because Vite blames that on the page; in dev it is thrown from there, where terminal and
 * overlay name the right file. A page that is `whole` has the diagrams of all its slides from the start, and nothing is
 * fetched ahead for it.
 */
export function deck({ whole }: { readonly whole: boolean }): Plugin {
  let root = '';
  let serving = false;
  let log: (text: string) => void = () => {};
  let lastWarned = '';
  let lastTold = '';
  // all pages of a build are made of one reading
  let read: Deck | undefined;
  let shelf = noShelf;
  // each page asks for the deck anew, and nobody wants to read the same again
  const warn = (warnings: readonly Problem[]) => {
    const text = warned(warnings);
    if (text !== '' && text !== lastWarned) log(text);
    lastWarned = text;
  };
  const open = followed();
  return {
    name: 'deck',
    configResolved(config) {
      root = config.root;
      serving = config.command === 'serve';
      shelf = shelfIn(root);
      log = (text) => config.logger.warn(`\n${text}`, { timestamp: true });
      if (serving || config.build.watch !== null) return;
      const result = compiled(join(root, 'slides'), root, shelf);
      if (result.problems.length > 0) throw refusal(result, root);
      if (result.warnings.length > 0) config.logger.warn(`\n${warned(result.warnings)}\n`);
    },
    configureServer(server) {
      server.middlewares.use(
        '/gallery',
        galleryAnswer(() => compiled(join(root, 'slides'), root, shelf)),
      );
    },
    buildStart() {
      if (serving) return;
      read = compiled(join(root, 'slides'), root, shelf);
      const { problems, warnings, files } = read;
      const first = problems[0];
      if (first !== undefined) this.error(failure(first, problems, root));
      if (this.meta.watchMode && warnings.length > 0) this.warn(`\n${warned(warnings)}`);
      for (const file of files) this.addWatchFile(file);
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        const result = read ?? compiled(join(root, 'slides'), root, shelf);
        const first = result.problems[0];
        if (first !== undefined) throw Object.assign(new Error(), failure(first, result.problems, root));
        const written = columnsOf(result);
        const shown = serving ? versioned(drawnIn(written), root) : undefined;
        if (shown !== undefined) {
          warn(result.warnings);
          open.served(shown);
        }
        const site = siteIn(process.env);
        const filled = withAddresses(
          html
            .replace('<body>', (tag) => `${tag}\n${patternDefs()}`)
            .replace(places.audience, () =>
              shown === undefined
                ? slidesHtml(written, 'audience', whole ? undefined : atFirst(result, root))
                : slidesHtml(shown, 'audience'),
            )
            .replace(places.speaker, () => slidesHtml(shown ?? written, 'speaker'))
            .replace(places.contents, () => contents(written, site))
            .replace(places.presets, () => inScript(presetsOf(written)))
            .replace(places.article, () => article(written, keptIn(shelf, transcript))),
          site,
        );
        return {
          html: whole ? withoutPlayground(filled.replace(/<link rel="preload"[^>]*>/g, ''), site) : filled,
          tags: [{ tag: 'style', children: themeCss(), injectTo: 'head' }],
        };
      },
    },
    hotUpdate: {
      order: 'pre',
      async handler({ file, type, read }) {
        if (this.environment.name !== 'client' || !file.startsWith(`${normalizePath(join(root, 'slides'))}/`)) return;
        // some editors empty a file before they write it, and this waits for what comes then
        if (type !== 'delete') await Promise.resolve(read()).catch(() => '');
        const result = compiled(join(root, 'slides'), root, shelf);
        const first = result.problems[0];
        const { hot } = this.environment;
        if (first !== undefined) {
          hot.send({ type: 'error', err: failure(first, result.problems, root) });
          const text = inTerminal(result, root);
          if (text !== lastTold) this.environment.logger.error(`\n${text}`, { timestamp: true });
          lastTold = text;
        } else {
          lastTold = '';
          hot.send('deck:slides', open.saved(versioned(drawnIn(columnsOf(result)), root)));
          // an empty update reloads a page that could not be shown at all: it still has its overlay
          hot.send({ type: 'update', updates: [] });
          hot.send({ type: 'full-reload', path: '/read.html' });
          hot.send({ type: 'full-reload', path: '/playground.html' });
          warn(result.warnings);
        }
        return [];
      },
    },
  };
}

/** What every slide runs, for the playground to begin with. */
function presetsOf(columns: Columns): readonly Preset[] {
  const slides = columns.flat();
  return slides.flatMap((slide) => slide.figures.flatMap(({ composition }) => presetOf(composition, slide) ?? []));
}

/** Draws what is not on the shelf. */
function keptIn(shelf: Shelf, draw: Draw): Draw {
  return (figure, slide) => {
    const { format, attributes, composition } = figure;
    const parts = [draw.name, format, attributes, composition.strip, composition.rivals, slide.title, composition.data];
    return once(shelf, parts, () => draw(figure, slide));
  };
}

/** An error that a terminal shows as the problems, the first in their lines: its own stack helps nobody. */
function refusal(result: Deck, root: string): Error {
  const text = `\n${inTerminal(result, root)}\n`;
  return Object.assign(new Error(text), { stack: text, [inspect.custom]: () => text });
}

function inTerminal({ problems, warnings }: Deck, root: string): string {
  return report(problems, warnings, (file) => textOf(join(root, file)));
}

/** All problems as one error that points at the first; what would be its stack are the places of the others. */
function failure(first: Problem, problems: readonly Problem[], root: string) {
  const id = join(root, first.file);
  return {
    message: `\n${counted(problems, 'problem')}`,
    plugin: 'deck',
    id,
    loc: { file: id, line: first.line, column: first.column },
    frame: framed(problems, (file) => textOf(join(root, file))).join('\n'),
    stack: problems
      .slice(1)
      .map(({ file, line, column }) => `${join(root, file)}:${line}:${column}`)
      .join('\n'),
  };
}

function textOf(path: string): string {
  try {
    return source(path, readFileSync(path, 'utf8')).text;
  } catch {
    return '';
  }
}
