import fc from 'fast-check';

const at = fc.nat({ max: 10_000 });

/** A change of a text, line by line; `special` comes into it. */
export function mutationWith(special: readonly string[]) {
  const text = fc.constantFrom(...special);
  return fc.oneof(
    fc.record({ kind: fc.constant('delete' as const), at }),
    fc.record({ kind: fc.constant('duplicate' as const), at }),
    fc.record({ kind: fc.constant('swap' as const), at, with: at }),
    fc.record({ kind: fc.constant('line' as const), at, text }),
    fc.record({ kind: fc.constant('insert' as const), at, column: at, text }),
    fc.record({ kind: fc.constant('word' as const), at, word: at, text }),
    fc.record({ kind: fc.constant('cut' as const), at, column: at }),
  );
}

export type Mutation = ReturnType<typeof mutationWith> extends fc.Arbitrary<infer T> ? T : never;

/** The text, changed. */
export function mutated(text: string, mutations: readonly Mutation[]): string {
  const lines = text.split('\n');
  for (const each of mutations) {
    const i = each.at % Math.max(lines.length, 1);
    const line = lines[i] ?? '';
    switch (each.kind) {
      case 'delete':
        lines.splice(i, 1);
        break;
      case 'duplicate':
        lines.splice(i, 0, line);
        break;
      case 'swap': {
        const other = each.with % Math.max(lines.length, 1);
        [lines[i], lines[other]] = [lines[other] ?? '', line];
        break;
      }
      case 'line':
        lines.splice(i, 0, each.text);
        break;
      case 'insert': {
        const column = each.column % (line.length + 1);
        lines[i] = line.slice(0, column) + each.text + line.slice(column);
        break;
      }
      case 'word': {
        const words = [...line.matchAll(/[\w.]+/g)];
        const word = words[each.word % Math.max(words.length, 1)];
        if (word !== undefined)
          lines[i] = line.slice(0, word.index) + each.text + line.slice(word.index + word[0].length);
        break;
      }
      case 'cut':
        lines[i] = line.slice(0, each.column % (line.length + 1));
        break;
      default:
        each satisfies never;
    }
  }
  return lines.join('\n');
}
