import { attributes } from './attributes.ts';
import { languages } from './highlight.ts';
import { expectedOneOf } from './nearest.ts';

/** Line numbers from 1, inclusive at both ends. */
export interface LineRange {
  readonly from: number;
  readonly to: number;
}

/**
 * What stands behind the three backticks: ```` ```python file="code/app.py" region="app" [1-3|5] from=2 ````.
 * `steps` are the lines lit at each step, the first before any click; `from` is the fragment index of the first click.
 */
export interface Fence {
  readonly language: string;
  readonly file?: string;
  readonly region?: string;
  readonly steps: readonly (readonly LineRange[])[];
  readonly from?: number;
}

/** A fault in the info string, and the piece of it to point at. */
export interface FenceFault {
  readonly at: string;
  readonly what: string;
  readonly expected: string;
}

const keys = ['file', 'region', 'from'] as const;

/** The info string of a fence, read; faults do not stop the reading. */
export function fence(info: string): { fence: Fence; faults: readonly FenceFault[] } {
  const faults: FenceFault[] = [];
  const brackets = /\[([^\]]*)\]/.exec(info);
  const language = /^[^\s[]+/.exec(info.trim())?.[0] ?? 'text';
  if (!languages.includes(language)) {
    faults.push({
      at: language,
      what: `unknown language "${language}"`,
      expected: expectedOneOf(language, languages, 'languages'),
    });
  }
  const rest = info
    .trim()
    .slice(info.trim().startsWith(language) ? language.length : 0)
    .replace(/\[[^\]]*\]/, ' ');
  const { found, garbage } = attributes(rest);
  if (garbage !== undefined) {
    faults.push({
      at: garbage,
      what: `"${garbage}" behind a fence`,
      expected: 'expected file="…", region="…", from=…, or steps like [1-3|5]',
    });
  }
  for (const key of found.keys()) {
    if (!keys.some((known) => known === key)) {
      faults.push({ at: key, what: `unknown key "${key}" on a fence`, expected: expectedOneOf(key, keys, 'keys') });
    }
  }
  const from = found.get('from');
  if (from !== undefined && !/^\d+$/.test(from)) {
    faults.push({
      at: 'from',
      what: `from=${from} is no fragment index`,
      expected: 'expected a whole number, 0 or more',
    });
  }
  const steps =
    (brackets?.[1] ?? '').trim() === '' ? [] : (brackets?.[1] ?? '').split('|').map((step) => ranges(step, faults));
  const [file, region] = [found.get('file'), found.get('region')];
  return {
    fence: {
      language: languages.includes(language) ? language : 'text',
      steps,
      ...(file === undefined ? {} : { file }),
      ...(region === undefined ? {} : { region }),
      ...(from === undefined || !/^\d+$/.test(from) ? {} : { from: Number(from) }),
    },
    faults,
  };
}

function ranges(step: string, faults: FenceFault[]): LineRange[] {
  return step.split(',').flatMap((part) => {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match !== null && from >= 1 && to >= from) return [{ from, to }];
    faults.push({
      at: part,
      what: `"${part.trim()}" is no line or range of lines`,
      expected: 'expected steps like [1-3|5,7]',
    });
    return [];
  });
}
