import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeIn, page, pages, those } from './pages.ts';

/** The name of a heading in an address, as GitHub makes it. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

const targets = pages.flatMap((each) =>
  [...those('link', [each]), ...those('picture', [each])].map(({ at, target }) => ({ at, target, file: each.file })),
);

describe('the links in the documentation', () => {
  it.each(targets.filter(({ target }) => !target.startsWith('https:')))('$target at $at leads somewhere', (link) => {
    const [path = '', heading] = link.target.split('#');
    const file = path === '' ? link.file : join(dirname(link.file), path);
    expect(existsSync(file), file).toBe(true);
    if (heading === undefined) return;
    expect(those('heading', [page(file)]).map(({ text }) => anchor(text))).toContain(heading);
  });

  it('lead from the README to every page', () => {
    const linked = targets.filter(({ file }) => file === 'README.md').map(({ target }) => target);
    const names = pages.slice(1).map(({ file }) => file);
    expect(names.filter((name) => !linked.includes(name))).toEqual([]);
  });
});

describe('the files that the documentation names', () => {
  const named = pages.flatMap(({ file, items }) =>
    items
      .flatMap((item) => (item.kind === 'table' ? item.rows.flat() : item.kind === 'text' ? [item.text] : []))
      .flatMap(codeIn)
      .filter((name) => /^(?:src|tests|lab|slides|assets|docs)\/[\w./-]+$/.test(name))
      .map((name) => ({ file, name })),
  );

  it.each(named)('$name, in $file', ({ name }) => {
    expect(existsSync(name)).toBe(true);
  });
});
