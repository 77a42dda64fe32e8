import { type Fault, parseSteps } from './notation.ts';
import { duration, type Note, number, parts, path, type Reader, remedy, type Word } from './phrases.ts';
import type { Step } from './workload.ts';

/** "cpu 5, wait 90"; with `chance`, "cpu ~5" as well. */
export function stepsOf(word: Word, note: Note, { chance = false } = {}): readonly Step[] | undefined {
  const parsed = parseSteps(word.text, { chance });
  if (parsed.kind === 'steps') return parsed.steps;
  const { offset, what, expected } = parsed.fault;
  const written = /^[^\s[\],]+/.exec(word.text.slice(offset))?.[0] ?? '';
  note({ offset: word.offset + offset, what, expected: remedy(written, expected) });
  return undefined;
}

export const steps: Reader<readonly Step[]> = (word, note) => stepsOf(word, note);

/** Each part as `item` reads it; nothing if one of them cannot be read. */
function listOf<T>(separator: string, item: Reader<T>): Reader<readonly T[]> {
  return (word, note) => {
    const items = parts(word, separator).map((part) => item(part, note));
    const read = items.filter((each) => each !== undefined);
    return read.length === items.length ? read : undefined;
  };
}

/** "1@5s,2@7s": the worker and when it ends. */
export const crashes = listOf(',', (word, note) => {
  const [who, when, ...more] = parts(word, '@');
  if (who === undefined || when === undefined || more.length > 0) {
    note(unreadable(word, 'a crash', 'expected worker@instant, such as 1@5s'));
    return undefined;
  }
  const [worker, at] = [number(who, note), duration(when, note)];
  return worker === undefined || at === undefined ? undefined : { worker, at };
});

const DECLARED = /^(async def|def)(?:\s+|$)/;

const callable: Reader<{ readonly declared: string; readonly steps: readonly Step[] }> = (word, note) => {
  const [prefix = '', declared] = DECLARED.exec(word.text) ?? [];
  if (declared === undefined) {
    note(unreadable(word, 'a function', 'expected def or async def, and its steps: "def cpu 5"'));
    return undefined;
  }
  const body = { text: word.text.slice(prefix.length), offset: word.offset + prefix.length };
  const found = steps(body, note);
  return found && { declared, steps: found };
};

/** "def cpu 5; async def wait 20". */
export const callables = listOf(';', callable);

/** "def cpu 1 exit cpu 2; async def wait 5": `exit` is what comes after the `yield`. */
export const dependencies = listOf(';', (word, note) => {
  const [before = word, after] = parts(word, ' exit ');
  const entry = callable(before, note);
  if (after === undefined) return entry;
  const exit = steps(after, note);
  return entry && exit && { ...entry, exit };
});

/** "/slow def; /fast async def": how what answers on each path is declared, as a field of this name. */
export function perPath(field: 'endpoint' | 'handler'): Reader {
  return listOf(';', (word, note) => {
    const [, where, space = '', declared] = /^(\S*)(\s*)(.*)$/s.exec(word.text) ?? [];
    if (where === undefined || (declared !== 'def' && declared !== 'async def')) {
      note(unreadable(word, 'a path with its declaration', 'expected a path and def or async def: "/slow def"'));
      return undefined;
    }
    const known = path({ text: where, offset: word.offset }, note);
    return known && space && { path: known, [field]: declared };
  });
}

function unreadable({ text, offset }: Word, what: string, expected: string): Fault {
  return { offset, what: text === '' ? `${what} is missing` : `"${text}" is not ${what}`, expected };
}
