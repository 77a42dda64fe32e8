import { isMap, isScalar, parseDocument } from 'yaml';
import { expectedOneOf } from '../model/nearest.ts';
import type { Report } from './problem.ts';
import type { Source } from './source.ts';

/** What a file says of its chapter. `minutes` is the time on stage; 0 for a chapter outside the talk. */
export interface FrontMatter {
  readonly title: string;
  readonly minutes: number;
}

const keys = ['title', 'minutes'] as const;

/**
 * The YAML between two lines of `---` at the top of a file, and the Markdown below it with the same line numbers as
 * in the file.
 */
export function frontMatter(source: Source, report: Report): { meta: FrontMatter; body: string } {
  const { lines } = source;
  const absent = { title: '', minutes: 0 };
  if (lines[0]?.trim() !== '---') {
    report({ line: 1, column: 1 }, 'no front matter', 'expected a line "---", title and minutes, and a line "---"');
    return { meta: absent, body: source.text };
  }
  const end = lines.findIndex((line, i) => i > 0 && (line.trim() === '---' || line.startsWith('<!--')));
  if (lines[end]?.trim() !== '---') {
    const at = { line: Math.max(end, 0) + 1, column: 1 };
    report(at, 'the front matter is not closed', 'expected a line "---" before the first slide');
    return { meta: absent, body: end < 0 ? '' : below(lines, end) };
  }
  return { meta: parsed(lines.slice(1, end).join('\n'), report), body: below(lines, end + 1) };
}

function below(lines: readonly string[], first: number): string {
  return '\n'.repeat(first) + lines.slice(first).join('\n');
}

function parsed(yaml: string, report: Report): FrontMatter {
  const document = parseDocument(yaml);
  // yaml's own counter misses line ends where it stops in the middle of an error
  const at = (offset: number) => {
    const before = yaml.slice(0, offset).split('\n');
    return { line: before.length + 1, column: (before.at(-1) ?? '').length + 1 };
  };
  for (const { pos, message } of document.errors) {
    const sentence = (message.split(' at line')[0] ?? '').trim();
    report(at(pos[0]), `the front matter is no YAML: ${sentence}`, 'expected lines like title: "Opening"');
  }
  if (document.errors.length > 0) return { title: '', minutes: 0 };
  const values = new Map<string, { value: unknown; offset: number }>();
  for (const { key, value } of isMap(document.contents) ? document.contents.items : []) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    if (!keys.some((known) => known === name)) {
      report(at(offset), `unknown key "${name}" in the front matter`, expectedOneOf(name, keys, 'keys'));
    }
    values.set(
      name,
      isScalar(value) ? { value: value.value, offset: value.range?.[0] ?? offset } : { value: undefined, offset },
    );
  }
  const checked = (name: (typeof keys)[number], expected: string, isRight: (value: unknown) => boolean) => {
    const found = values.get(name);
    if (found === undefined) report({ line: 1, column: 1 }, `the front matter has no ${name}`, expected);
    else if (!isRight(found.value)) report(at(found.offset), `${name} is ${inWords(found.value)}`, expected);
  };
  checked('title', 'expected title: and some words', isTitle);
  checked('minutes', 'expected minutes: and a number, 0 or more', isMinutes);
  const [title, minutes] = [values.get('title')?.value, values.get('minutes')?.value];
  return { title: isTitle(title) ? title : '', minutes: isMinutes(minutes) ? minutes : 0 };
}

function isTitle(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isMinutes(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function inWords(value: unknown): string {
  if (value === undefined) return 'a list or a map';
  if (value === null || value === '') return 'empty';
  return typeof value === 'string' ? `"${value}"` : String(value);
}
