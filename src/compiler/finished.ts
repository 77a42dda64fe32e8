import { calculatorProblems, isCalculator } from '../draw/calculator/form.ts';
import { calculatorHtml } from '../draw/calculator/html.ts';
import { band, bandProblems, isBand } from '../draw/machine/band.ts';
import type { Problem } from '../model/rules.ts';

/** What a fence comes to, and what is wrong with it. */
export interface Finished {
  readonly problems: readonly Problem[];
  readonly html: string;
}

/** The fences whose YAML is the same HTML in every page, by their languages: there are no beats to go through. */
export const finished: Readonly<Record<string, (value: unknown) => Finished>> = {
  band: (value) => ({ problems: bandProblems(value), html: isBand(value) ? `${band(value)}\n` : '' }),
  calculator: (value) => ({
    problems: calculatorProblems(value),
    html: isCalculator(value) ? calculatorHtml(value) : '',
  }),
};
