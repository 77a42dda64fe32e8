import type { Beat as AnyBeat } from '../scene.ts';
import type { LeafSpec } from './spec.ts';

interface Place {
  readonly name: string;
  /** The number of the question that leads here; none leads to the first. */
  readonly parent?: number;
  /** The answer that leads here. */
  readonly answer: string;
  /** How many questions are before it. */
  readonly depth: number;
}

/** A question. */
export interface Question extends Place {
  readonly kind: 'question';
  readonly ask: string;
}

/** An end of the tree, with all that a reader finds there. */
export interface Leaf extends Place, Omit<LeafSpec, 'listing'> {
  readonly kind: 'leaf';
  /** What runs it: files below the folder of the slides. */
  readonly listings: readonly string[];
}

export type Node = Question | Leaf;

/** A beat: at which node its disc stands. */
export interface Beat extends AnyBeat {
  readonly node: number;
}

/** A tree as it stands in the page: each question before what its answers lead to, in their order. */
export interface Scene {
  readonly kind: 'tree';
  readonly nodes: readonly Node[];
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** The numbers of the nodes that the answers of a question lead to, in their order; none of a leaf. */
export function answersOf({ nodes }: Pick<Scene, 'nodes'>, node: number): readonly number[] {
  return nodes.flatMap(({ parent }, i) => (parent === node ? [i] : []));
}

/** What a beat asks that stands at a node: its question with the answers, none of which is right; at a leaf nothing. */
export function asked(scene: Pick<Scene, 'nodes'>, node: number): Pick<Beat, 'ask' | 'answers' | 'say' | 'payoff'> {
  const at = scene.nodes[node];
  const answers = answersOf(scene, node).map((i) => ({ text: scene.nodes[i]?.answer ?? '', right: false }));
  return { ask: at?.kind === 'question' ? at.ask : '', answers, say: '', payoff: '' };
}

/** The numbers of the nodes on the way to one, from the first question. */
export function wayTo({ nodes }: Pick<Scene, 'nodes'>, node: number): readonly number[] {
  const parent = nodes[node]?.parent;
  return parent === undefined ? [node] : [...wayTo({ nodes }, parent), node];
}
