import type { Ms } from '../../model/kernel.ts';
import { expectedOneOf, nearest } from '../../model/nearest.ts';
import type { Lookup } from '../told.ts';
import { capacity, type Tool, times } from './capacity.ts';
import { type Bars, perSecond, short } from './scene.ts';
import type { CurveSpec } from './spec.ts';
import { atBusy, nameOf, rateAt } from './theory.ts';

/** A number and how it reads with its unit. */
interface Figure {
  readonly value: number;
  readonly unit: 'ms' | '/s' | '%' | '';
}

type Found = Figure | Exclude<ReturnType<Lookup>, { value: string }>;

/** Finds a figure, such as "four.mean" where it is used, or at another per cent. */
type Find = (name: string, percent: number | undefined) => Found;

/**
 * `{four.mean}`, `{four.p99}`, `{four.service}` and `{four.rate}`, a second, of the curve of that name at the beat's per
 * cent, `{four.mean@95}` at another; `{busy}` is the per cent itself.
 */
export function curveReferences(specs: readonly CurveSpec[], at: number, most: number): Lookup {
  const names = specs.map(nameOf);
  return referring((name, percent = at) => {
    if (!(percent >= 0 && percent <= most))
      return { what: `no ${percent} % on this chart`, expected: `it goes from 0 to ${most}` };
    if (name === 'busy') return { value: percent, unit: '%' };
    const dot = name.lastIndexOf('.');
    const spec = specs.find((each) => nameOf(each) === name.slice(0, dot));
    const figures = spec && { ...atBusy(spec, percent), service: spec.service };
    const what = name.slice(dot + 1);
    if (spec !== undefined && what === 'rate') return { value: rateAt(spec, percent), unit: '/s' };
    const value = new Map(Object.entries(figures ?? {})).get(what);
    if (value !== undefined) return { value, unit: 'ms' };
    const all = [
      'busy',
      ...names.flatMap((each) => ['mean', 'p99', 'service', 'rate'].map((what) => `${each}.${what}`)),
    ];
    const near = nearest(name, all);
    const expected = `expected busy, or mean, p99, service or rate of ${names.join(', ')}, such as {${names[0]}.mean@80}`;
    return { what: `no figure "${name}"`, expected: near === undefined ? expected : `did you mean "${near}"?` };
  });
}

/**
 * `{waiting.sync}` is the bar of a server in the group of a workload, `{waiting.sync.measured}` what the lab found,
 * `{waiting.limit}` what the cores could do.
 */
export function barReferences({ groups }: Pick<Bars, 'groups'>): Lookup {
  const known = groups.flatMap(({ bars, limit }) => [
    ...bars.flatMap(({ name, value, measured }) => [
      { name, value },
      ...(measured === undefined ? [] : [{ name: `${name}.measured`, value: measured.median }]),
    ]),
    limit,
  ]);
  return referring((name, percent) => {
    const bar = percent === undefined ? known.find((each) => each.name === name) : undefined;
    if (bar !== undefined) return { value: bar.value, unit: '/s' };
    const names = known.map((each) => each.name);
    return { what: `no figure "${name}"`, expected: expectedOneOf(name, names, 'figures') };
  });
}

/**
 * `{loop.times}` is how many times as many as one worker a tool makes of it, `{loop.rate}` how many that is a second;
 * `{busy}` and `{waits}` are the shares, `{cpu}` and `{wait}` their times.
 */
export function shareReferences(total: Ms, tools: readonly Tool[], at: number): Lookup {
  const own = new Map<string, Figure>([
    ['busy', { value: at, unit: '%' }],
    ['waits', { value: 100 - at, unit: '%' }],
    ['cpu', { value: (total * at) / 100, unit: 'ms' }],
    ['wait', { value: (total * (100 - at)) / 100, unit: 'ms' }],
    ...tools.flatMap((tool): [string, Figure][] => [
      [`${tool.name}.times`, { value: times(tool, at), unit: '' }],
      [`${tool.name}.rate`, { value: capacity(tool, total, at), unit: '/s' }],
    ]),
  ]);
  return referring(
    (name, percent) =>
      (percent === undefined ? own.get(name) : undefined) ?? {
        what: `no figure "${name}"`,
        expected: `figures are ${[...own.keys()].join(', ')}`,
      },
  );
}

/** One figure or, of two with a slash between them, how many times the second the first is; `|bare` leaves the unit out. */
function referring(find: Find): Lookup {
  return (reference) => {
    const [whole = '', flag, ...rest] = reference.split('|');
    if (rest.length > 0 || (flag !== undefined && flag !== 'bare'))
      return { what: `"|${flag}" behind a reference`, expected: 'expected |bare or nothing' };
    const found = whole.split('/').map((part) => figure(part.trim(), find));
    const values: number[] = [];
    for (const each of found) {
      if (!('value' in each)) return each;
      values.push(each.value);
    }
    const [first] = found;
    const [dividend, divisor] = values;
    if (first === undefined || !('value' in first) || values.length > 2)
      return {
        what: `"${reference}" is no reference`,
        expected: 'expected a figure, or two with a slash between them',
      };
    if (dividend !== undefined && divisor !== undefined) return { value: short(dividend / divisor) };
    return { value: flag === 'bare' ? short(first.value) : words(first) };
  };
}

function figure(text: string, find: Find): Found {
  const [name = '', at, ...rest] = text.split('@');
  const percent = at === undefined ? undefined : Number(at);
  return rest.length > 0 || at?.trim() === '' || Number.isNaN(percent)
    ? { what: `"${text}" is no reference`, expected: 'expected a number of per cent behind the @' }
    : find(name, percent);
}

function words({ value, unit }: Figure): string {
  if (unit === '/s') return perSecond(value);
  return `${unit === 'ms' ? Math.round(value) : short(value)} ${unit}`.trim();
}
