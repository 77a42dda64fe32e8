import type { Ms } from '../model/kernel.ts';
import type { Trace } from '../model/trace.ts';
import { still, type View } from './draw.ts';
import { turnsOf } from './race/life.ts';
import type { Beat, Scene } from './scene.ts';
import { durations } from './theme.ts';

/** The beats as one film: each takes its time on the wall, and one that stands still takes a moment. */
const standing = 600;

/** How long a beat takes on the wall, ms. */
export function length({ from, at, lens }: Beat): number {
  return at > from ? (at - from) * lens : standing;
}

/** Whether a beat that stands still has something to show before it does: a disc that walks, a message that is lit. */
export function settles({ kind }: Scene, beat?: Pick<Beat, 'settles'>): boolean {
  return !RUNNING.includes(kind) || beat?.settles === true;
}

/** How long what a beat has to show after its run takes, ms on the wall. */
export function settling({ kind }: Scene): number {
  return kind === 'tree' ? durations.walk : durations.emphasis;
}

/** The kinds in which a clock runs. */
const RUNNING: readonly Scene['kind'][] = ['machine', 'fleet', 'race'];

/** The length of the whole film, ms on the wall. */
export function filmLength({ beats }: Scene): number {
  return beats.reduce((sum, beat) => sum + length(beat), 0);
}

/** The frame at a place in the film, from 0 to its length: for a hand on the scrub bar. */
export function frameAt(scene: Scene, position: number): View {
  let left = Math.max(0, position);
  for (const [i, beat] of scene.beats.entries()) {
    const long = length(beat);
    if (left <= long || i === scene.beats.length - 1) {
      if (beat.at <= beat.from) return still(scene, i);
      const share = Math.min(1, left / long);
      return { beat: i, t: beat.from + (beat.at - beat.from) * share, settled: share === 1 ? 1 : 0 };
    }
    left -= long;
  }
  return { beat: 0, t: 0, settled: 1 };
}

/** Where a frame is in the film. */
export function positionOf({ beats }: Scene, { beat, t }: View): number {
  const before = beats.slice(0, beat).reduce((sum, each) => sum + length(each), 0);
  const current = beats[beat];
  if (current === undefined) return before;
  return before + (current.at > current.from ? (t - current.from) * current.lens : length(current));
}

/** The frame at the next thing that happens in the run of a frame, or in any of a race, forward or back; the frame itself where there is none. */
export function neighbour(scene: Scene, view: View, direction: 1 | -1): View {
  // where no clock runs, the next thing that happens is the next beat
  if (settles(scene)) {
    const next = view.beat + direction;
    return next in scene.beats ? still(scene, next) : view;
  }
  const beat = scene.beats[view.beat];
  if (beat === undefined) return view;
  // where a reader changes numbers the run is that beat's alone, from its beginning
  const same =
    beat.numbers === undefined
      ? scene.beats.flatMap((each, i) => (each.run === beat.run ? [{ ...each, i }] : []))
      : [{ ...beat, i: view.beat, from: 0 }];
  const end = Math.max(...same.map(({ at }) => at));
  const instants = [...new Set(happenings(scene, beat))].filter((at) => at <= end).sort((a, b) => a - b);
  const t = direction > 0 ? instants.find((at) => at > view.t) : instants.findLast((at) => at < view.t);
  const owner = t === undefined ? undefined : same.find(({ from, at }) => from <= t && t <= at);
  return t === undefined || owner === undefined ? view : { beat: owner.i, t, settled: 1 };
}

/** Every instant at which something happens in the run of a beat, or in any row of a race. */
function happenings(scene: Scene, { run: name }: Beat): readonly Ms[] {
  const of = ({ segments, outcomes }: Trace) => [...segments.map(({ from }) => from), ...outcomes.map(({ at }) => at)];
  switch (scene.kind) {
    case 'machine':
    case 'fleet': {
      const run = scene.runs.get(name);
      return run === undefined ? [] : of(run.trace);
    }
    case 'race':
      return scene.rows.flatMap(({ run, life }) => [...of(run.trace), ...turnsOf(life)]);
    default:
      return [];
  }
}
