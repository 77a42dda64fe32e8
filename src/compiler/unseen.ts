import type { Report } from './problem.ts';
import type { Source } from './source.ts';

/**
 * What no editor shows: control characters, spaces without a width, marks that turn the direction of what follows. The
 * joiner of emoji and the plain marks of direction are left alone.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** `source` without the characters that nobody can see; each is told. */
export function seen(source: Source, report: Report): Source {
  if (source.text.search(unseen) < 0) return source;
  for (const [i, line] of source.lines.entries()) {
    for (const { 0: found, index } of line.matchAll(unseen)) {
      const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      report({ line: i + 1, column: index + 1 }, `U+${code}, which cannot be seen`, 'expected nothing there');
    }
  }
  const text = source.text.replace(unseen, '');
  return { ...source, text, lines: text.split('\n') };
}
