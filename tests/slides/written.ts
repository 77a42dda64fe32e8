import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../slides/', import.meta.url);

/** The Markdown of the talk, all chapters in order. */
export const talk = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n---\n');

/** The first table of a slide: its rows below the head, by their first cell. */
export function rowsOf(slug: string): ReadonlyMap<string, readonly string[]> {
  const [, slide] = talk.split(`id="${slug}"`);
  const [table] = slide?.match(/(?:^\|.*\n)+/m) ?? [];
  if (table === undefined) throw new Error(`no table on the slide ${slug}`);
  const rows = table.trimEnd().split('\n').slice(2).map(cells);
  return new Map(rows.map(([head = '', ...others]) => [head, others]));
}

function cells(row: string): readonly string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
