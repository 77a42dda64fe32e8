import type { Medium, View } from '../draw.ts';
import { sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { type NodeState, nodeShapes } from './boxes.ts';
import { type Beat, type Scene, wayTo } from './scene.ts';
import { siteOf } from './site.ts';
import { cut, line, long, walkTo, wayBehind } from './walk.ts';

/** A service has no number, and so its disc is smaller than that of a request. */
const running = { fill: 'running-fill', stroke: 'running-line', width: sizes.stateLine } as const;

/** The whole tree, and the way that a beat walks: its nodes are lit when the disc has come to them. */
export function frame(scene: Scene, { node }: Beat, view: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const site = siteOf(scene, format);
  const came = view.came === undefined ? undefined : scene.beats[view.came];
  const walks = came !== undefined && came.node !== node;
  // who comes from a question on the way goes on from there
  const from = walks && wayTo(scene, node).includes(came.node) ? came.node : 0;
  const share = walks ? eased(view.settled) : 1;
  const { points, reached } = walkTo(scene, node, site, from);
  const whole = long(points);
  const walked = share === 1 ? points : cut(points, whole * share);
  const isOpen = (i: number) => wayTo(scene, i).includes(node);
  const state = (i: number): NodeState => {
    if (node !== 0 && (reached.get(i) ?? Number.POSITIVE_INFINITY) <= whole * share) return 'lit';
    return isOpen(i) ? 'open' : 'dim';
  };
  // it begins at the first question, not where the disc stood before it
  const trail = [...wayBehind(scene, from, site), ...walked.slice(1)];
  return [
    ...scene.nodes.flatMap(({ name }, i): Shape[] => {
      const { edge = [] } = site[i] ?? {};
      const look = { stroke: isOpen(i) ? 'away-line' : 'rule', width: sizes.line } as const;
      return edge.length === 0 ? [] : [{ kind: 'path', key: `${name} edge`, d: line(edge), ...look }];
    }),
    ...(trail.length < 2
      ? []
      : [{ kind: 'path', key: 'trail', d: line(trail), stroke: 'running-fill', width: sizes.stateLine } as const]),
    ...scene.nodes.flatMap((each, i) => {
      const spot = site[i];
      return spot === undefined ? [] : nodeShapes(each, spot, state(i), page);
    }),
    ...walked.slice(-1).map(
      ({ x, y }): Shape => ({
        kind: 'group',
        key: 'disc',
        x,
        y,
        role: 'disc',
        ...(share < 1 ? { moving: true } : {}),
        children: [{ kind: 'circle', key: 'body', x: 0, y: 0, r: 16, ...running }],
      }),
    ),
  ];
}

/** Slow at both ends. */
function eased(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (-2 * share + 2) ** 3 / 2;
}
