import type { Problem } from '../../model/problem.ts';
import type { Finding } from './finding.ts';
import { grouped } from './grouped.ts';

/** A problem of a line: "slides/10.md:12". */
export function placed(source: string, what: string, expected: string): Problem {
  const [, file = source, line = '1'] = /^(.*):(\d+)$/.exec(source) ?? [];
  return { file, line: Number(line), column: 1, what, expected };
}

/** The findings as problems: one for each fault, however often it was seen. */
export function report(findings: readonly Finding[], clicks: ReadonlyMap<string, number>): readonly Problem[] {
  const alike = grouped(findings, ({ rule, slug, source, subject }) => [rule, slug, source, subject].join('\n'));
  return alike.flatMap(([, all]) => {
    const [first] = all;
    if (first === undefined) return [];
    const steps = all.flatMap(({ seen }) => seen?.clicks ?? []);
    const where = [lookOf(all), stepsOf(steps, clicks.get(first.slug) ?? 0)].filter((words) => words !== '');
    const what = `${first.rule}: ${[first.what, ...where].join(', ')}`;
    return [placed(first.source, what, first.expected)];
  });
}

/** Nothing for what is seen wherever it is looked for; what depends on no colour is looked at in light only. */
function lookOf(all: readonly Finding[]): string {
  const looks = new Set(all.flatMap(({ seen }) => seen?.look ?? []));
  if (looks.has('phone')) return looks.size > 1 ? 'on a phone too' : 'on a phone';
  if (all[0]?.rule !== 'contrast' || looks.size > 1) return '';
  return looks.has('dark') ? 'in dark' : 'in light';
}

/** "at step 2", "at steps 1 and 3": nothing for what is always there. Step 0 is before the first click. */
function stepsOf(seen: readonly number[], last: number): string {
  const steps = [...new Set(seen)].sort((a, b) => a - b);
  if (steps.length === 0 || steps.length === last + 1) return '';
  if (steps.length === 1) return `at step ${steps[0]}`;
  return `at steps ${steps.slice(0, -1).join(', ')} and ${steps.at(-1)}`;
}
