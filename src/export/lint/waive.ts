import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/problem.ts';
import { type Finding, type Rule, rules } from './finding.ts';
import { placed } from './report.ts';
import type { Written } from './talk.ts';

interface Waiver {
  readonly slug: string;
  readonly rule: Rule;
  readonly source: string;
}

/** What is left of the findings when those that slides waive are taken away, and what is wrong with the waivers. */
export function unwaived(
  findings: readonly Finding[],
  slides: readonly Written[],
): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const waivers = slides.flatMap((slide) => waiversOf(slide, problems));
  const isWaived = (by: Waiver, { slug, rule }: Finding) => by.slug === slug && by.rule === rule;
  for (const waiver of waivers) {
    if (findings.some((finding) => isWaived(waiver, finding))) continue;
    const what = `waive: "${waiver.rule}" waives nothing: this slide keeps to it`;
    problems.push(placed(waiver.source, what, 'expected no waiver'));
  }
  return { findings: findings.filter((finding) => !waivers.some((by) => isWaived(by, finding))), problems };
}

/** "words: why; size: why" */
function waiversOf({ slug, source, waive }: Written, problems: Problem[]): readonly Waiver[] {
  const found: Waiver[] = [];
  const told = (what: string, expected: string) => problems.push(placed(source, `waive: ${what}`, expected));
  for (const part of waive.split(';').map((each) => each.trim())) {
    if (part === '') continue;
    const [, name = '', reason = ''] = /^([^:]*):?(.*)$/s.exec(part) ?? [];
    const rule = rules.find((each) => each === name.trim());
    if (rule === undefined) told(`no rule "${name.trim()}"`, expectedOneOf(name.trim(), rules, 'rules'));
    else if (!/\p{L}/u.test(reason))
      told(`"${rule}" without a reason`, `expected "${rule}: why it does not hold here"`);
    else if (found.some((each) => each.rule === rule)) told(`"${rule}" twice`, 'expected each rule once');
    else found.push({ slug, rule, source });
  }
  return found;
}
