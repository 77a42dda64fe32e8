import { expectedOneOf } from '../model/nearest.ts';

const begin = /^\s*(?:#|\/\/|--|;)\s*region\s+([\w-]+)\s*$/;
const end = /^\s*(?:#|\/\/|--|;)\s*endregion(?:\s+[\w-]+)?\s*$/;

/** The lines of a region, dedented, or why there are none. */
export type Region = { readonly code: string } | { readonly what: string; readonly expected: string };

/**
 * What stands between `# region name` and `# endregion`, markers of inner regions left out; without a name the whole
 * file, all markers left out.
 */
export function region(text: string, name: string | undefined): Region {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (name === undefined) return { code: dedented(withoutMarkers(lines)) };
  const first = lines.findIndex((line) => begin.exec(line)?.[1] === name);
  if (first < 0) {
    const names = lines.flatMap((line) => begin.exec(line)?.[1] ?? []);
    return { what: `no region "${name}" in this file`, expected: expectedOneOf(name, names, 'regions') };
  }
  let depth = 1;
  for (let i = first + 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (begin.test(line)) depth++;
    if (end.test(line)) depth--;
    if (depth === 0) return { code: dedented(withoutMarkers(lines.slice(first + 1, i))) };
  }
  return { what: `region "${name}" is not closed`, expected: 'expected a line "# endregion"' };
}

/** Where a marker stood between empty lines, only those above it stay. */
function withoutMarkers(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let afterMarker = false;
  for (const line of lines) {
    const isBlank = line.trim() === '';
    if (isMarker(line)) afterMarker = true;
    else if (!(isBlank && afterMarker && kept.at(-1)?.trim() === '')) {
      kept.push(line);
      afterMarker &&= isBlank;
    }
  }
  return kept;
}

function isMarker(line: string): boolean {
  return begin.test(line) || end.test(line);
}

function dedented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines
    .map((line) => line.slice(least).trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}
