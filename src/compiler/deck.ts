import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expectedOneOf } from '../model/nearest.ts';
import { type Problem, sorted } from '../model/problem.ts';
import type { Files } from './files.ts';
import { type FrontMatter, frontMatter } from './frontmatter.ts';
import type { SlideLink } from './links.ts';
import { parsed } from './markdown.ts';
import { reporter } from './problem.ts';
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
 * them are relative to `root`.
 */
export function compiled(folder: string, root: string): Deck {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const files = new Set<string>();
  const links: (SlideLink & { file: string })[] = [];
  const fromRoot = (path: string) => relative(root, path).replaceAll('\\', '/');
  const names = markdownFiles(folder);
  if (names.length === 0) {
    problems.push({
      file: fromRoot(folder) || '.',
      line: 1,
      column: 1,
      what: 'no slides',
      expected: 'expected Markdown files here',
    });
  }
  const chapters = names.map((name): Chapter => {
    const path = join(folder, name);
    files.add(path);
    const text = source(fromRoot(path), readFileSync(path, 'utf8'));
    const chapter = chapterOf(text, { folder, used: (used) => files.add(used) }, problems, warnings);
    links.push(...chapter.links.map((link) => ({ ...link, file: text.file })));
    return chapter.chapter;
  });
  problems.push(
    ...acrossSlides(
      chapters.flatMap((chapter) => chapter.slides),
      links,
    ),
  );
  return { chapters, problems: sorted(problems), warnings: sorted(warnings), files };
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

function chapterOf(
  text: Source,
  files: Files,
  problems: Problem[],
  warnings: Problem[],
): { chapter: Chapter; links: readonly SlideLink[] } {
  const report = reporter(text.file, problems, warnings);
  const before = problems.length;
  const visible = seen(text, report);
  const { meta, body } = frontMatter(visible, report);
  const document = parsed(body, visible, files, report);
  const slides = split(document.tokens).map((part) => slide(part, document, visible, report));
  // a file that cannot be read to its first slide has been told why
  if (slides.length === 0 && problems.length === before) {
    report({ line: 1, column: 1 }, 'a chapter without slides', 'expected at least one');
  }
  return { chapter: { ...meta, file: text.file, slides }, links: document.links };
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
