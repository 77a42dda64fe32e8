import { caption } from './caption.ts';
import { cards } from './cards.ts';
import { ledger } from './ledger.ts';
import { pictureOf } from './picture.ts';
import type { Scene } from './scene.ts';
import type { Format, Shape } from './shape.ts';
import { stage } from './stage.ts';
import type { Instant } from './standing.ts';
import { timeline } from './timeline.ts';
import { trails } from './trails.ts';

/** Which frame: a beat, and an instant of its run. */
export interface View extends Instant {
  readonly beat: number;
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
export function draw(scene: Scene, view: View, { ink, format }: Medium): readonly Shape[] {
  const beat = scene.beats[view.beat];
  if (beat === undefined) throw new Error(`no beat ${view.beat} in a scene of ${scene.beats.length}`);
  const picture = pictureOf(scene, beat.run, format);
  const machine =
    beat.cards.length > 0
      ? cards(picture.geometry, beat.cards)
      : [
          ...ledger(picture, view.t),
          ...stage(picture, beat, view),
          ...(ink === 'still' ? trails(picture, beat, view.t) : []),
        ];
  // while it runs it is watched; what it means is said when it stands still
  const words = view.t >= beat.at || view.settled > 0 ? caption(picture.geometry, beat) : [];
  return [...machine, ...timeline(picture, beat, view.t), ...words];
}

/** The view in which a beat ends: what stands on paper, and what going back or jumping shows. */
export function still(scene: Scene, beat: number): View {
  const { at = 0, ask = '' } = scene.beats[beat] ?? {};
  // a question is asked before its instant's first move
  return { beat, t: at, settled: 1, ...(ask === '' ? {} : { before: true }) };
}
