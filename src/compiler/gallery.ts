import type { IncomingMessage, ServerResponse } from 'node:http';
import { sheet } from '../draw/geometry.ts';
import { sceneOf } from '../draw/scene.ts';
import { type Problem, printed } from '../model/problem.ts';
import type { Deck } from './deck.ts';
import { type Exhibit, galleryPage } from './gallery-page.ts';
import type { Slide } from './slide.ts';

/**
 * Answers `/gallery` of the dev server: every diagram of the deck at every beat, as it looks to everyone. Compiled anew
 * for each request, and the page asks again when something is saved; `?slug=` shows one slide.
 */
export function galleryAnswer(
  compile: () => Deck,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  return ({ url = '/' }, response, next) => {
    const { pathname, searchParams } = new URL(url, 'http://gallery');
    if (pathname !== '/') {
      next();
      return;
    }
    const slug = searchParams.get('slug') ?? undefined;
    const { chapters, problems } = compile();
    const all = chapters.flatMap(({ slides }) => slides.map((slide, i) => exhibit(slide, slides[i + 1], problems)));
    const shown = all.filter((each) => each.scenes.length > 0 || each.problems.length > 0);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    response.end(galleryPage(shown, problems.map(printed), slug));
  };
}

/** A slide's diagrams as the page gets them, and what is wrong on it: from its place to that of the next. */
function exhibit(slide: Slide, next: Slide | undefined, problems: readonly Problem[]): Exhibit {
  const { slug, title, file, at, figures } = slide;
  const end = next?.at.line ?? Number.POSITIVE_INFINITY;
  return {
    slug,
    title,
    source: `${file}:${at.line}`,
    scenes: figures.map(({ composition, format }) => ({
      scene: sceneOf(composition.data),
      width: sheet(format).width,
    })),
    problems: problems.filter((each) => each.file === file && each.line >= at.line && each.line < end).map(printed),
  };
}
