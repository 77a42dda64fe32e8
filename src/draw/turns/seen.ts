import type { Ms } from '../../model/kernel.ts';
import { heldAt, noteAt, type Room, type Scene } from './scene.ts';

/** What there is to see at an instant of the film, and what the turns since `from` have done, in phrases. */
export function whatIsSeen(scene: Pick<Scene, 'discs' | 'notes'>, from: Ms, t: Ms): readonly string[] {
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
    ...turnsIn(scene, from, t),
    ready.length === 0 ? 'Nobody is ready' : ready.length === 1 ? `${ready[0]} is ready` : `Ready: ${line.join(', ')}`,
    ...within('timers').map(
      ({ letter, cell }) => `${letter} waits for its timer, ${noteAt(scene, `timers ${cell}`, t)}`,
    ),
    ...within('kernel').map(
      ({ letter, cell }) => `${letter} waits in the kernel, ${noteAt(scene, `kernel ${cell}`, t)}`,
    ),
    ...(done.length === 0 ? [] : [`${listed(done)} ${done.length === 1 ? 'is' : 'are'} done`]),
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** What the loop has done in its turns since `from`; in the one that it is in, if no other has begun. */
function turnsIn(scene: Pick<Scene, 'notes'>, from: Ms, t: Ms): readonly string[] {
  const begun = scene.notes.filter(({ where, at }) => where === 'turn' && at <= t);
  const since = begun.filter(({ at }) => at > from);
  return (since.length === 0 ? begun.slice(-1) : since).map(({ text: turn }) => {
    const n = turn.replace('turn ', '');
    const [select, slept, found, runs] = ['select', 'slept', 'found', 'runs'].map((field) => {
      const text = noteAt(scene, `${n} ${field}`, t);
      return text === '–' ? '' : text;
    });
    const parts = [
      `select is asked for ${select}`,
      ...(slept ? [`it slept ${slept}`] : []),
      ...(found ? [`it found ${found}`] : []),
      ...(runs ? [`it ran ${runs.replaceAll(/(?<=\d) /g, ', ')}`] : []),
    ];
    return `Turn ${n}: ${parts.join(', ')}`;
  });
}
