import { caption } from './caption.ts';
import { frame as chart } from './chart/frame.ts';
import { frame as conversation } from './conversation/frame.ts';
import { sheet } from './geometry.ts';
import { frame as machine } from './machine/frame.ts';
import type { Instant } from './machine/standing.ts';
import { frame as path } from './path/frame.ts';
import { frame as race } from './race/frame.ts';
import { beatOf, type Scene } from './scene.ts';
import type { Format, Shape } from './shape.ts';
import { frame as tree } from './tree/frame.ts';
import { frame as turns } from './turns/frame.ts';

/** Which frame: a beat, and an instant of its run. */
export interface View extends Instant {
  readonly beat: number;
  /** The beat that it comes from, where a disc walks from there to here while it settles. */
  readonly came?: number;
}

/** For whom: `still` ink adds what motion would tell, for paper and for who wants no motion. */
export interface Medium {
  readonly ink: 'live' | 'still';
  readonly format: Format;
}

/**
 * The picture of a scene at an instant, as plain data and a function of nothing else: stills, the live picture, paper
 * and tests all come from here, so going back, jumping and printing cost nothing.
 */
export function draw(scene: Scene, view: View, medium: Medium): readonly Shape[] {
  const beat = beatOf(scene, view.beat);
  // while it runs it is watched; what it means is said when it stands still
  const words = view.t >= beat.at || view.settled > 0 ? caption(sheet(medium.format), beat) : [];
  return [...pictured(scene, view, medium), ...words];
}

/** The picture without its words: `draw` puts them below it. */
export function pictured(scene: Scene, view: View, medium: Medium): readonly Shape[] {
  switch (scene.kind) {
    case 'machine':
      return machine(scene, beatOf(scene, view.beat), view, medium);
    case 'path':
      return path(scene, beatOf(scene, view.beat), view, medium);
    case 'conversation':
      return conversation(scene, beatOf(scene, view.beat), view, medium);
    case 'chart':
      return chart(scene, beatOf(scene, view.beat), view, medium);
    case 'turns':
      return turns(scene, beatOf(scene, view.beat), view, medium);
    case 'tree':
      return tree(scene, beatOf(scene, view.beat), view, medium);
    case 'race':
      return race(scene, beatOf(scene, view.beat), view, medium);
    case 'fleet':
      return scene.room.frame(scene, beatOf(scene, view.beat), view, medium);
    default:
      return scene satisfies never;
  }
}

/** The view in which a beat ends: what stands on paper, and what going back or jumping shows. */
export function still(scene: Scene, beat: number): View {
  const { at = 0, ask = '' } = scene.beats[beat] ?? {};
  // a question is asked before its instant's first move
  return { beat, t: at, settled: 1, ...(ask === '' ? {} : { before: true }) };
}
