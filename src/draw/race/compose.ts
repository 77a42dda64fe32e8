import type { Ms } from '../../model/kernel.ts';
import { assertLaws } from '../../model/laws.ts';
import type { Problem } from '../../model/rules.ts';
import { fromSource } from '../machine/compose.ts';
import { read } from '../machine/read.ts';
import type { RecordingReader } from '../recorded.ts';
import { keyOf, type Tell, teller, told } from '../told.ts';
import { instantIn, type Rows } from './instant.ts';
import { limitsOf } from './limits.ts';
import { misfits } from './misfits.ts';
import { references } from './reference.ts';
import { type Beat, type RowData, rowOf, type Scene, type SceneData } from './scene.ts';
import { whatIsSeen } from './seen.ts';
import type { BeatSpec, RaceSpec, RowSpec } from './spec.ts';

const formats = ['wide', 'tall'] as const;

/** How slowly a beat plays unless it says. */
const usualLens = 20;

/**
 * Runs every row. Problems are those that only the runs can tell: an instant that never comes, a reference to no row,
 * words without room, each by its path; the data is whole all the same. Throws if a run breaks a law of the model.
 */
export function raced(
  { servers, arrivals, beats: specs, key }: RaceSpec,
  recorded?: RecordingReader,
): {
  readonly data: SceneData;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
  readonly rivals: readonly number[];
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const data = servers.map((each, i): RowData => {
    const row = rowData(each, each.arrivals ?? arrivals);
    const real = fromSource(each.source, `servers[${i}].source`, recorded, problems);
    return { ...row, run: { ...row.run, ...real } };
  });
  const rows = data.map(rowOf);
  // here and not on the page, which runs the same again
  for (const { run } of rows) if (!run.isRecorded) assertLaws(run.trace);
  const known = new Map(servers.map(({ name, label }, i) => [name ?? label, i]));
  for (const [i, { name, label }] of servers.entries())
    if (known.get(name ?? label) !== i)
      tell(`servers[${i}]`, `a second row "${name ?? label}"`, 'expected another name');
  const named: Rows = new Map([...known].flatMap(([name, i]) => (rows[i] === undefined ? [] : [[name, rows[i]]])));
  const clocks: Clock[] = [];
  for (const [i, spec] of specs.entries()) clocks.push(clockOf(spec, i, clocks.at(-1), named, tell));
  const last = Math.max(...clocks.map(({ at }) => at));
  const beats = specs.map((spec, i): Beat => {
    const { reach, ...clock } = clocks[i] ?? { from: 0, at: 0, lens: usualLens };
    const path = `beats[${i}]`;
    return {
      ...told(spec, path, { counts: references(named, clock.at), formats, tell }),
      ...clock,
      reach: reach ?? last,
      seen: whatIsSeen(rows, clock.at),
    };
  });
  const whole = { kind: 'race', beats, key: keyOf(key, beats.length, tell) } as const;
  const scene: Scene = { ...whole, rows };
  for (const { path, what, expected } of misfits(scene)) tell(path, what, expected);
  return { data: { ...whole, rows: data }, scene, problems, rivals: rivals(specs, [...known.keys()]) };
}

/** The two rows of whom the beats tell most, in their order: what a payoff compares before all. */
function rivals(specs: readonly BeatSpec[], names: readonly string[]): readonly number[] {
  const mentions = (texts: readonly (string | undefined)[], name: string) =>
    texts.filter((text) => text !== undefined && (text.startsWith(`${name}:`) || text.includes(`{${name}:`))).length;
  const told = names.map((name, row) => ({
    row,
    inPayoffs: mentions(
      specs.map(({ payoff }) => payoff),
      name,
    ),
    inAll: mentions(
      specs.flatMap(({ until, ask, answers = [], say }) => [until, ask, say, ...answers]),
      name,
    ),
  }));
  return told
    .toSorted((a, b) => b.inPayoffs - a.inPayoffs || b.inAll - a.inAll || a.row - b.row)
    .slice(0, 2)
    .map(({ row }) => row)
    .toSorted((a, b) => a - b);
}

function rowData({ label, server }: RowSpec, arrivals: RaceSpec['arrivals']): RowData {
  return { label, run: read({ server, arrivals }), ...limitsOf(server) };
}

interface Clock {
  readonly from: Ms;
  readonly at: Ms;
  readonly lens: number;
  readonly reach?: Ms;
  readonly asks: boolean;
}

function clockOf(
  { until, lens = usualLens, ask, reach }: BeatSpec,
  i: number,
  before: Clock | undefined,
  rows: Rows,
  tell: Tell,
): Clock {
  const path = `beats[${i}]`;
  // a question shows an instant of the race, and the race then begins
  const start = before === undefined || before.asks ? 0 : before.at;
  const instant = (field: string, reference: string, otherwise: Ms): Ms => {
    const found = instantIn(reference, rows);
    if ('value' in found) return found.value;
    tell(`${path}.${field}`, found.what, found.expected);
    return otherwise;
  };
  const at = instant('until', until, start);
  if (at < start)
    tell(`${path}.until`, `"${until}" is before the beat before it`, `expected ${Math.round(start)} ms or later`);
  if (ask !== undefined && i > 0)
    tell(`${path}.ask`, 'a question in the middle of a race', 'a race is asked about before it begins');
  const to = reach === undefined ? before?.reach : instant('reach', reach, at);
  if (to !== undefined && to < at)
    tell(
      `${path}.${reach === undefined ? 'until' : 'reach'}`,
      `the picture reaches to ${Math.round(to)} ms`,
      `expected ${Math.round(at)} ms or later`,
    );
  return {
    from: ask === undefined && i > 0 ? Math.min(start, at) : at,
    at,
    lens,
    asks: ask !== undefined,
    ...(to === undefined ? {} : { reach: to }),
  };
}
