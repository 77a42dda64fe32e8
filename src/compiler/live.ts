import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { stateOf } from './files.ts';
import type { Columns, Section } from './section.ts';

/** What an open page hears of a save: how all slides stand now, and those that it may not have yet. */
export interface Update {
  readonly columns: readonly (readonly { readonly slug: string; readonly version: string }[])[];
  /** By slug. A section ends with `notes` in a page that has them, and then with its closing tag. */
  readonly changed: Readonly<Record<string, Pick<Section, 'open' | 'notes'>>>;
}

/** A section that says in `data-version` which it is: the same letters are the same version. */
interface Versioned extends Section {
  readonly version: string;
}

/**
 * The sections as a dev server sends them. An image has the state of its file in its address, or the browser would show
 * it as it was.
 */
export function versioned(columns: Columns, root: string): readonly (readonly Versioned[])[] {
  return columns.map((column) =>
    column.map((section) => {
      const stamped = section.open.replace(/(<img[^>]* src=")([^"?#]+)/g, (_, before: string, src: string) => {
        return `${before}${src}?v=${encodeURIComponent(stateOf(join(root, decodeURI(src))))}`;
      });
      const version = createHash('sha256').update(stamped).update(section.notes).digest('base64url').slice(0, 12);
      return { ...section, version, open: stamped.replace('<section', `<section data-version="${version}"`) };
    }),
  );
}

/** Follows what the open pages show. */
export interface Followed {
  /** A page is served with this. */
  served(columns: readonly (readonly Versioned[])[]): void;
  /** What all pages have to hear when the deck becomes this. */
  saved(columns: readonly (readonly Versioned[])[]): Update;
}

/** One that is loaded between a save and its update has some of it already; it goes by the versions. */
export function followed(): Followed {
  let sent: ReadonlyMap<string, string> | undefined;
  const versions = (columns: readonly (readonly Versioned[])[]) =>
    new Map(columns.flat().map(({ slug, version }) => [slug, version]));
  return {
    served(columns) {
      sent ??= versions(columns);
    },
    saved(columns) {
      const before = sent;
      sent = versions(columns);
      const changed = columns.flat().filter(({ slug, version }) => before?.get(slug) !== version);
      return {
        columns: columns.map((column) => column.map(({ slug, version }) => ({ slug, version }))),
        changed: Object.fromEntries(changed.map(({ slug, open, notes }) => [slug, { open, notes }])),
      };
    },
  };
}
