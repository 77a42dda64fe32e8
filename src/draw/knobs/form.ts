import { flag, isRecord, list, optional, type Problem, type Rule, record, text } from '../../model/rules.ts';
import { numberAt } from './field.ts';
import type { Knob, KnobSpec, Knobs } from './spec.ts';

/** More than three numbers in a sentence are a form to be filled in. */
const most = 3;

const number: Rule = (value, path) =>
  typeof value === 'number' && Number.isFinite(value)
    ? []
    : [{ path, what: value === undefined ? 'missing' : JSON.stringify(value), expected: 'expected a number' }];

const knob = record({
  sets: (value, path) => (Array.isArray(value) ? list(text)(value, path) : text(value, path)),
  from: number,
  to: number,
  step: optional(number),
  unit: optional(text),
  label: optional(text),
});

function isKnob(value: unknown): value is KnobSpec {
  return knob(value, '').length === 0;
}

/** What a fence says without its knobs, the knobs, and what is wrong with them. */
export function knobsIn(value: unknown): Omit<Knobs, 'language'> & { readonly problems: readonly Problem[] } {
  if (!isRecord(value) || !Array.isArray(value.beats)) return { spec: value, beats: {}, problems: [] };
  const written: readonly unknown[] = value.beats;
  const has = (beat: unknown) => isRecord(beat) && beat.knobs !== undefined;
  // what can be changed in a window stands for nothing on paper
  const key = written.some(has)
    ? {
        key: Math.max(
          0,
          written.findLastIndex((beat) => !has(beat)),
        ),
      }
    : {};
  const spec = { ...key, ...value, beats: written.map((beat) => (isRecord(beat) ? withoutKnobs(beat) : beat)) };
  const found = written.map((beat, i) =>
    isRecord(beat) && beat.knobs !== undefined ? knobsOf(beat, `beats[${i}]`, spec) : { knobs: [], problems: [] },
  );
  return {
    spec,
    beats: Object.fromEntries(found.flatMap(({ knobs }, i) => (knobs.length === 0 ? [] : [[i, knobs]]))),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function withoutKnobs({ knobs: _, ...beat }: Readonly<Record<string, unknown>>): unknown {
  return beat;
}

interface Found {
  readonly knobs: readonly Knob[];
  readonly problems: readonly Problem[];
}

function knobsOf(beat: Readonly<Record<string, unknown>>, path: string, spec: unknown): Found {
  const entries = isRecord(beat.knobs) ? Object.entries(beat.knobs) : [];
  if (entries.length === 0 || entries.length > most) {
    const expected = `expected one to ${most} by name, such as users: { sets: "arrivals[0].count", from: 1, to: 40 }`;
    return { knobs: [], problems: [{ path: `${path}.knobs`, what: 'no knobs, or too many', expected }] };
  }
  const say = typeof beat.say === 'string' ? beat.say : '';
  const problems: Problem[] = [];
  // who presents must not come by it
  if (flag(beat.reader, '').length > 0 || beat.reader !== true)
    problems.push({ path: `${path}.reader`, what: 'knobs on stage', expected: 'expected reader: true' });
  const knobs = entries.flatMap(([name, each]): readonly Knob[] => {
    const at = `${path}.knobs.${name}`;
    const wrong = knob(each, at);
    problems.push(...wrong);
    if (say.split(`{${name}}`).length !== 2)
      problems.push({ path: at, what: 'a knob without its place', expected: `expected {${name}} once in say` });
    return wrong.length === 0 && isKnob(each) ? made(name, each, at, spec, problems) : [];
  });
  const place = ({ name }: Knob) => say.indexOf(`{${name}}`);
  return { knobs: problems.length > 0 ? [] : knobs.toSorted((a, b) => place(a) - place(b)), problems };
}

function made(name: string, each: KnobSpec, path: string, spec: unknown, problems: Problem[]): readonly Knob[] {
  const { from, to, step = 1, unit = '', label = name } = each;
  const sets = typeof each.sets === 'string' ? [each.sets] : each.sets;
  const tell = (field: string, what: string, expected: string) =>
    problems.push({ path: `${path}.${field}`, what, expected });
  const starts = sets.map((place) => numberAt(spec, place));
  for (const [i, start] of starts.entries()) {
    if (start === undefined)
      tell('sets', `no number at ${sets[i]}`, 'expected where one is written, such as arrivals[0].does.wait');
  }
  const [start] = starts;
  if (start === undefined) return [];
  if (starts.some((other) => other !== start))
    tell('sets', `${starts.join(' and ')}: not one number`, 'expected the same at each');
  if (from >= to) tell('to', `${to} is not above from`, `expected more than ${from}`);
  else if (start < from || start > to)
    tell('from', `it starts at ${start}`, `expected a start from ${from} to ${to}, or another range`);
  else if (step <= 0 || !isWhole((to - from) / step) || !isWhole((start - from) / step))
    tell('step', `steps of ${step} from ${from} miss ${start} or ${to}`, 'expected steps that meet start and end');
  return [{ name, label, unit, sets, from, to, step, start }];
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9;
}
