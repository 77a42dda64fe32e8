import type { Medium, View } from '../draw.ts';
import type { Shape } from '../shape.ts';
import { cards } from './cards.ts';
import { forking } from './fork.ts';
import { ledger } from './ledger.ts';
import { pictureOf } from './picture.ts';
import type { Beat, Scene } from './scene.ts';
import { stage } from './stage.ts';
import { timeline } from './timeline.ts';
import { trails } from './trails.ts';

/** The machine at an instant of a beat, its ledger and its timeline. */
export function frame(scene: Scene, beat: Beat, view: View, { ink, format }: Medium): readonly Shape[] {
  const picture = pictureOf(scene, beat.run, format);
  const instant = beat.fork === undefined ? view : { ...view, before: true };
  const machine =
    beat.cards.length > 0
      ? cards(picture.geometry, beat.cards)
      : [
          ...ledger(picture, view.t),
          ...stage(forking(picture, shareForked(beat, view)), beat, instant),
          ...(ink === 'still' ? trails(picture, beat, view.t) : []),
        ];
  return [...machine, ...timeline(picture, beat, view)];
}

/** How far its processes have come out of the first. */
function shareForked({ fork }: Beat, { settled }: View): number {
  return fork === undefined ? 1 : fork === 'now' ? settled : 0;
}
