import type { MarkdownIt } from 'markdown-it';
import { conditions, type Evidence, type Found } from '../model/measured/evidence.ts';
import { expectedOneOf } from '../model/nearest.ts';
import type { Files } from './files.ts';
import { measuredReader } from './measurements.ts';
import type { Report } from './problem.ts';
import { placed, type Source } from './source.ts';

const reference = /\{measured\b([^{}]*)\}/g;

/**
 * Puts in what the lab has measured: `{measured memory/plain worker}` is a figure of a scenario with its unit,
 * `{measured memory/plain with}` with what it was measured, and on which machine.
 */
export function measured(md: MarkdownIt, source: Source, files: Files, report: Report): void {
  const read = measuredReader(files);
  md.core.ruler.push('measured', (state) => {
    for (const { type, content, children, map } of state.tokens) {
      if (type !== 'inline') continue;
      let from = 0;
      for (const child of children ?? []) {
        if (child.type !== 'text') continue;
        child.content = child.content.replaceAll(reference, (whole, words: string) => {
          const offset = content.indexOf(whole, from);
          from = offset + whole.length;
          const found = said(words, read);
          if (typeof found === 'string') return found;
          report(placed(source, content, (map?.[0] ?? 0) + 1, offset), found.what, found.expected);
          return '';
        });
      }
    }
  });
}

type Said = string | { readonly what: string; readonly expected: string };

function said(words: string, read: ReturnType<typeof measuredReader>): Said {
  const [name = '', figure, ...rest] = words.trim().split(/\s+/);
  if (name === '' || rest.length > 0)
    return {
      what: `"{measured${words}}"`,
      expected: 'expected a scenario and one of its figures, as in {measured memory/plain worker}',
    };
  const found = read(name);
  return 'what' in found ? found : figured(name, figure, found);
}

function figured(name: string, figure: string | undefined, evidence: Evidence): Said {
  if (figure === 'with') return conditions(evidence);
  const found = figure === undefined ? undefined : new Map(Object.entries(evidence.figures)).get(figure);
  if (found !== undefined) return inWords(found);
  const names = [...Object.keys(evidence.figures), 'with'];
  const what = figure === undefined ? `${name} without a figure` : `no figure "${figure}" in ${name}`;
  return { what, expected: expectedOneOf(figure ?? '', names, 'figures') };
}

/** The median, as a slide says it: whole from ten on, else with one decimal. */
function inWords({ median, unit }: Found): string {
  const number = String(median >= 10 ? Math.round(median) : Math.round(median * 10) / 10);
  // a number and its unit stay together
  return unit === '' || unit === '/s' ? `${number}${unit}` : `${number}\u00a0${unit}`;
}
