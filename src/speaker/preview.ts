import type { DeckDiagram } from '../runtime/diagram.ts';
import type { Film } from '../runtime/messages.ts';
import type { Place } from '../runtime/place.ts';
import { tall, tallQuery, wide } from '../runtime/stage.ts';
import { fragmentGroups, showStep } from '../runtime/steps.ts';

/** All slides as the compiler wrote them, for showing any of them without a deck. */
export interface Slides {
  /** A copy of the slide; undefined for a slug that is not in this deck. */
  copy(slug: string): HTMLElement | undefined;
  /** Where the next click leads: a step further, else the next live slide; undefined at the end. */
  after(place: Place): Place | undefined;
  steps(slug: string): number;
}

export function slidesIn(template: DocumentFragment): Slides {
  const find = (slug: string) => template.querySelector<HTMLElement>(`section[id="${CSS.escape(slug)}"]`);
  const steps = (slug: string) => {
    const section = find(slug);
    return section === null ? 0 : fragmentGroups(section).length;
  };
  return {
    steps,
    copy: (slug) => {
      const section = find(slug);
      if (section === null) return undefined;
      const copy = section.cloneNode(true);
      if (!(copy instanceof HTMLElement)) return undefined;
      copy.querySelector('aside.notes')?.remove();
      copy.removeAttribute('id');
      // now and next may be the same slide; a picture's own parts refer to each other by id
      for (const named of copy.querySelectorAll('[id]:not(svg *)')) named.removeAttribute('id');
      return copy;
    },
    after: ({ slug, step }) => {
      const section = find(slug);
      if (section === null) return undefined;
      if (step + 1 < steps(slug)) return { slug, step: step + 1 };
      const column = section.parentElement?.closest('section') ?? section;
      const next = column.nextElementSibling;
      const live = next?.id ? next : next?.querySelector('section[id]');
      return live?.id ? { slug: live.id, step: -1 } : undefined;
    },
  };
}

/** A slide on a small stage. */
export interface Preview {
  /** Shows a place, or nothing, and its diagram where the film says. The slide is the same one while only its step changes. */
  show(place: Place | undefined, film?: Film | null): void;
  /** The slides have been written anew. */
  forget(): void;
}

/** A stage of its own size in `box`, scaled to it now and when it changes. */
export function previewIn(box: HTMLElement, slides: () => Slides): Preview {
  const stage = document.createElement('div');
  stage.className = 'scaled';
  // its diagram is wanted at once, and a window behind another one hears late of what comes near
  stage.dataset.near = '';
  // a preview is for looking; what is said of it stands in the notes
  stage.inert = true;
  box.append(stage);
  new ResizeObserver(() => {
    const { width } = matchMedia(tallQuery).matches ? tall : wide;
    box.style.setProperty('--scale', String(box.clientWidth / width));
  }).observe(box);
  let slug: string | undefined;
  let slide: HTMLElement | undefined;
  let wanted: Film | null | undefined;
  const seek = () => {
    if (wanted) slide?.querySelector<DeckDiagram>('deck-diagram[data-alive]')?.seek(wanted.view, wanted.position);
  };
  // it comes to life a moment after its slide, and then goes to its instant
  new MutationObserver(seek).observe(stage, { subtree: true, attributes: true, attributeFilter: ['data-alive'] });
  return {
    show(place, film) {
      if (place?.slug !== slug) {
        slug = place?.slug;
        slide = slug === undefined ? undefined : slides().copy(slug);
        if (slide !== undefined && place !== undefined) showStep(slide, place.step);
        stage.replaceChildren(...(slide === undefined ? [] : [slide]));
      } else if (slide !== undefined && place !== undefined) {
        showStep(slide, place.step);
      }
      wanted = film?.slug === slug ? film : undefined;
      // the diagram hears of its step a moment later, and would go to the end of its beat
      if (wanted) queueMicrotask(seek);
    },
    forget() {
      slug = undefined;
    },
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
