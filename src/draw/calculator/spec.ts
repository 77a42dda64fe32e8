import type { Demand } from '../../model/sizing/demand.ts';

/** A service to begin with, under the name that readers choose it by. */
export interface Preset extends Demand {
  readonly name: string;
}

/** A calculator that sizes a service by Little's law: nothing is drawn, so that it has no beats. */
export interface CalculatorSpec {
  readonly presets: readonly Preset[];
  /** The name of the preset that is shown first, and on paper; the first of them. */
  readonly shown?: string;
}

/** The preset that is shown where nobody has chosen. */
export function shownFirst({ presets, shown }: CalculatorSpec): Preset | undefined {
  return presets.find(({ name }) => name === shown) ?? presets[0];
}
