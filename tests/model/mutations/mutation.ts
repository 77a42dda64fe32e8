import type { ClaimName } from '../claims.ts';

/** A line of the model, what stands in its place, and what is true no longer. */
export interface Mutation {
  /** In src/model. */
  readonly file: string;
  /** Occurs once. */
  readonly line: string;
  readonly by: string;
  /** These claims and no others. */
  readonly fails: readonly [ClaimName, ...ClaimName[]];
}

type Change = readonly [line: string, by: string, ...fails: readonly [ClaimName, ...ClaimName[]]];

/** Mutations of one file. */
export function of(file: string, ...changes: readonly Change[]): readonly Mutation[] {
  return changes.map(([line, by, ...fails]) => ({ file, line, by, fails }));
}

/** In place of a line that is taken out. */
export const NOTHING = '';
