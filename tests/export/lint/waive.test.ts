import { describe, expect, it } from 'vitest';
import type { Finding, Rule } from '../../../src/export/lint/finding.ts';
import { unwaived } from '../../../src/export/lint/waive.ts';
import { printed } from '../../../src/model/problem.ts';
import { slide } from './written.ts';

function finding(slug: string, rule: Rule): Finding {
  return { slug, rule, source: 'slides/10.md:7', subject: 's', what: 'w', expected: 'e' };
}

/** What is left, and what is said, when a slide breaks some rules and waives some. */
function waived(waive: string, ...broken: readonly Rule[]) {
  const found = [...broken.map((rule) => finding('a', rule)), finding('b', 'words')];
  const { findings, problems } = unwaived(found, [slide('a', 1, { waive }), slide('b', 1)]);
  return { left: findings.map(({ slug, rule }) => `${slug} ${rule}`), said: problems.map(printed) };
}

describe('a waiver', () => {
  it('takes the findings of its rule on its slide away, and no others', () => {
    expect(waived('words: the table has them', 'words', 'words', 'size')).toEqual({
      left: ['a size', 'b words'],
      said: [],
    });
  });

  it('may be one of several, whose reasons may have colons', () => {
    expect(waived(' words: two: three ;size:small print;', 'words', 'size')).toEqual({ left: ['b words'], said: [] });
  });

  it.each([
    ['wrods: slip', 'waive: no rule "wrods"; did you mean "words"?'],
    [
      'colour: none like it',
      'waive: no rule "colour"; rules are overflow, overlap, size, contrast, words, notes, time, lines, axe',
    ],
    ['words', 'waive: "words" without a reason; expected "words: why it does not hold here"'],
    ['words: …', 'waive: "words" without a reason; expected "words: why it does not hold here"'],
    ['words: a; words: b', 'waive: "words" twice; expected each rule once'],
    ['words: why; size: why', 'waive: "size" waives nothing: this slide keeps to it; expected no waiver'],
  ])('is a problem itself as %s', (waive, said) => {
    expect(waived(waive, 'words').said).toEqual([`slides/10.md:7:1  ${said}`]);
  });

  it('without a reason waives nothing', () => {
    expect(waived('words:', 'words').left).toEqual(['a words', 'b words']);
  });
});
