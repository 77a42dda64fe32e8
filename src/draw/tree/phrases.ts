import { type Beat, type Scene, wayTo } from './scene.ts';

/** The way that is walked, in phrases: each question with its answer, and what one ends at; all ends, before the first. */
export function whatIsAnswered(scene: Scene, { node }: Beat): readonly string[] {
  const { nodes } = scene;
  if (node === 0)
    return [`Ways to end: ${nodes.flatMap((each) => (each.kind === 'leaf' ? [each.title] : [])).join('; ')}`];
  const way = wayTo(scene, node).flatMap((n) => nodes[n] ?? []);
  return way.flatMap((each, i) => {
    if (each.kind === 'leaf') return [`${each.title}, which gives up ${each.givesUp}`];
    const next = way[i + 1];
    return next === undefined ? [each.ask] : [each.ask, next.answer];
  });
}
