import { expectedOneOf } from './nearest.ts';
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

/** "/slow def; /fast async def": how the handler of each path is declared. */
export const handlers = listOf(';', (word, note) => {
  const [, where, space = '', declared] = /^(\S*)(\s*)(.*)$/s.exec(word.text) ?? [];
  if (where === undefined || (declared !== 'def' && declared !== 'async def')) {
    note(unreadable(word, 'a path with its declaration', 'expected a path and def or async def: "/slow def"'));
    return undefined;
  }
  const known = path({ text: where, offset: word.offset }, note);
  return known && space && { path: known, handler: declared };
});

/** What may be said of a route behind its declaration. */
const ROUTE: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['dependencies', dependencies],
  ['validation', steps],
  ['background', callables],
]);

/** "/slow def; /fast validation [cpu 2] background [def cpu 5; async def wait 20]": the endpoint of each path. */
export const routes = listOf(';', (word, note) => {
  const [head = '', where = '', declared] = /^(\S*)(?:\s+(async def|def)(?!\S))?\s*/.exec(word.text) ?? [];
  const known = path({ text: where, offset: word.offset }, note);
  const route: Record<string, unknown> = { path: known, ...(declared !== undefined && { endpoint: declared }) };
  const said = inBrackets({ text: word.text.slice(head.length), offset: word.offset + head.length }, note);
  for (const { name, inside } of said ?? []) {
    const read = ROUTE.get(name.text);
    const isTwice = Object.hasOwn(route, name.text);
    if (read !== undefined && !isTwice) route[name.text] = read(inside, note);
    else if (isTwice) note({ offset: name.offset, what: `${name.text}: said twice`, expected: 'expected it once' });
    else
      note({
        offset: name.offset,
        what: `"${name.text}" says nothing of a route`,
        expected: expectedOneOf(name.text, [...ROUTE.keys()], 'words of a route'),
      });
  }
  return known && said && route;
});

/** "validation [cpu 2] background [def cpu 5]" as names and what is in the brackets behind each. */
function inBrackets({ text, offset }: Word, note: Note): readonly { name: Word; inside: Word }[] | undefined {
  const found: { name: Word; inside: Word }[] = [];
  for (let at = 0; at < text.length; ) {
    const [open, name] = /^(\w+)\s*\[/.exec(text.slice(at)) ?? [];
    const end = open === undefined ? undefined : closing(text, at + open.length);
    if (open === undefined || name === undefined || end === undefined) {
      note(
        unreadable(
          { text: text.slice(at), offset: offset + at },
          'what is said of a route',
          'expected def or async def, or a word and brackets: "validation [cpu 2]"',
        ),
      );
      return undefined;
    }
    const start = at + open.length;
    found.push({
      name: { text: name, offset: offset + at },
      inside: { text: text.slice(start, end), offset: offset + start },
    });
    at = end + 1 + (/^\s*/.exec(text.slice(end + 1))?.[0].length ?? 0);
  }
  return found;
}

/** Where the bracket is closed that was opened right before `from`. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function unreadable({ text, offset }: Word, what: string, expected: string): Fault {
  return { offset, what: text === '' ? `${what} is missing` : `"${text}" is not ${what}`, expected };
}
