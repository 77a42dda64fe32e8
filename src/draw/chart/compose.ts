import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import type { Trace } from '../../model/trace.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { spoken } from '../knobs/marks.ts';
import type { Sources } from '../sources.ts';
import { keyOf, type Lookup, type Tell, teller, told } from '../told.ts';
import { agreed, agreementReferences } from './agreed.ts';
import { brought } from './brought.ts';
import { times } from './capacity.ts';
import { agreementAt, headingOf, panelsOf, plotOf, shareAt } from './layout.ts';
import { misfits } from './misfits.ts';
import { predicted } from './predict.ts';
import { barReferences, curveReferences, shareReferences } from './reference.ts';
import type { Bars, Beat, Curves, Heading, Placed, Scene, Share } from './scene.ts';
import { whatItShows } from './seen.ts';
import { dotsOf } from './simulated.ts';
import type { BeatSpec, ChartSpec, CurveSpec } from './spec.ts';
import { busiest, curvesOf, shared } from './theory.ts';

const formats = ['wide', 'tall'] as const;

/** How fast a curve's beat plays unless it says, ms on the wall for each per cent. */
const usualLens = 60;

/** What a beat may show by one name, and by which names that is there then. */
type Showable = ReadonlyMap<string, readonly string[]>;

/**
 * A chart for the page, all of it computed, and what is wrong with it: a name of nothing, words without room. `hold` is
 * told every run, and may throw.
 */
export function charted(
  spec: ChartSpec,
  { hold, ...sources }: Charting = {},
): {
  readonly data: Scene;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
  readonly added?: Readonly<Record<string, unknown>>;
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const found = spec.brought ?? (spec.bars && sources.measured && brought(spec.bars, sources.measured, tell));
  const subject = subjectOf(found === undefined ? spec : { ...spec, brought: found }, tell, { hold, ...sources });
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) {
    const before = beats.at(-1);
    const clock = clockOf(beat, `beats[${i}]`, before, subject, tell);
    const fresh = subject.shown?.(beat) ?? shownBy(beat, `beats[${i}].show`, subject.showable, tell);
    const known = before?.shown ?? subject.known;
    const shown = [...new Set([...known, ...fresh])];
    beats.push({
      ...told(beat, `beats[${i}]`, { counts: subject.counts(clock.at), formats, tell }),
      ...clock,
      shown,
      fresh: fresh.filter((name) => !known.includes(name)),
      seen: whatItShows(subject.drawn, { at: clock.at, shown }),
    });
  }
  const scene: Scene = { kind: 'chart', chart: subject.chart(beats), beats, key: keyOf(spec.key, beats.length, tell) };
  for (const format of formats)
    for (const { path, what, expected } of misfits(scene, format)) tell(path, what, expected);
  return { data: scene, scene, problems, ...(found && { added: { brought: found } }) };
}

/** What composing is told: of every run, which it may refuse, and how to get what was measured; a page has neither. */
export interface Charting extends Pick<Sources, 'measured' | 'scenarios'> {
  readonly hold?: ((trace: Trace) => void) | undefined;
}

/** What a chart is about. */
interface Subject {
  readonly drawn: Parameters<typeof whatItShows>[0];
  readonly showable: Showable;
  /** What is there before any beat shows it. */
  readonly known: readonly string[];
  /** What a beat shows that need not say so. */
  readonly shown?: (beat: BeatSpec) => readonly string[];
  /** After its question it begins anew. */
  readonly anew: boolean;
  readonly counts: (at: number) => Lookup;
  readonly chart: (beats: readonly Beat[]) => Scene['chart'];
}

function subjectOf(
  { curve = [], simulated = [], bars, brought: found, share, agreement, beats }: ChartSpec,
  tell: Tell,
  { hold, ...sources }: Charting,
): Subject {
  if (agreement !== undefined) {
    const { note, ...drawn } = agreed(agreement, sources, tell);
    const references = agreementReferences(drawn);
    return {
      ...{ drawn, showable: new Map(drawn.rows.map(({ name }) => [name, [name]])), known: [], anew: true },
      counts: () => references,
      chart: () => ({
        ...drawn,
        placed: placed('each number a dot', note, (page, heading) => agreementAt(drawn.rows, page, heading)),
      }),
    };
  }
  if (share !== undefined) {
    const { note, ...drawn } = shared(share);
    return {
      ...{ drawn, showable: new Map(), known: [], anew: false },
      shown: ({ ask }) => (ask === undefined ? ['tools'] : []),
      counts: (at) => shareReferences(drawn.total, drawn.tools, at),
      chart: (made) => weighed(drawn, note, Math.min(...made.map(({ at }) => at))),
    };
  }
  if (bars !== undefined) {
    const drawn = predicted(bars, found, tell, hold);
    const references = barReferences(drawn);
    return {
      ...{ drawn, showable: barNames(drawn), known: [], anew: true },
      counts: () => references,
      chart: (made) => panelled(drawn, longestOf(drawn, made)),
    };
  }
  // where a reader changes the curves there is no time for it
  const dots = (spec: CurveSpec) => (hold === undefined ? [] : dotsOf(spec, simulated, hold));
  const drawn = curvesOf(curve, Math.max(1, ...beats.map(({ until = 0 }) => until)), dots);
  return {
    // a curve that nobody has to show is there from the beginning: the dot is on it
    ...{ drawn, showable: curveNames(drawn), known: drawn.curves.slice(0, 1).map(({ name }) => name), anew: true },
    counts: (at) => curveReferences(curve, at, busiest),
    chart: () => plotted(drawn),
  };
}

/** `least` is the smallest share of computing: there the most is made of it. */
function weighed(drawn: Omit<Share, 'placed'>, note: string, least: number): Share {
  const longest = Math.max(...drawn.tools.map((tool) => times(tool, Math.max(least, 1))));
  return { ...drawn, placed: placed('theory', note, (page, heading) => shareAt(drawn.tools, page, heading, longest)) };
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
function clockOf(
  { until, lens = usualLens, ask, say = '' }: BeatSpec,
  path: string,
  before: Beat | undefined,
  { anew }: Subject,
  tell: Tell,
) {
  // a question shows where the dot stands, and the curve is then drawn from its beginning
  const start = before === undefined || (anew && before.ask !== '') ? 0 : before.at;
  const at = until ?? start;
  // where a number can be changed nothing plays
  if (spoken(say).numbers !== undefined) return { from: at, at, lens };
  if (at < start) tell(`${path}.until`, `${at} % is before the beat before it`, `expected ${start} or more`);
  const from = ask === undefined && before !== undefined ? Math.min(start, at) : at;
  // a share that has nowhere to go does not take its time
  return { from, at, lens: anew || from < at ? lens : 1 };
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
  return Math.max(1, ...there.flatMap(({ value, measured }) => [value, measured?.most ?? 0]));
}
