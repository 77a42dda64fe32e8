import type { DeckDiagram } from './diagram.ts';
import { arrange } from './live-arrange.ts';
import { patchTree } from './live-patch.ts';
import { goTo, type Place, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** What a dev server says of a save: how all slides stand now, and those that a page may not have yet, by slug. */
export interface Update {
  readonly columns: readonly (readonly { readonly slug: string; readonly version: string }[])[];
  /** Sections as HTML: what stands before the notes, without its closing tag, and the notes. */
  readonly changed: Readonly<Record<string, { readonly open: string; readonly notes: string }>>;
}

/** Whether a page with these sections can follow: one that has missed something loads itself again. */
export function canFollow({ columns, changed }: Update, written: ReadonlyMap<string, HTMLElement>): boolean {
  return columns.flat().every(({ slug, version }) => slug in changed || written.get(slug)?.dataset.version === version);
}

/** The section as it is written, in a document where nothing in it comes to life. */
export function sectionOf(html: string): HTMLElement {
  const box = document.createElement('template');
  box.innerHTML = html;
  const section = box.content.firstElementChild;
  if (!(section instanceof HTMLElement)) throw new Error('a slide that is no section');
  return section;
}

/** Takes away what covers the page while slides are broken. */
export function closeOverlay(): void {
  for (const overlay of document.querySelectorAll<Element & { close(): void }>('vite-error-overlay')) overlay.close();
}

/**
 * In dev: puts what was saved into the open deck. Slide, step and the diagram’s instant are kept, and what has not been
 * changed is not touched. To be called before reveal starts, which writes into the sections.
 */
export function liveUpdate(deck: Deck, slides: Element): (update: Update) => void {
  const inert = document.implementation.createHTMLDocument();
  let written = new Map(
    [...slides.querySelectorAll<HTMLElement>('section[id]')].map((section) => [
      section.id,
      inert.importNode(section, true),
    ]),
  );

  /** The sections as they are to be: those at hand, changed where their text has, and new ones; `named` has new slugs. */
  function patched({ columns, changed }: Update, named: ReadonlyMap<string, string>) {
    const touched = new Set<HTMLElement>();
    const next: typeof written = new Map();
    const sections = columns.map((column) =>
      column.map(({ slug, version }) => {
        const before = named.get(slug) ?? slug;
        const was = written.get(before);
        const live = slides.querySelector<HTMLElement>(`section[id="${CSS.escape(before)}"]`);
        const fresh = changed[slug];
        const will =
          fresh === undefined || was?.dataset.version === version ? was : sectionOf(`${fresh.open}</section>`);
        if (will === undefined) throw new Error(`nothing is known of the slide ${slug}`);
        next.set(slug, will);
        if (live === null || was === undefined) return document.importNode(will, true);
        if (was !== will) {
          patchTree(live, was, will);
          touched.add(live);
        }
        return live;
      }),
    );
    written = next;
    return { sections, touched };
  }

  return (update) => {
    if (!canFollow(update, written)) {
      location.reload();
      return;
    }
    const place = placeOf(deck);
    const present = deck.getCurrentSlide();
    const { isSame, ...there } = successor(
      place,
      [...written.keys()],
      update.columns.flat().map(({ slug }) => slug),
    );
    const stands = isSame ? diagramsIn(present).map(({ stand }) => stand) : [];
    const { sections, touched } = patched(update, new Map(isSame ? [[there.slug, place.slug]] : []));
    const moved = arrange(slides, sections, isSame ? present : undefined);
    if (moved) deck.sync();
    else for (const section of touched) deck.syncSlide(section);
    if (!moved && !touched.has(present)) return;
    goTo(deck, there);
    for (const [i, diagram] of diagramsIn(deck.getCurrentSlide()).entries()) {
      const stand = stands[i];
      if (stand !== undefined && diagram.stand === undefined) diagram.resume(stand);
    }
    deck.dispatchEvent({ type: 'saved' });
  };
}

function diagramsIn(section: Element): readonly DeckDiagram[] {
  return [...section.querySelectorAll<DeckDiagram>('deck-diagram')];
}

/**
 * Where a reader stands when slides have come and gone: on the same slide, also when that has another slug and is in the
 * same place between the others; else on the one before it.
 */
function successor(
  place: Place,
  before: readonly string[],
  after: readonly string[],
): Place & { readonly isSame: boolean } {
  if (after.includes(place.slug)) return { ...place, isSame: true };
  const at = before.indexOf(place.slug);
  const previous = before.slice(0, at).findLast((slug) => after.includes(slug));
  const next = before.slice(at + 1).find((slug) => after.includes(slug));
  const from = previous === undefined ? 0 : after.indexOf(previous) + 1;
  const fresh = after.slice(from, next === undefined ? after.length : after.indexOf(next));
  const gone = at - (previous === undefined ? 0 : before.indexOf(previous) + 1);
  const renamed = fresh.filter((slug) => !before.includes(slug))[gone];
  if (renamed !== undefined) return { slug: renamed, step: place.step, isSame: true };
  return { slug: previous ?? next ?? after[0] ?? '', step: -1, isSame: false };
}
