import type { Token } from 'markdown-it';
import { figures } from '../draw/figures.ts';
import { expectedOneOf } from '../model/nearest.ts';
import { attributes, type Fault } from './attributes.ts';
import { finished } from './finished.ts';
import { languages } from './highlight.ts';
import type { Source } from './source.ts';

/** Line numbers from 1, inclusive at both ends, and where in the info string they are written. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** The value of a key, and where in the info string the key is written. */
export interface Written {
  readonly value: string;
  readonly at: number;
}

/**
 * What stands behind the three backticks: ```` ```python file="code/app.py" region="app" [1-3|5] from=2 ````.
 * `steps` are the lines lit at each step, the first before any click; `from` is the fragment index of the first click.
 */
export interface Fence {
  readonly language: string;
  readonly file?: Written;
  readonly region?: Written;
  readonly steps: readonly (readonly LineRange[])[];
  readonly from?: number;
}

/** The kinds of diagrams, and what else is drawn. */
export const drawnKinds: readonly string[] = [...Object.keys(figures), ...Object.keys(finished)];

/** What a fence may name beside a language: its YAML is drawn, or of `leaves` written as a table. */
export const drawn: readonly string[] = [...drawnKinds, 'leaves'];

/** What the languages are called elsewhere. */
const others: ReadonlyMap<string, string> = new Map([
  ['py', 'python'],
  ['js', 'typescript'],
  ['javascript', 'typescript'],
  ['ts', 'typescript'],
  ['sh', 'bash'],
  ['shell', 'bash'],
  ['console', 'bash'],
  ['yml', 'yaml'],
  ['toml', 'ini'],
  ['plaintext', 'text'],
  ['txt', 'text'],
]);

const keys = ['file', 'region', 'from'] as const;
const form = 'expected file="…", region="…", from=…, or steps like [1-3|5]';

// brackets stand behind the language or a space; those in the name of a file are its own
const brackets = /(?<=\s|^\s*[^\s["'=]*)\[([^\]]*)\]/;

/** The info string of a fence, read; faults do not stop the reading, their offsets count within the string. */
export function fence(info: string): { fence: Fence; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const start = info.length - info.trimStart().length;
  const word = /^[^\s[]+/.exec(info.slice(start))?.[0] ?? '';
  const named = word !== '' && !word.includes('=');
  const language = named ? word : 'text';
  if (word.includes('=')) {
    faults.push({ at: start, what: 'a fence without a language', expected: `languages are ${languages.join(', ')}` });
  } else if (!languages.includes(language)) {
    const other = others.get(language.toLowerCase());
    const expected =
      other === undefined ? expectedOneOf(language, [...languages, ...drawn], 'languages') : `did you mean "${other}"?`;
    faults.push({ at: start, what: `unknown language "${language}"`, expected });
  }
  const lit = brackets.exec(info);
  // spaces instead of what has been read, so that offsets stay true
  const rest = [named ? ([start, word] as const) : undefined, lit === null ? undefined : ([lit.index, lit[0]] as const)]
    .filter((piece) => piece !== undefined)
    .reduce((text, [at, read]) => text.slice(0, at) + ' '.repeat(read.length) + text.slice(at + read.length), info);
  const { found, places, faults: wrong } = attributes(rest);
  faults.push(...wrong.map((fault) => ({ expected: form, ...fault })));
  const at = (key: string) => places.get(key) ?? 0;
  for (const key of found.keys()) {
    if (!keys.some((known) => known === key)) {
      const expected = expectedOneOf(key, keys, 'keys');
      faults.push({ at: at(key), what: `unknown key "${key}" on a fence`, expected });
    }
  }
  const from = found.get('from');
  const isIndex = from !== undefined && /^\d{1,3}$/.test(from);
  if (from !== undefined && !isIndex) {
    faults.push({
      at: at('from'),
      what: `from=${from} is no fragment index`,
      expected: 'expected a whole number, 0 or more',
    });
  }
  const [file, region] = [found.get('file'), found.get('region')];
  return {
    fence: {
      language: languages.includes(language) ? language : 'text',
      steps: lit === null ? [] : stepsOf(lit[1] ?? '', lit.index + 1, faults),
      ...(file === undefined ? {} : { file: { value: file, at: at('file') } }),
      ...(region === undefined ? {} : { region: { value: region, at: at('region') } }),
      ...(isIndex ? { from: Number(from) } : {}),
    },
    faults,
  };
}

function stepsOf(text: string, start: number, faults: Fault[]): LineRange[][] {
  if (text.trim() === '') return [];
  let at = start;
  return text.split('|').map((step) =>
    step.split(',').flatMap((part) => {
      const here = at + part.length - part.trimStart().length;
      at += part.length + 1;
      const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
      const from = Number(match?.[1]);
      const to = Number(match?.[2] ?? match?.[1]);
      if (match !== null && from >= 1 && to >= from) return [{ from, to, at: here }];
      const what = part.trim() === '' ? 'an empty step' : `"${part.trim()}" is no line or range of lines`;
      const isOffset = /^\s*\d*:/.test(part);
      faults.push({
        at: here,
        what: isOffset ? `"${part.trim()}": lines have no numbers of their own` : what,
        expected: isOffset
          ? 'expected steps like [1-3|5,7], from 1 for the first line shown'
          : 'expected steps like [1-3|5,7]',
      });
      return [];
    }),
  );
}

/** A fence without its end takes all slides that follow into itself. */
export function isClosed(token: Token, { lines }: Source): boolean {
  const [first, end] = token.map ?? [0, 0];
  const last = lines[end - 1]?.replace(/^[\s>]*/, '').trimEnd() ?? '';
  return end - 1 > first && last.startsWith(token.markup) && /^(?:`*|~*)$/.test(last);
}
