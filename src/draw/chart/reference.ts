import { expectedOneOf, nearest } from '../../model/nearest.ts';
import type { Lookup } from '../told.ts';
import { type Bars, perSecond, short } from './scene.ts';
import type { CurveSpec } from './spec.ts';
import { atBusy, nameOf } from './theory.ts';

/** A number and how it reads with its unit. */
interface Figure {
  readonly value: number;
  readonly unit: 'ms' | '/s' | '%';
}

type Found = Figure | Exclude<ReturnType<Lookup>, { value: string }>;

/** Finds a figure, such as "four.mean" where it is used, or at another per cent. */
type Find = (name: string, percent: number | undefined) => Found;

/**
 * `{four.mean}`, `{four.p99}` and `{four.service}` of the curve of that name at the beat's per cent, `{four.mean@95}` at
 * another; `{busy}` is the per cent itself.
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
    const value = new Map(Object.entries(figures ?? {})).get(name.slice(dot + 1));
    if (value !== undefined) return { value, unit: 'ms' };
    const all = ['busy', ...names.flatMap((each) => ['mean', 'p99', 'service'].map((what) => `${each}.${what}`))];
    const near = nearest(name, all);
    const expected = `expected busy, or mean, p99 or service of ${names.join(', ')}, such as {${names[0]}.mean@80}`;
    return { what: `no figure "${name}"`, expected: near === undefined ? expected : `did you mean "${near}"?` };
  });
}

/** `{waiting.sync}` is the bar of a server in the group of a workload, `{waiting.limit}` what the cores could do. */
export function barReferences({ groups }: Pick<Bars, 'groups'>): Lookup {
  const known = groups.flatMap(({ bars, limit }) => [...bars, limit]);
  return referring((name, percent) => {
    const bar = percent === undefined ? known.find((each) => each.name === name) : undefined;
    if (bar !== undefined) return { value: bar.value, unit: '/s' };
    const names = known.map((each) => each.name);
    return { what: `no figure "${name}"`, expected: expectedOneOf(name, names, 'figures') };
  });
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
  return unit === '/s' ? perSecond(value) : `${unit === 'ms' ? Math.round(value) : short(value)} ${unit}`;
}
