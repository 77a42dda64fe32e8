import { describe, expect, it } from 'vitest';
import type { Finding, Look, Rule } from '../../../src/export/lint/finding.ts';
import { report } from '../../../src/export/lint/report.ts';
import { printed } from '../../../src/model/problem.ts';

/** What is said of one fault of a slide with three steps that was seen at these places. */
function said(rule: Rule, ...seen: readonly (readonly [Look, number?])[]): readonly string[] {
  const fault = { rule, slug: 'a', source: 'slides/10.md:7', subject: 's', what: 'a fault', expected: 'expected none' };
  const findings = seen.map(
    ([look, clicks]): Finding => ({ ...fault, seen: { look, ...(clicks === undefined ? {} : { clicks }) } }),
  );
  return report(findings, new Map([['a', 2]])).map(printed);
}
const line = (where: string) => [`slides/10.md:7:1  ${where}; expected none`];

describe('a fault', () => {
  it('is one problem however often it was seen, and of all steps where it is at all of them', () => {
    expect(said('overlap', ['light', 0], ['light', 1], ['light', 2])).toEqual(line('overlap: a fault'));
  });

  it('is told with its steps where it is not at all of them', () => {
    expect(said('overlap', ['light', 1])).toEqual(line('overlap: a fault, at step 1'));
    expect(said('overlap', ['light', 2], ['light', 0])).toEqual(line('overlap: a fault, at steps 0 and 2'));
  });

  it('is told with its theme where colours make it', () => {
    expect(said('contrast', ['dark', 0], ['dark', 1], ['dark', 2])).toEqual(line('contrast: a fault, in dark'));
    expect(said('contrast', ['light', 1])).toEqual(line('contrast: a fault, in light, at step 1'));
    expect(said('contrast', ['light', 1], ['dark', 1])).toEqual(line('contrast: a fault, at step 1'));
  });

  it('is told of the phone where only that has it, and where it has it too', () => {
    expect(said('size', ['phone', 0])).toEqual(line('size: a fault, on a phone, at step 0'));
    expect(said('size', ['light', 0], ['phone', 0])).toEqual(line('size: a fault, on a phone too, at step 0'));
  });

  it('is of the slide where no step is meant', () => {
    expect(said('axe', ['light'], ['dark'])).toEqual(line('axe: a fault'));
  });
});
