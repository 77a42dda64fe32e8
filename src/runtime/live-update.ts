import { goTo, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/**
 * In dev: puts saved slides into the open deck and keeps slide and step. Only sections whose HTML has changed are
 * replaced; when slides come, go or move, all are. `pristine` holds the sections as they were before reveal wrote
 * into them.
 */
export function liveUpdate(deck: Deck, slides: Element, pristine: Map<string, string>): (html: string) => void {
  return (html) => {
    const fresh = document.createElement('div');
    fresh.innerHTML = html;
    const before = [...pristine.keys()].join();
    const place = placeOf(deck);
    const sections = new Map(
      [...fresh.querySelectorAll('section[id]')].map((section) => [section.id, section.outerHTML]),
    );
    if (before === [...sections.keys()].join() && shape(fresh) === shape(slides)) {
      for (const [id, section] of sections) {
        if (pristine.get(id) !== section)
          slides.querySelector(`section[id="${CSS.escape(id)}"]`)?.replaceWith(element(section));
      }
    } else {
      for (const old of slides.querySelectorAll(':scope > section')) old.remove();
      slides.prepend(...fresh.children);
    }
    pristine.clear();
    for (const [id, section] of sections) pristine.set(id, section);
    deck.sync();
    goTo(deck, sections.has(place.slug) ? place : nearest(deck, place.slug, before.split(',')));
  };
}

/** The sections as they stand before reveal starts, by slug. */
export function pristineSections(slides: Element): Map<string, string> {
  return new Map([...slides.querySelectorAll('section[id]')].map((section) => [section.id, section.outerHTML]));
}

/** How many sections each column has: a slide that became optional moves without a change of its text. */
function shape(slides: Element): string {
  return [...slides.querySelectorAll(':scope > section')]
    .map((section) => section.querySelectorAll('section').length)
    .join();
}

function element(html: string): Element {
  const box = document.createElement('template');
  box.innerHTML = html;
  return box.content.firstElementChild ?? document.createElement('section');
}

/** Where to stand when the slide at hand is gone: where the one before it is. */
function nearest(deck: Deck, slug: string, before: readonly string[]) {
  const ids = new Set(deck.getSlides().map(({ id }) => id));
  const earlier = before.slice(0, before.indexOf(slug)).findLast((id) => ids.has(id));
  return { slug: earlier ?? deck.getSlides()[0]?.id ?? '', step: -1 };
}
