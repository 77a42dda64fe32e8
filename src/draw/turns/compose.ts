import { parseDoings } from '../../model/doings.ts';
import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import { type TaskSpec, turnsOf } from '../../model/turns.ts';
import { keyOf, type Tell, teller, told } from '../told.ts';
import { turnReferences } from './figures.ts';
import { type Film, filmOf } from './film.ts';
import { misfits } from './misfits.ts';
import type { Beat, Scene } from './scene.ts';
import { whatIsSeen } from './seen.ts';
import type { BeatSpec, TurnsSpec } from './spec.ts';

const formats = ['wide', 'tall'] as const;

/** Turns for the page, computed and put into a film, and what is wrong with them: a moment that never comes, words without room. */
export function turned(spec: TurnsSpec): {
  readonly data: Scene;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const specs = Object.entries(spec.tasks).map(([name, text]): TaskSpec => {
    const parsed = parseDoings(text);
    return { name, does: parsed.kind === 'doings' ? parsed.doings : [] };
  });
  const turns = turnsOf(specs);
  const { moments, ...film } = filmOf(
    turns,
    specs.map(({ name }) => name),
  );
  const tasks = specs.map(({ name, does }) => ({ name, awaits: awaitsOf(does) }));
  const counts = turnReferences(turns);
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) {
    const path = `beats[${i}]`;
    const from = beats.at(-1)?.at ?? 0;
    const at = momentOf(beat, `${path}.until`, from, moments, tell);
    beats.push({
      ...told(beat, path, { counts, formats, tell }),
      ...{ from, at, lit: litBy(beat, `${path}.lit`, specs, tell) },
      // what is about the loop is about all of its turns
      seen: whatIsSeen(film, beat.lit === 'loop' ? -1 : from, at),
    });
  }
  const scene: Scene = {
    ...{ kind: 'turns', tasks, turns: turns.length, ...film },
    ...{ beats, key: keyOf(spec.key, beats.length, tell) },
  };
  for (const { path, what, expected } of misfits(scene)) tell(path, what, expected);
  return { data: scene, scene, problems };
}

/** What a task awaits, as it would be written. */
function awaitsOf(does: TaskSpec['does']): string {
  const calls = does.flatMap((doing) => {
    if (doing.kind === 'cpu') return [];
    if (doing.kind === 'recv') return ['await recv()'];
    return [`await sleep(${doing.ms === 0 ? 0 : `${doing.ms} ms`})`];
  });
  return calls.join(', ');
}

function momentOf({ until }: BeatSpec, path: string, from: number, moments: Film['moments'], tell: Tell): number {
  if (until === undefined) return from;
  const at = moments.get(until);
  if (at === undefined) {
    tell(path, `no moment "${until}"`, expectedOneOf(until, [...moments.keys()], 'moments'));
    return from;
  }
  if (at >= from) return at;
  const later = [...moments].flatMap(([name, when]) => (when >= from ? [name] : []));
  tell(path, `"${until}" is before the beat before it`, `from there on there are ${later.join(', ')}`);
  return from;
}

function litBy({ lit = '' }: BeatSpec, path: string, tasks: readonly TaskSpec[], tell: Tell): string {
  const names = [...tasks.map(({ name }) => name), 'loop'];
  if (lit !== '' && !names.includes(lit)) tell(path, `nothing is called "${lit}"`, expectedOneOf(lit, names, 'names'));
  return lit;
}
