import { expectedOneOf } from '../../model/nearest.ts';
import { list, optional, type Problem, record, text } from '../../model/rules.ts';
import { demandRules } from '../../model/sizing/demand.ts';
import type { CalculatorSpec } from './spec.ts';

/** They stand beside each other in one row. */
const mostPresets = 4;
/** A name that is longer leaves the others no room. */
const longestName = 24;

const form = record({ presets: list(record({ name: text, ...demandRules() })), shown: optional(text) });

/** What is wrong with what a fence says, each by its path. */
export function calculatorProblems(value: unknown): readonly Problem[] {
  const wrong = form(value, '');
  if (wrong.length > 0 || !hasForm(value)) return wrong;
  const { presets, shown } = value;
  const names = presets.map(({ name }) => name);
  return [
    ...(presets.length < 1 || presets.length > mostPresets
      ? [{ path: 'presets', what: `a list of ${presets.length}`, expected: `expected one to ${mostPresets}` }]
      : []),
    ...names.flatMap((name, i): Problem[] => {
      const path = `presets[${i}].name`;
      if (name.trim() === '') return [{ path, what: 'an empty name', expected: 'expected some words' }];
      if (name.length > longestName)
        return [{ path, what: `${name.length} letters`, expected: `expected ${longestName} or fewer` }];
      return names.indexOf(name) < i ? [{ path, what: `"${name}" twice`, expected: 'expected another name' }] : [];
    }),
    ...(shown === undefined || names.includes(shown)
      ? []
      : [{ path: 'shown', what: `no preset "${shown}"`, expected: expectedOneOf(shown, names, 'presets') }]),
  ];
}

export function isCalculator(value: unknown): value is CalculatorSpec {
  return calculatorProblems(value).length === 0;
}

function hasForm(value: unknown): value is CalculatorSpec {
  return form(value, '').length === 0;
}
