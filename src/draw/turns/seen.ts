import type { Ms } from '../../model/kernel.ts';
import { heldAt, noteAt, type Room, type Scene } from './scene.ts';

/** What there is to see at an instant of the film, in phrases. */
export function whatIsSeen(scene: Pick<Scene, 'tasks' | 'discs' | 'notes'>, t: Ms): readonly string[] {
  const tasks = scene.discs.filter(({ letter }) => letter !== '');
  const within = (room: Room) =>
    tasks
      .flatMap(({ letter, keys }) => {
        const { now } = heldAt(keys, t);
        return now?.room === room ? [{ letter, cell: now.cell }] : [];
      })
      .toSorted((a, b) => a.cell - b.cell);
  const ready = within('ready').map(({ letter }) => letter);
  const done = within('home').map(({ letter }) => letter);
  const line = ready.map((letter, i) => (i === 0 ? `${letter} is first` : `${letter} stands behind ${ready[i - 1]}`));
  return [
    ...turnAt(scene, t),
    ready.length === 0 ? 'Nobody is ready' : ready.length === 1 ? `${ready[0]} is ready` : `Ready: ${line.join(', ')}`,
    ...within('timers').map(({ letter, cell }) => `${letter} is a timer, ${noteAt(scene, `timers ${cell}`, t)}`),
    ...within('kernel').map(
      ({ letter, cell }) => `${letter} waits in the kernel, ${noteAt(scene, `kernel ${cell}`, t)}`,
    ),
    ...(done.length === 0 ? [] : [`${listed(done)} ${done.length === 1 ? 'is' : 'are'} done`]),
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What the loop has done in its turn so far. */
function turnAt(scene: Pick<Scene, 'notes'>, t: Ms): readonly string[] {
  const turn = noteAt(scene, 'turn', t);
  const n = turn.replace('turn ', '');
  const [slept, found, runs] = ['slept', 'found', 'runs'].map((field) => noteAt(scene, `${n} ${field}`, t));
  const parts = [
    `select is asked for ${noteAt(scene, 'ask', t)}`,
    ...(slept === undefined || slept === '' || slept === '–' ? [] : [`it slept ${slept}`]),
    ...(found === undefined || found === '' || found === '–' ? [] : [`it found ${found}`]),
    ...(runs === undefined || runs === '' ? [] : [`it ran ${runs.replaceAll(/(?<=\d) /g, ', ')}`]),
  ];
  return [`${turn.replace('t', 'T')}: ${parts.join(', ')}`];
}
