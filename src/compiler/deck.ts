import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expectedOneOf } from '../model/nearest.ts';
import { type Problem, sorted } from '../model/problem.ts';
import { type Files, stateOf } from './files.ts';
import { type FrontMatter, frontMatter } from './frontmatter.ts';
import type { SlideLink } from './links.ts';
import { parsed } from './markdown.ts';
import { reporter } from './problem.ts';
import { remembered } from './remembered.ts';
import { noShelf, type Shelf } from './shelf.ts';
import { type Slide, slide } from './slide.ts';
import { type Source, source } from './source.ts';
import { split } from './split.ts';
import { seen } from './unseen.ts';

/** A file of slides. */
export interface Chapter extends FrontMatter {
  readonly file: string;
  readonly slides: readonly Slide[];
}

/** All that is said, and all that is wrong with it. A deck with problems is whole but is not to be shown. */
export interface Deck {
  readonly chapters: readonly Chapter[];
  readonly problems: readonly Problem[];
  /** What is doubtful, and shown all the same. */
  readonly warnings: readonly Problem[];
  /** Absolute paths of all files that the deck was made of, and of those it asked for in vain. */
  readonly files: ReadonlySet<string>;
}

/**
 * Compiles the Markdown files in `folder` in the order of their names. Problems are collected, not thrown; paths in
 * them are relative to `root`. What is on the shelf is not drawn again.
 */
export function compiled(folder: string, root: string, shelf: Shelf = noShelf): Deck {
  const fromRoot = (path: string) => relative(root, path).replaceAll('\\', '/');
  const made = markdownFiles(folder).map((name) => chapterOf(folder, name, fromRoot, shelf));
  const none = {
    file: fromRoot(folder) || '.',
    line: 1,
    column: 1,
    what: 'no slides',
    expected: 'expected Markdown files here',
  };
  const problems = [
    ...(made.length === 0 ? [none] : []),
    ...made.flatMap((each) => each.problems),
    ...acrossSlides(
      made.flatMap(({ chapter }) => chapter.slides),
      made.flatMap(({ chapter, links }) => links.map((link) => ({ ...link, file: chapter.file }))),
    ),
  ];
  return {
    chapters: made.map(({ chapter }) => chapter),
    problems: sorted(problems),
    warnings: sorted(made.flatMap(({ warnings }) => warnings)),
    files: new Set(made.flatMap(({ files }) => [...files.keys()])),
  };
}

function markdownFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .toSorted();
  } catch {
    return [];
  }
}

/** A chapter on its own, and what it was made of: each file with its state at that time. */
interface Made {
  readonly chapter: Chapter;
  readonly links: readonly SlideLink[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly files: ReadonlyMap<string, string>;
}

const chapters = remembered<Made>(100);

/** Who saves one chapter waits for none of the others. One with problems is read anew: they speak of files that are not there. */
function chapterOf(folder: string, name: string, fromRoot: (path: string) => string, shelf: Shelf): Made {
  const path = join(folder, name);
  const raw = readFileSync(path, 'utf8');
  return chapters(
    `${fromRoot(path)}\n${path}\n${raw}`,
    () => {
      const files = new Map([[path, stateOf(path)]]);
      const used = (file: string) => files.set(file, stateOf(file));
      return { ...compiledChapter(source(fromRoot(path), raw), { folder, used, shelf }), files };
    },
    ({ problems, files }) => problems.length === 0 && [...files].every(([file, state]) => stateOf(file) === state),
  );
}

function compiledChapter(text: Source, files: Files): Omit<Made, 'files'> {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const report = reporter(text.file, problems, warnings);
  const visible = seen(text, report);
  const { meta, body } = frontMatter(visible, report);
  const document = parsed(body, visible, files, report);
  const slides = split(document.tokens).map((part) => slide(part, document, visible, report));
  // a file that cannot be read to its first slide has been told why
  if (slides.length === 0 && problems.length === 0) {
    report({ line: 1, column: 1 }, 'a chapter without slides', 'expected at least one');
  }
  return { chapter: { ...meta, file: text.file, slides }, links: document.links, problems, warnings };
}

/** What no file can know alone: slugs that stand twice, links that lead nowhere, a deck that cannot begin. */
function acrossSlides(slides: readonly Slide[], links: readonly (SlideLink & { file: string })[]): Problem[] {
  const problems: Problem[] = [];
  const bySlug = new Map<string, Slide>();
  for (const each of slides) {
    const earlier = bySlug.get(each.slug);
    if (earlier === undefined || each.slug === '') bySlug.set(each.slug, each);
    else
      problems.push({
        file: each.file,
        ...(each.places.get('id') ?? each.at),
        what: `slug "${each.slug}" stands twice`,
        expected: `the other is at ${earlier.file}:${earlier.at.line}`,
      });
  }
  for (const { slug, at, file } of links) {
    if (!bySlug.has(slug))
      problems.push({
        file,
        ...at,
        what: `no slide "#${slug}"`,
        expected: expectedOneOf(slug, [...bySlug.keys()], 'slugs'),
      });
  }
  const first = slides[0];
  if (first?.optional)
    problems.push({
      file: first.file,
      ...(first.places.get('optional') ?? first.at),
      what: 'the first slide is optional',
      expected: 'expected a live one, for the deck to begin with',
    });
  return problems;
}
