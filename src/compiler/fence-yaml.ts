import type { Token } from 'markdown-it';
import type { Problem as FieldProblem } from '../model/rules.ts';
import { languageOf } from './beside.ts';
import type { Position, Report } from './problem.ts';
import { remembered } from './remembered.ts';
import { lineOf, type Source } from './source.ts';
import { type Yaml, yaml } from './yaml.ts';

/** What a fence says in YAML, and where in its file it says so. */
export interface FenceYaml {
  /** undefined of a fence that says nothing. */
  readonly value: unknown;
  /** Where the fence begins. */
  readonly begin: Position;
  readonly whereIs: (field: FieldProblem) => Position;
  /** Reports what is wrong with a field, in words. */
  readonly tell: (problem: FieldProblem) => void;
  readonly warn: (problem: FieldProblem) => void;
}

/** The YAML of a fence; undefined, and reported, if it is none. */
export function fenceYaml(token: Token, source: Source, report: Report): FenceYaml | undefined {
  const line = lineOf(token);
  const indent = Math.max(0, source.lines[line - 1]?.indexOf(token.markup) ?? 0);
  const at = (offset: number): Position => {
    const before = token.content.slice(0, offset).split('\n');
    return { line: line + before.length, column: indent + (before.at(-1) ?? '').length + 1 };
  };
  const extra = /^\s*\S+\s+(?=\S)/.exec(token.info)?.[0].length;
  if (extra !== undefined) {
    const column = indent + token.markup.length + extra + 1;
    const what = `"${token.info.slice(extra).trim()}" behind ${languageOf(token)}`;
    report({ line, column }, what, 'expected nothing there: the YAML says it all');
  }
  const { value, faults, doubts, offsetOf } = parsed(token.content, () => yaml(token.content));
  for (const fault of faults) report(at(fault.at), fault.what, fault.expected);
  if (faults.length > 0) return undefined;
  for (const doubt of doubts) report.warn(at(doubt.at), doubt.what, doubt.expected);
  const whereIs = (field: FieldProblem) => at(offsetOf(field));
  const inWords = ({ path, what }: FieldProblem) => `${path === '' ? '' : `${path}: `}${what}`;
  return {
    value,
    begin: { line, column: indent + 1 },
    whereIs,
    tell: (problem) => report(whereIs(problem), inWords(problem), problem.expected),
    warn: (problem) => report.warn(whereIs(problem), inWords(problem), problem.expected),
  };
}

const parsed = remembered<Yaml>(300);
