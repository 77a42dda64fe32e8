import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import type { CodeReader } from '../code.ts';
import { keyOf, type Tell, teller, told } from '../told.ts';
import { misfits } from './misfits.ts';
import { type Beat, placesOf, type Scene, type Step, type Way } from './scene.ts';
import type { BeatSpec, ColumnSpec, PathSpec, StepSpec } from './spec.ts';

const formats = ['wide', 'tall'] as const;

/** A path for the page, and what is wrong with it: a place that is not on it, words without room. */
export function walked(
  spec: PathSpec,
  code?: CodeReader,
): {
  readonly data: Scene;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const { in: inwards = [], out = [], columns, on = 'loop' } = spec;
  const read = codeIn(code, tell);
  const ways =
    columns === undefined
      ? [
          {
            steps: [...inwards.map(read('in')), ...out.map(read('out'))],
            turn: inwards.length,
            title: '',
            whole: false,
          },
        ]
      : columns.map((column, i) => columnOf(column, i, read(`columns[${i}].steps`), tell));
  const names = ways.flatMap((way) => namesOf(way));
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i)))
    tell(secondOf(name, spec), `"${name}" stands twice`, 'expected a name for one of them');
  const trips = ways.flatMap(({ steps }) => steps.flatMap((step) => step.trips));
  const stuck = whoSticks(spec, ways);
  const inThread = theOnly(ways.filter(({ steps }) => steps.some((step) => step.trips.length > 0)))?.title;
  const counts = {
    trips: trips.length,
    tokens: trips.filter(({ exempt }) => !exempt).length,
    ...(stuck === undefined ? {} : { stuck }),
    ...(inThread === undefined || columns === undefined ? {} : { thread: inThread }),
  };
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) {
    beats.push({
      ...told(beat, `beats[${i}]`, { counts, formats, tell }),
      ...moved(beat, `beats[${i}]`, beats.at(-1), ways, tell),
    });
  }
  const layout = columns === undefined ? 'rows' : 'columns';
  const scene: Scene = { kind: 'path', layout, on, ways, beats, key: keyOf(spec.key, beats.length, tell) };
  for (const [path, what, expected] of misfits(scene)) tell(path, what, expected);
  return { data: scene, scene, problems };
}

/** Makes steps, with the code that stands in their boxes read; a row of boxes is too low for any. */
function codeIn(read: CodeReader | undefined, tell: Tell) {
  return (list: string) =>
    (step: StepSpec, i: number): Step => {
      const { code } = step;
      const path = `${list}[${i}].code`;
      if (code === undefined) return stepOf(step);
      if (!list.startsWith('columns')) {
        tell(path, 'code in a row of boxes', 'expected it in columns');
        return stepOf(step);
      }
      const found = read?.(code) ?? { of: 'file', what: 'there are no files here', expected: 'expected a folder' };
      if ('lines' in found) return { ...stepOf(step), code: found.lines };
      tell(`${path}.${found.of}`, found.what, found.expected);
      return stepOf(step);
    };
}

function stepOf({ layer, function: code = '', file = '', name, trips = [], answers = false }: StepSpec): Step {
  return {
    name: name ?? (code === '' ? layer : code),
    layer,
    function: code,
    file,
    answers,
    trips: trips.map((trip) =>
      typeof trip === 'string' ? { name: trip, exempt: false } : { name: trip.name, exempt: trip.exempt ?? false },
    ),
  };
}

function columnOf(
  { title = '', whole = false, steps, seam }: ColumnSpec,
  i: number,
  read: (step: StepSpec, i: number) => Step,
  tell: Tell,
): Way {
  const made = steps.map(read);
  const plain = { steps: made, turn: made.length, title, whole };
  if (seam === undefined) return plain;
  const after = made.findIndex(({ name }) => name === seam.after);
  if (after >= 0 && after < made.length - 1) return { ...plain, seam: { after, text: seam.text } };
  const known = made.slice(0, -1).map(({ name }) => name);
  tell(`columns[${i}].seam.after`, `no seam after "${seam.after}"`, expectedOneOf(seam.after, known, 'steps'));
  return plain;
}

/** Where the second step of a name is written; of trips, the list of all. */
function secondOf(name: string, { in: inwards = [], out = [], columns }: PathSpec): string {
  const lists = [
    ...[{ path: 'in', steps: inwards }],
    ...[{ path: 'out', steps: out }],
    ...(columns ?? []).map(({ steps }, i) => ({ path: `columns[${i}].steps`, steps })),
  ];
  const all = lists.flatMap(({ path, steps }) =>
    steps.map((step, i) => ({ path: `${path}[${i}]`, step: stepOf(step) })),
  );
  const [, second] = all.filter(({ step }) => step.name === name);
  return second?.path ?? (columns === undefined ? 'in' : 'columns');
}

/** What the places of a way are called, in their order. */
function namesOf(way: Way): readonly string[] {
  return placesOf(way).map(({ step, trip }) => {
    const at = way.steps[step];
    return (trip === undefined ? at?.name : at?.trips[trip]?.name) ?? '';
  });
}

function theOnly<T>([first, ...others]: readonly T[]): T | undefined {
  return others.length === 0 ? first : undefined;
}

/** The title of the way that stops the loop, if any does. */
function whoSticks({ beats }: PathSpec, ways: readonly Way[]): string | undefined {
  const until = beats.find(({ loop }) => loop === 'stuck')?.until;
  const names = typeof until === 'string' ? [until] : (until ?? []);
  return ways.find((way) => namesOf(way).some((name) => names.includes(name)))?.title;
}

function moved(beat: BeatSpec, path: string, before: Beat | undefined, ways: readonly Way[], tell: Tell) {
  const places = [...(before?.places ?? ways.map(() => -1))];
  const known = ways.map((way) => [...namesOf(way), 'done']);
  for (const name of typeof beat.until === 'string' ? [beat.until] : (beat.until ?? [])) {
    const way = known.findIndex((names) => names.includes(name));
    if (way >= 0) places[way] = known[way]?.indexOf(name) ?? -1;
    else
      tell(
        `${path}.until`,
        `no place "${name}" on this path`,
        expectedOneOf(name, [...new Set(known.flat())], 'places'),
        { text: name, from: 0 },
      );
  }
  const boxes = ways.flatMap(({ steps }) => steps.map(({ name }) => name));
  for (const name of Object.keys(beat.swap ?? {}))
    if (!boxes.includes(name))
      tell(`${path}.swap`, `no box "${name}"`, expectedOneOf(name, boxes, 'boxes'), { key: name });
  return {
    places,
    ...(beat.lit === undefined ? {} : { lit: beat.lit }),
    loop: beat.loop ?? 'turns',
    swap: { ...before?.swap, ...beat.swap },
  } as const;
}
