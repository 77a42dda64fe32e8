import { expectedOneOf } from './nearest.ts';
import type { Fault } from './notation.ts';
import {
  duration,
  flag,
  type Note,
  number,
  type Reader,
  type Reading,
  reading,
  remedy,
  verbatim,
  type Word,
} from './phrases.ts';
import { callables, crashes, dependencies, handlers, routes, steps } from './phrases-of-lists.ts';
import type { Problem } from './rules.ts';
import { type ServerSpec, serverProblems, serverRules } from './servers/index.ts';

type FieldsOf<Spec> = Spec extends unknown ? Exclude<keyof Spec, 'kind'> : never;

/** How the value of each field is written. */
const READERS: Readonly<Record<FieldsOf<ServerSpec>, Reader>> = {
  cores: number,
  gil: flag,
  quota: duration,
  workers: number,
  backlog: number,
  reusePort: flag,
  boot: duration,
  stopAt: duration,
  grace: duration,
  crashes,
  timeout: duration,
  supervisor: verbatim,
  threads: number,
  connections: number,
  concurrencyLimit: number,
  keepAlive: duration,
  tokens: number,
  endpoint: verbatim,
  routes,
  dependencies,
  validation: steps,
  background: callables,
  handler: verbatim,
  handlers,
};

const readers = new Map<string, Reader>(Object.entries(READERS));

/** The kinds of server a phrase may begin with, and what may be said of each. */
export const SERVER_FIELDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(serverRules()).map(([kind, rules]) => [kind, Object.keys(rules)]),
);

/** What stands between spaces; quotes keep spaces together. */
const WORD = /(?:"[^"]*"?|'[^']*'?|[^\s"'])+/g;

/** Reads "fastapi workers=2 endpoint=def timeout=3s": a kind, and fields of its spec. */
export function serverPhrase(text: string): Reading<ServerSpec> {
  const [first = { text: '', offset: text.length }, ...rest] = words(text);
  const faults: Fault[] = [];
  const known = SERVER_FIELDS.get(first.text);
  if (known === undefined) faults.push(unknownKind(first));
  const fields = known ?? [...readers.keys()];
  const server: Record<string, unknown> = { kind: first.text };
  const values = new Map<string, Word>();
  const doubtful = new Set<string>();

  for (const word of rest) {
    const [name, value] = assignment(word);
    const read = fields.includes(name) ? readers.get(name) : undefined;
    if (value === undefined) {
      faults.push({ offset: word.offset, what: `"${word.text}" has no value`, expected: HOW_TO_ASSIGN });
    } else if (read === undefined) {
      const what = `"${name}" is not a parameter${known ? ` of ${first.text}` : ''}`;
      faults.push({ offset: word.offset, what, expected: expectedOneOf(name, fields, 'parameters') });
    } else if (values.has(name)) {
      faults.push({ offset: word.offset, what: `${name}: said twice`, expected: 'expected one value' });
    } else if (/^["']/.test(value.text)) {
      faults.push({
        offset: value.offset,
        what: `${name}: a quote that nothing ends`,
        expected: 'expected another one',
      });
    } else {
      const note: Note = ({ offset, what, expected }) => {
        doubtful.add(name);
        faults.push({ offset, what: `${name}: ${what}`, expected });
      };
      values.set(name, value);
      // what cannot be read stays as it is, so that nothing is concluded from its absence
      server[name] = read(value, note) ?? value.text;
    }
  }

  if (known !== undefined) {
    const wrong = serverProblems(server).map((problem) => placed(problem, values, text.length));
    faults.push(...wrong.flatMap(({ field, fault }) => (doubtful.has(field) ? [] : [fault])));
  }
  return reading(isServer(server) ? server : undefined, faults);
}

const HOW_TO_ASSIGN = 'expected name=value, and quotes where there are spaces: name="a b"';

function isServer(value: unknown): value is ServerSpec {
  return serverProblems(value).length === 0;
}

function words(text: string): readonly Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: found, index }) => ({ text: found, offset: index }));
}

/** The name, and the value without its quotes. */
function assignment({ text, offset }: Word): readonly [string, Word | undefined] {
  const sign = text.indexOf('=');
  if (sign < 1) return [text, undefined];
  const value = text.slice(sign + 1);
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(value) ?? [];
  const start = offset + sign + 1;
  const word = quoted === undefined ? { text: value, offset: start } : { text: quoted, offset: start + 1 };
  return [text.slice(0, sign), word];
}

function unknownKind({ text, offset }: Word): Fault {
  const what = text === '' ? 'there is no server' : `"${text}" is not a server`;
  return { offset, what, expected: expectedOneOf(text, [...SERVER_FIELDS.keys()], 'servers') };
}

/** A problem with the place of the value it is about; of what is not there, the end. */
function placed({ path, what, expected }: Problem, values: ReadonlyMap<string, Word>, end: number) {
  const [field = ''] = path.split(/[.[]/);
  const value = values.get(field);
  const fault = {
    offset: value?.offset ?? end,
    what: `${path}: ${what}`,
    expected: remedy(value?.text ?? '', expected),
  };
  return { field, fault };
}
