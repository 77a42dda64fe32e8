import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { keyOf, type Lookup, type Tell, teller, told } from '../told.ts';
import { busiest } from './form.ts';
import { headingOf, panelsOf, plotOf } from './layout.ts';
import { misfits } from './misfits.ts';
import { predicted } from './predict.ts';
import { barReferences, curveReferences } from './reference.ts';
import type { Bars, Beat, Curves, Heading, Placed, Scene } from './scene.ts';
import { whatItShows } from './seen.ts';
import type { BeatSpec, ChartSpec } from './spec.ts';
import { curvesOf } from './theory.ts';

const formats = ['wide', 'tall'] as const;

/** How fast a curve's beat plays unless it says, ms on the wall for each per cent. */
const usualLens = 60;

/** What a beat may show by one name, and by which names that is there then. */
type Showable = ReadonlyMap<string, readonly string[]>;

/** A chart for the page, all of it computed, and what is wrong with it: a name of nothing, words without room. */
export function charted(spec: ChartSpec): {
  readonly data: Scene;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const { curve = [], bars } = spec;
  const end = Math.max(1, ...spec.beats.map(({ until = 0 }) => until));
  const found = bars === undefined ? undefined : predicted(bars, tell);
  const drawn = curvesOf(curve, end);
  const showable = found === undefined ? curveNames(drawn) : barNames(found);
  const references = found === undefined ? undefined : barReferences(found);
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) {
    const before = beats.at(-1);
    const clock = clockOf(beat, `beats[${i}]`, before, tell);
    const counts: Lookup = references ?? curveReferences(curve, clock.at, busiest);
    const fresh = shownBy(beat, `beats[${i}].show`, showable, tell);
    // a curve that nobody has to show is there from the beginning: the dot is on it
    const known = before?.shown ?? drawn.curves.slice(0, 1).map(({ name }) => name);
    const shown = [...new Set([...known, ...fresh])];
    beats.push({
      ...told(beat, `beats[${i}]`, { counts, formats, tell }),
      ...clock,
      shown,
      fresh: fresh.filter((name) => !known.includes(name)),
      seen: whatItShows(found === undefined ? drawn : found, { at: clock.at, shown }),
    });
  }
  const chart = found === undefined ? plotted(drawn) : panelled(found, longestOf(found, beats));
  const scene: Scene = { kind: 'chart', chart, beats, key: keyOf(spec.key, beats.length, tell) };
  for (const format of formats)
    for (const { path, what, expected } of misfits(scene, format)) tell(path, what, expected);
  return { data: scene, scene, problems };
}

function plotted({ note, ...chart }: ReturnType<typeof curvesOf>): Curves {
  return {
    ...chart,
    placed: placed('theory', note, (page, heading) => plotOf(chart.curves, chart.ticks, page, heading)),
  };
}

function panelled({ note, ...chart }: ReturnType<typeof predicted>, longest: number): Bars {
  const { groups, servers } = chart;
  return {
    ...chart,
    placed: placed('predicted', note, (page, heading) => panelsOf(groups, servers, page, heading, longest)),
  };
}

function placed<T>(word: string, note: string, at: (page: Sheet, heading: Heading) => T): Placed<T> {
  const of = (format: (typeof formats)[number]) => {
    const heading = headingOf(sheet(format), word, note);
    return { heading, at: at(sheet(format), heading) };
  };
  return { wide: of('wide'), tall: of('tall') };
}

/** Bars have no clock, and stand at nothing. */
function clockOf({ until, lens = usualLens, ask }: BeatSpec, path: string, before: Beat | undefined, tell: Tell) {
  // a question shows where the dot stands, and the curve is then drawn from its beginning
  const start = before === undefined || before.ask !== '' ? 0 : before.at;
  const at = until ?? start;
  if (at < start) tell(`${path}.until`, `${at} % is before the beat before it`, `expected ${start} or more`);
  return { from: ask === undefined && before !== undefined ? Math.min(start, at) : at, at, lens };
}

function shownBy({ show = [] }: BeatSpec, path: string, showable: Showable, tell: Tell): readonly string[] {
  return (typeof show === 'string' ? [show] : show).flatMap((name) => {
    const names = showable.get(name);
    if (names === undefined)
      tell(path, `nothing is called "${name}"`, expectedOneOf(name, [...showable.keys()], 'names'), {
        text: name,
        from: 0,
      });
    return names ?? [];
  });
}

function curveNames({ curves }: Pick<Curves, 'curves'>): Showable {
  return new Map(curves.map(({ name }) => [name, [name]]));
}

function barNames({ groups }: Pick<Bars, 'groups'>): Showable {
  return new Map(
    groups.flatMap(({ name: group, bars, limit }): [string, readonly string[]][] => [
      [group, bars.map(({ name }) => name)],
      ...[...bars, limit].map(({ name }): [string, readonly string[]] => [name, [name]]),
    ]),
  );
}

/** What is never shown makes no room for itself. */
function longestOf({ groups }: Pick<Bars, 'groups'>, beats: readonly Beat[]): number {
  const shown = new Set(beats.at(-1)?.shown);
  const there = groups.flatMap(({ bars, limit }) => [...bars, limit]).filter(({ name }) => shown.has(name));
  return Math.max(1, ...there.map(({ value }) => value));
}
