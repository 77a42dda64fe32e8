import { isRecord, record, text } from '../model/rules.ts';
import type { Report } from './problem.ts';
import type { Source } from './source.ts';
import { yaml } from './yaml.ts';

/** What a file says of its chapter. `minutes` is the time on stage; 0 for a chapter outside the talk. */
export interface FrontMatter {
  readonly title: string;
  readonly minutes: number;
}

/**
 * The YAML between two lines of `---` at the top of a file, and the Markdown below it with the same line numbers as
 * in the file.
 */
export function frontMatter(source: Source, report: Report): { meta: FrontMatter; body: string } {
  const { lines } = source;
  const absent = { title: '', minutes: 0 };
  const first = lines.findIndex((line) => line.trim() !== '');
  const opens = /^-{3,}\s*$/.test(lines[first] ?? '');
  if (!opens && !/^(title|minutes)\s*:/.test(lines[first] ?? '')) {
    report({ line: 1, column: 1 }, 'no front matter', 'expected a line "---", title and minutes, and a line "---"');
    return { meta: absent, body: source.text };
  }
  // what is meant can be read, and is one mistake and not one on every line below
  if (first > 0)
    report({ line: 1, column: 1 }, 'an empty line above the front matter', 'expected "---" on the first line');
  else if (!opens) report({ line: 1, column: 1 }, 'no line above the front matter', 'expected "---"');
  else if (lines[0]?.trim() !== '---') report({ line: 1, column: 1 }, `"${lines[0]?.trim()}"`, 'expected "---"');
  const start = opens ? first + 1 : first;
  const end = lines.findIndex((line, i) => i >= start && (/^-{3,}\s*$/.test(line) || line.startsWith('<!--')));
  if (!/^-{3,}\s*$/.test(lines[end] ?? '')) {
    const at = { line: Math.max(end, 0) + 1, column: 1 };
    report(at, 'the front matter is not closed', 'expected a line "---" before the first slide');
    return { meta: absent, body: end < 0 ? '' : below(lines, end) };
  }
  return { meta: parsed(lines.slice(start, end).join('\n'), start, report), body: below(lines, end + 1) };
}

function below(lines: readonly string[], first: number): string {
  return '\n'.repeat(first) + lines.slice(first).join('\n');
}

/** Nobody listens for longer. */
const most = 600;

const rules = record({
  title: (value, path) => {
    const expected = 'expected some words';
    if (typeof value === 'string' && value.trim() !== '') return [];
    return value === undefined || value === null || value === ''
      ? [{ path, what: value === undefined ? 'missing' : 'empty', expected }]
      : text(value, path);
  },
  minutes: (value, path) =>
    typeof value === 'number' && value >= 0 && value <= most
      ? []
      : [{ path, what: inWords(value), expected: `expected a number from 0 to ${most}` }],
});

function inWords(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function parsed(front: string, start: number, report: Report): FrontMatter {
  // yaml's own counter misses line ends where it stops in the middle of an error
  const at = (offset: number) => {
    const before = front.slice(0, offset).split('\n');
    return { line: start + before.length, column: (before.at(-1) ?? '').length + 1 };
  };
  const { value = {}, faults, doubts, offsetOf } = yaml(front);
  for (const fault of faults) report(at(fault.at), `in the front matter: ${fault.what}`, fault.expected);
  for (const doubt of doubts) report.warn(at(doubt.at), doubt.what, doubt.expected);
  const wrong = faults.length > 0 ? [] : rules(value, '');
  for (const problem of wrong) {
    const where = problem.path === '' ? 'in the front matter' : problem.path;
    report(at(offsetOf(problem)), `${where}: ${problem.what}`, problem.expected);
  }
  const read = new Map(isRecord(value) ? Object.entries(value) : []);
  const [title, time] = [read.get('title'), read.get('minutes')];
  return { title: typeof title === 'string' ? title : '', minutes: typeof time === 'number' ? time : 0 };
}
