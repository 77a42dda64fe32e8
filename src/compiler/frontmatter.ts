import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { expectedOneOf } from './nearest.ts';
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
  const absent = { meta: { title: '', minutes: 0 }, body: source.text };
  if (source.lines[0]?.trim() !== '---') {
    report({ line: 1, column: 1 }, 'no front matter', 'expected a line "---", title and minutes, and a line "---"');
    return absent;
  }
  const end = source.lines.findIndex((line, i) => i > 0 && line.trim() === '---');
  if (end < 0) {
    report({ line: 1, column: 1 }, 'the front matter is not closed', 'expected a second line "---"');
    return absent;
  }
  const meta = parsed(source.lines.slice(1, end).join('\n'), report);
  return { meta, body: '\n'.repeat(end + 1) + source.lines.slice(end + 1).join('\n') };
}

function parsed(yaml: string, report: Report): FrontMatter {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter });
  const at = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: line + 1, column: col };
  };
  for (const error of document.errors) report(at(error.pos[0]), (error.message.split(' at line')[0] ?? '').trim());
  const values = new Map<string, { value: unknown; offset: number }>();
  if (isMap(document.contents)) {
    for (const { key, value } of document.contents.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const offset = key.range?.[0] ?? 0;
      if (!keys.some((known) => known === name)) {
        report(at(offset), `unknown key "${name}" in the front matter`, expectedOneOf(name, keys, 'keys'));
      }
      values.set(
        name,
        isScalar(value) ? { value: value.value, offset: value.range?.[0] ?? offset } : { value, offset },
      );
    }
  }
  const title = values.get('title');
  const minutes = values.get('minutes');
  if (typeof title?.value !== 'string' || title.value.trim() === '') {
    report(at(title?.offset ?? 0), 'the chapter has no title', 'expected title: and some words');
  }
  if (typeof minutes?.value !== 'number' || !Number.isFinite(minutes.value) || minutes.value < 0) {
    report(at(minutes?.offset ?? 0), 'the chapter has no minutes', 'expected minutes: and a number, 0 or more');
  }
  return {
    title: typeof title?.value === 'string' ? title.value : '',
    minutes: typeof minutes?.value === 'number' ? minutes.value : 0,
  };
}
