import type { Evidence } from '../../model/measured/evidence.ts';
import type { MeasuredReader, Sources } from '../sources.ts';
import type { Lookup, Tell } from '../told.ts';
import type { Agreement, Ratio } from './scene.ts';
import type { AgreementSpec } from './spec.ts';
import { nameOf } from './theory.ts';

/** All that was predicted and measured, as ratios. A set that is none is told. */
export function agreed(
  spec: AgreementSpec,
  { measured, scenarios }: Pick<Sources, 'measured' | 'scenarios'>,
  tell: Tell,
): Omit<Agreement, 'placed'> & { readonly note: string } {
  const all: Evidence[] = [];
  const rows = spec.rows.map((row, i) => {
    const ratios = row.of.flatMap((set, n) => {
      const names = scenarios?.(set) ?? [];
      if (measured === undefined || scenarios === undefined) return [];
      if (names.length === 0)
        tell(`agreement.rows[${i}].of[${n}]`, `nothing was measured of "${set}"`, 'expected a set of the lab');
      return names.flatMap((name) => evidenceIn(measured, name, all).flatMap(ratiosOf));
    });
    return { name: nameOf(row), label: row.label, ratios: ratios.toSorted((a, b) => a.ratio - b.ratio) };
  });
  const [one] = all;
  const cores = one === undefined ? '' : `; ${one.machine.cores} cores, CPython ${one.versions.python ?? ''}`;
  return {
    form: 'agreement',
    rows,
    note: `grey: a tenth more or less; hollow: the simulator leaves something out${cores}`,
  };
}

function evidenceIn(measured: MeasuredReader, name: string, all: Evidence[]): readonly Evidence[] {
  const found = measured(name);
  if ('what' in found) return [];
  all.push(found);
  return [found];
}

/** What is predicted only: and where nothing was to happen, and nothing has, they are the same. */
function ratiosOf({ scenario, figures, predicted = {} }: Evidence): readonly Ratio[] {
  return Object.entries(predicted).flatMap(([name, value]) => {
    const median = figures[name]?.median;
    if (median === undefined) return [];
    const ratio = value === median ? 1 : value / median;
    return [{ ratio, isLeftOut: scenario.figures[name]?.within === 'not' }];
  });
}

/** `{all}` is how many numbers there are, `{tenth}` how many of them are a tenth off at most, `{out}` of how many the model leaves something out. */
export function agreementReferences({ rows }: Omit<Agreement, 'placed'>): Lookup {
  const ratios = rows.flatMap((row) => row.ratios);
  const counts = new Map([
    ['all', ratios.length],
    ['tenth', ratios.filter(({ ratio }) => Math.abs(ratio - 1) <= 0.1).length],
    ['out', ratios.filter(({ isLeftOut }) => isLeftOut).length],
  ]);
  return (name) => {
    const count = counts.get(name);
    return count === undefined
      ? { what: `no figure "${name}"`, expected: `figures are ${[...counts.keys()].join(', ')}` }
      : { value: String(count) };
  };
}
