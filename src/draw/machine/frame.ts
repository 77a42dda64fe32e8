import type { Medium, View } from '../draw.ts';
import type { Shape } from '../shape.ts';
import { cards } from './cards.ts';
import { ledger } from './ledger.ts';
import { pictureOf } from './picture.ts';
import type { Beat, Scene } from './scene.ts';
import { stage } from './stage.ts';
import { timeline } from './timeline.ts';
import { trails } from './trails.ts';

/** The machine at an instant of a beat, its ledger and its timeline. */
export function frame(scene: Scene, beat: Beat, view: View, { ink, format }: Medium): readonly Shape[] {
  const picture = pictureOf(scene, beat.run, format);
  const machine =
    beat.cards.length > 0
      ? cards(picture.geometry, beat.cards)
      : [
          ...ledger(picture, view.t),
          ...stage(picture, beat, view),
          ...(ink === 'still' ? trails(picture, beat, view.t) : []),
        ];
  return [...machine, ...timeline(picture, beat, view)];
}
