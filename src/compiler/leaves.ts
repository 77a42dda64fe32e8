import type { Token } from 'markdown-it';
import type { Leaf, Scene } from '../draw/tree/scene.ts';
import { expectedOneOf } from '../model/nearest.ts';
import { list, record, text } from '../model/rules.ts';
import { fenceYaml } from './fence-yaml.ts';
import { attributeList, escaped } from './html.ts';
import type { Report } from './problem.ts';
import type { Source } from './source.ts';

/**
 * A fence that names ends of the tree above it: a table of all that is said of them, for paper, for who runs no script,
 * for ears, and for who wants to see them beside each other.
 */
export function leaves(token: Token, tree: Scene | undefined, source: Source, report: Report): string {
  const said = fenceYaml(token, source, report);
  if (said === undefined) return '';
  const { value, begin, tell } = said;
  const problems = record({ of: list(text) })(value ?? {}, '');
  for (const problem of problems) tell(problem);
  if (tree === undefined) report(begin, 'leaves without a tree', 'expected a tree above, in this file');
  if (problems.length > 0 || tree === undefined) return '';
  const all = tree.nodes.flatMap((node) => (node.kind === 'leaf' ? [node] : []));
  const names = namesIn(value);
  const found = names.flatMap((name, i) => {
    const leaf = all.find((each) => each.name === name);
    const expected = expectedOneOf(
      name,
      all.map((each) => each.name),
      'leaves',
    );
    if (leaf === undefined) tell({ path: `of[${i}]`, what: `no leaf "${name}" in the tree above`, expected });
    return leaf ?? [];
  });
  return `${table(found)}\n`;
}

function namesIn(value: unknown): readonly string[] {
  const of: unknown = typeof value === 'object' && value !== null && 'of' in value ? value.of : [];
  return Array.isArray(of) ? of.map(String) : [];
}

const columns: readonly (readonly [label: string, html: (leaf: Leaf) => string])[] = [
  ['When', ({ take }) => Object.entries(take).map(when).join('<br>')],
  ['On', ({ server, settings }) => `<strong>${escaped(server)}</strong><br>${unbroken(settings)}`],
  ['Why', ({ why }) => escaped(why)],
  ['Gives up', ({ givesUp }) => escaped(givesUp)],
  ['See', ({ see, listings }) => `${see.map(slide).join(', ')}<br>${listings.map(file).join(', ')}`],
];

/** Settings, whose options stay in one piece. */
function unbroken(settings: string): string {
  return escaped(settings).replaceAll(/--[\w-]+/g, (option) => `<span class="option">${option}</span>`);
}

function when([name, reason]: readonly [string, string], _: number, all: readonly unknown[]): string {
  return all.length === 1 ? escaped(reason) : `<strong>${escaped(name)}</strong>: ${escaped(reason)}`;
}

function slide(slug: string): string {
  return `<a href="#${slug}">${slug.replaceAll('-', ' ')}</a>`;
}

/** Beside the pages, where the build puts it: a file to be opened, and to be run. */
function file(listing: string): string {
  return `<a href="./slides/${escaped(listing)}" target="_blank">${escaped(listing.split('/').at(-1) ?? '')}</a>`;
}

function table(rows: readonly Leaf[]): string {
  const head = columns.map(([label]) => `<th scope="col">${label}</th>`).join('');
  const body = rows.map((leaf) => {
    const cells = columns.map(([label, html]) => `<td${attributeList([['data-label', label]])}>${html(leaf)}</td>`);
    return `<tr>\n<th scope="row">${escaped(leaf.title)}</th>${cells.join('')}</tr>`;
  });
  return (
    `<table class="leaves" style="--rows:${rows.length}">\n<thead>\n<tr>\n<td></td>${head}</tr>\n</thead>\n` +
    `<tbody>\n${body.join('\n')}\n</tbody>\n</table>`
  );
}
