import { beatOf, type Scene } from '../draw/scene.ts';
import { linesIn } from './listing.ts';

/**
 * Lights the lines that a beat names in the listing on its slide. On stage the listing's own markers have done so
 * already, with or without this; a reader who goes through the beats by hand moves no marker.
 */
export function lightLines(host: Element, scene: Scene, number: number): void {
  const beat = beatOf(scene, number);
  const listing = host.closest('section')?.querySelector('deck-listing');
  if (scene.kind !== 'conversation' || !('lines' in beat) || !listing) return;
  const lit = linesIn(beat.lines ?? '');
  for (const [i, line] of [...listing.querySelectorAll('.line')].entries())
    line.classList.toggle('lit', lit.has(i + 1));
}
