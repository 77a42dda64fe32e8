import { wordsIn } from '../spoken.ts';
import type { Run } from './runs.ts';

/**
 * The evidence: diagram, listing, table, the one number, and the questions of a slide that is made of them. The title
 * is the claim and does not count either.
 */
const evidence =
  'h1, h2, deck-diagram, deck-listing, table, svg, .number .sheet > p:has(> strong:only-child), .questions .sheet > ol';

/** How many words stand beside the evidence. */
export function wordsBeside(runs: readonly Run[]): number {
  const nodes = new Set(runs.filter(({ element }) => element.closest(evidence) === null).map(({ node }) => node));
  return [...nodes].reduce((sum, node) => sum + wordsIn(node.nodeValue ?? ''), 0);
}
