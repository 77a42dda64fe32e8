import { seen } from '../draw/describe.ts';
import { pictured, still } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import { beatOf, type Scene, type SceneData } from '../draw/scene.ts';
import { escaped, svgSource } from '../draw/svg.ts';
import { fetchRooms, sceneFrom } from './rooms.ts';

/** Room above and below the stage of a frame, for labels on its edge. */
const margin = 14;

/** On paper, where a slide is one page: the diagrams with several keys show all of them, each with its sentence. */
export async function layStrips(root: ParentNode): Promise<void> {
  await fetchRooms();
  for (const host of root.querySelectorAll<HTMLElement>('deck-diagram[data-strip]')) {
    try {
      lay(host, (host.dataset.strip ?? '').split(' ').map(Number));
    } catch (error) {
      // the poster is there
      console.error(`${host.dataset.source ?? 'a diagram'}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function lay(host: HTMLElement, beats: readonly number[]): void {
  const data: SceneData = JSON.parse(host.querySelector(':scope > script')?.textContent ?? '');
  const scene = sceneFrom(data);
  if (scene === undefined) throw new Error('its room did not come');
  const strip = document.createElement('div');
  strip.className = 'strip';
  strip.dataset.frames = String(beats.length);
  strip.innerHTML = beats.map((beat) => frame(scene, beat)).join('');
  host.append(strip);
  host.querySelector(':scope > .poster')?.remove();
}

function frame(scene: Scene, beat: number): string {
  const { width, stage } = sheet('wide');
  const { ask, answers, say, payoff } = beatOf(scene, beat);
  const picture = svgSource(pictured(scene, still(scene, beat), { ink: 'still', format: 'wide' }));
  const words = ask === '' ? say : `${ask} ${answers.map(({ text }) => text).join(', ')}.`;
  const label = seen(scene, beat).join('. ') || words;
  const number = payoff === '' ? '' : `<b>${escaped(payoff)}</b>`;
  return (
    `<div class="frame"><svg viewBox="0 ${stage.y - margin} ${width} ${stage.h + 2 * margin}" role="img" ` +
    `aria-label="${escaped(label)}">${picture}</svg><p>${escaped(words)} ${number}</p></div>`
  );
}
