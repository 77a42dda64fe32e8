import type { Place } from '../runtime/place.ts';
import { tall, tallQuery, wide } from '../runtime/stage.ts';
import { fragmentGroups, showStep } from '../runtime/steps.ts';

/** All slides as the compiler wrote them, for showing any of them without a deck. */
export interface Slides {
  /** The slide itself, as it is at a place; undefined for a slug that is not in this deck. */
  at(place: Place): HTMLElement | undefined;
  /** Where the next click leads: a step further, else the next live slide; undefined at the end. */
  after(place: Place): Place | undefined;
}

export function slidesIn(template: DocumentFragment): Slides {
  const find = (slug: string) => template.querySelector<HTMLElement>(`section[id="${CSS.escape(slug)}"]`);
  return {
    at: ({ slug, step }) => {
      const section = find(slug);
      if (section === null) return undefined;
      const copy = section.cloneNode(true);
      if (!(copy instanceof HTMLElement)) return undefined;
      copy.querySelector('aside.notes')?.remove();
      copy.removeAttribute('id');
      // now and next may be the same slide; a picture's own parts refer to each other by id
      for (const named of copy.querySelectorAll('[id]:not(svg *)')) named.removeAttribute('id');
      showStep(copy, step);
      return copy;
    },
    after: ({ slug, step }) => {
      const section = find(slug);
      if (section === null) return undefined;
      if (step + 1 < fragmentGroups(section).length) return { slug, step: step + 1 };
      const column = section.parentElement?.closest('section') ?? section;
      const next = column.nextElementSibling;
      const live = next?.id ? next : next?.querySelector('section[id]');
      return live?.id ? { slug: live.id, step: -1 } : undefined;
    },
  };
}

/** Puts `slide` on a stage of its own size and scales it to `box`, now and when the box changes. */
export function stageIn(box: HTMLElement): (slide: HTMLElement | undefined) => void {
  const stage = document.createElement('div');
  stage.className = 'scaled';
  // a preview is for looking; what is said of it stands in the notes
  stage.inert = true;
  box.append(stage);
  new ResizeObserver(() => {
    const { width } = matchMedia(tallQuery).matches ? tall : wide;
    box.style.setProperty('--scale', String(box.clientWidth / width));
  }).observe(box);
  return (slide) => {
    stage.replaceChildren(...(slide === undefined ? [] : [slide]));
  };
}

/** The notes of a slide, as HTML that the compiler wrote. */
export function notesOf(template: DocumentFragment, slug: string): Node[] {
  const notes = template.querySelector(`section[id="${CSS.escape(slug)}"] > aside.notes`);
  const copy = notes?.cloneNode(true);
  if (!(copy instanceof Element)) return [];
  // whoever follows a source in mid-talk keeps this window
  for (const link of copy.querySelectorAll('a:not([href^="#"])')) link.setAttribute('target', '_blank');
  return [...copy.childNodes];
}
