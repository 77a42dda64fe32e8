import type { Problem } from '../../model/rules.ts';
import type { CodeReader } from '../code.ts';
import type { SlideRef } from '../scene.ts';
import { keyOf, type Lookup, type Tell, teller, told } from '../told.ts';
import { misfits } from './misfits.ts';
import type { Beat, Node, Scene } from './scene.ts';
import type { QuestionSpec, TreeSpec } from './spec.ts';

const formats = ['wide', 'tall'] as const;

/** More have no room on the stage. */
const most = { questions: 5, leaves: 7 } as const;

/** What a sentence may take from a leaf; of what to take, the names. */
const said = ['title', 'take', 'server', 'settings', 'givesUp'] as const;

/** A node, and where it stands in the fence. */
interface Found {
  readonly node: Node;
  readonly path: string;
}

/**
 * A tree for the page, the slides it leads to, and what is wrong with it: leaves that are not there or not reached,
 * listings that are not there, words without room.
 */
export function branched(
  spec: TreeSpec,
  code?: CodeReader,
): {
  readonly data: Scene;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
  readonly slides: readonly SlideRef[];
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const found: Found[] = [];
  grow(spec, { found, path: '', answer: '', depth: 0 }, spec.leaves, tell);
  const nodes = found.map(({ node }) => node);
  const leaves = nodes.filter((node) => node.kind === 'leaf');
  for (const [name, { listing }] of Object.entries(spec.leaves)) {
    if (!leaves.some((leaf) => leaf.name === name))
      tell(`leaves.${name}`, 'no answer leads here', 'expected one that does');
    for (const [i, each] of listings(listing).entries()) {
      const file = code?.({ file: each });
      const path = `leaves.${name}.listing${typeof listing === 'string' ? '' : `[${i}]`}`;
      if (file !== undefined && !('lines' in file)) tell(path, file.what, file.expected);
    }
  }
  for (const [i, { node, path }] of found.entries())
    if (nodes.findIndex(({ name }) => name === node.name) < i)
      tell(path, `"${node.name}" stands twice`, 'expected one way to each leaf, and a name for each question');
  const questions = nodes.length - leaves.length;
  if (questions > most.questions) tell('ask', `${questions} questions`, `expected ${most.questions} or fewer`);
  if (leaves.length > most.leaves) tell('leaves', `${leaves.length} leaves`, `expected ${most.leaves} or fewer`);
  const counts = lookup(spec.leaves, { questions, leaves: leaves.length });
  const beats = spec.beats.map((beat, i): Beat => {
    const node = beat.until === undefined ? 0 : nodes.findIndex(({ name }) => name === beat.until);
    const names = [...new Set(nodes.map(({ name }) => name))].join(', ');
    if (node < 0) tell(`beats[${i}].until`, `nothing is called "${beat.until}"`, `names are ${names}`);
    return { ...told(beat, `beats[${i}]`, { counts, formats, tell }), node: Math.max(0, node) };
  });
  const scene: Scene = { kind: 'tree', nodes, beats, key: keyOf(spec.key, beats.length, tell) };
  // of one that has no room at all there are no places to tell of
  if (questions <= most.questions && leaves.length <= most.leaves)
    for (const [i, field, what, expected] of misfits(scene)) tell(pathOf(found[i], field), what, expected);
  const slides = Object.entries(spec.leaves).flatMap(([name, { see }]) =>
    see.map((slug, i) => ({ path: `leaves.${name}.see[${i}]`, slug })),
  );
  return { data: scene, scene, problems, slides };
}

/** Where a field of a node stands in the fence. */
function pathOf(found: Found | undefined, field: string): string {
  if (found === undefined) return field;
  const { node, path } = found;
  if (field === 'text') return `${path}.text`;
  if (node.kind === 'leaf') return `leaves.${node.name}.${field}`;
  return path === '' ? field : `${path}.next.${field}`;
}

/** Adds a question with all that its answers lead to. */
function grow(
  { ask, name = ask, answers }: QuestionSpec,
  { found, path, ...here }: Omit<Node, 'name' | 'kind'> & { readonly found: Found[]; readonly path: string },
  leaves: TreeSpec['leaves'],
  tell: Tell,
): void {
  const parent = found.length;
  found.push({ node: { ...here, kind: 'question', name, ask }, path });
  for (const [i, { text, leaf, next }] of answers.entries()) {
    const below = { parent, answer: text, depth: here.depth + 1 };
    const at = `${path === '' ? '' : `${path}.next.`}answers[${i}]`;
    if (next !== undefined) grow(next, { found, path: at, ...below }, leaves, tell);
    const known = leaf !== undefined && Object.hasOwn(leaves, leaf) ? leaves[leaf] : undefined;
    if (leaf !== undefined && known !== undefined) {
      const { listing, ...said } = known;
      found.push({ node: { ...said, listings: listings(listing), ...below, kind: 'leaf', name: leaf }, path: at });
    }
    if (leaf !== undefined && known === undefined)
      tell(`${at}.leaf`, `no leaf "${leaf}"`, `leaves are ${Object.keys(leaves).join(', ')}`);
  }
}

function listings(listing: TreeSpec['leaves'][string]['listing']): readonly string[] {
  return typeof listing === 'string' ? [listing] : listing;
}

/** What a reference comes to: how many there are, the title of a leaf by its name, or another of its fields. */
function lookup(leaves: TreeSpec['leaves'], counts: Readonly<Record<string, number>>): Lookup {
  const names = Object.keys(leaves);
  const expected = `expected ${Object.keys(counts).join(', ')}, or ${said.join(', ')} of a leaf, such as {${names[0]}.server}; leaves are ${names.join(', ')}`;
  return (reference) => {
    const count = Object.hasOwn(counts, reference) ? counts[reference] : undefined;
    if (count !== undefined) return { value: String(count) };
    const [name = '', field = 'title'] = reference.split('.');
    const leaf = Object.hasOwn(leaves, name) ? leaves[name] : undefined;
    const known = said.find((each) => each === field);
    if (leaf !== undefined && known !== undefined)
      return { value: known === 'take' ? Object.keys(leaf.take).join(' or ') : leaf[known] };
    return { what: `no leaf or count "${reference}"`, expected };
  };
}
