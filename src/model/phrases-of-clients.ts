import { clientProblems, MOST_REQUESTS } from './check.ts';
import { instant, type Ms } from './kernel.ts';
import { expectedOneOf, nearest } from './nearest.ts';
import type { Fault } from './notation.ts';
import { type Note, number, type Reading, reading, type Word } from './phrases.ts';
import { stepsOf } from './phrases-of-lists.ts';
import { LONGEST, timeWithin } from './rules.ts';
import { type Kind, type Saying, SOURCES, TOGETHER } from './vocabulary.ts';
import type { Client, Step } from './workload.ts';

/** What was said of a field: by which word, at which place, and what it means if it means something. */
interface Said {
  readonly name: string;
  readonly offset: number;
  readonly value: unknown;
}

/** By the path of the field. */
type Sayings = Map<string, Said>;

/** A path may have colons in it; the one before the steps has a space behind it. */
const WORD = /\/\S*?(?=:?(?:\s|$))|[^\s:]+|:/g;
const COUNT = /^-?[\d.]+$/;
const SAMPLE_STEPS = 'expected a colon and steps, such as ": cpu 5, wait 90"';

/**
 * Reads "poisson 80 for 10s seed 3: cpu 5, wait 90": who comes, when, and behind a colon the steps of each. Those who
 * come once, "8 at 0: cpu 5" or "8 at 0 apart 10ms: cpu 5", are as many clients, `most` of them at most; all others are
 * one.
 */
export function clientsPhrase(text: string, { most = MOST_REQUESTS } = {}): Reading<readonly Client[]> {
  const faults: Fault[] = [];
  const note: Note = (fault) => void faults.push(fault);
  const { first, words, end, rest } = halves(text);
  const isCounted = COUNT.test(first.text);
  const kind = isCounted ? TOGETHER : SOURCES.get(first.text);

  const count = isCounted ? howMany(first, most, note) : 1;
  if (kind === undefined) note(unknownKind(first));
  if (rest === undefined && first.text !== '')
    note({ offset: text.length, what: 'there are no steps', expected: SAMPLE_STEPS });
  const steps = rest && stepsOf(rest, note, { chance: !isCounted });
  if (kind === undefined) return reading<readonly Client[]>(undefined, faults);

  const said = sayings(kind, first, words, end, note);
  const apart = isCounted ? pauses(said, count, note) : 0;
  const client = clientOf(isCounted ? undefined : first.text, said, steps ?? []);
  for (const { path, what, expected } of clientProblems([client], '')) {
    const about = said.get(path.replace(/^\[0\]\./, ''));
    // what is missing or could not be read has been said
    if (about?.value !== undefined) note({ offset: about.offset, what: `${about.name}: ${what}`, expected });
  }
  if (!isClient(client)) return reading<readonly Client[]>(undefined, faults);
  const inTurn = (n: number) => (apart === 0 || 'kind' in client ? client : { ...client, at: client.at + n * apart });
  return reading(
    Array.from({ length: count }, (_, n) => inTurn(n)),
    faults,
  );
}

function isClient(value: unknown): value is Client {
  return clientProblems([value]).length === 0;
}

/** The words before the colon and the text behind it, if there is one. */
function halves(text: string) {
  const all = Array.from(text.matchAll(WORD), ({ 0: found, index }): Word => ({ text: found, offset: index }));
  const colon = all.find((word) => word.text === ':');
  const end: Word = { text: '', offset: colon?.offset ?? text.length };
  const [first = end, ...words] = all.filter(({ offset }) => offset < end.offset);
  const rest = colon && { text: text.slice(colon.offset + 1), offset: colon.offset + 1 };
  return { first, words, end, rest };
}

function howMany(word: Word, most: number, note: Note): number {
  const count = Number(word.text);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  note({
    offset: word.offset,
    what: `${word.text} clients`,
    expected: `expected a whole number from 1 to ${most}`,
  });
  return 0;
}

/** By how much those who come once come after each other, which is taken out of what is said of each (ms). */
function pauses(said: Sayings, count: number, note: Note): Ms {
  const { value, offset = 0 } = said.get('apart') ?? {};
  said.delete('apart');
  if (typeof value !== 'number') return 0;
  const wrong = timeWithin(0, LONGEST / count)(value, 'apart');
  for (const { path, what, expected } of wrong) note({ offset, what: `${path}: ${what}`, expected });
  return wrong.length === 0 ? value : 0;
}

function unknownKind({ text, offset }: Word): Fault {
  const what = text === '' ? 'there are no clients' : `"${text}" is not a kind of clients`;
  const expected = expectedOneOf(text, [...SOURCES.keys()], 'kinds');
  return { offset, what, expected: expected.startsWith('kinds') ? `${expected}, or a number: "8 at 0"` : expected };
}

/** What the words say; what they say in vain, twice or not at all is noted. */
function sayings(kind: Kind, first: Word, words: readonly Word[], end: Word, note: Note): Sayings {
  const known = new Map(Object.entries(kind.sayings));
  const said: Sayings = new Map();
  const slips: (string | undefined)[] = [];
  let at = 0;

  function isSaying(word: Word | undefined): boolean {
    return word !== undefined && known.has(word.text);
  }

  function argument(): Word {
    const next = words[at] ?? end;
    if (isSaying(next)) return { text: '', offset: next.offset };
    at += 1;
    return next;
  }

  function say({ text: name, offset }: Word, { field, read }: Saying): void {
    const about = read === undefined ? { text: '', offset } : argument();
    if (said.has(field)) note({ offset, what: `${name}: said twice`, expected: 'expected it once' });
    const value = read === undefined || read(about, (fault) => note({ ...fault, what: `${name}: ${fault.what}` }));
    said.set(field, { name, offset: about.offset, value });
    if (field === 'think' && about.text.startsWith('~'))
      said.set('exponential', { name, offset: about.offset, value: true });
  }

  if (kind.counts !== undefined) say(first, { field: kind.counts, read: number });
  for (let word = words[at]; word !== undefined; word = words[at]) {
    at += 1;
    const saying = known.get(word.text);
    if (saying !== undefined) {
      say(word, saying);
      continue;
    }
    slips.push(nearest(word.text, known.keys()));
    const expected = expectedOneOf(word.text, [...known.keys()], 'words that go on');
    note({ offset: word.offset, what: `"${word.text}" says nothing here`, expected });
    // what follows an unknown word and is no slip for a known one belongs to it
    for (let next = words[at]; next && !nearest(next.text, known.keys()); next = words[at]) at += 1;
  }

  for (const sample of kind.needs) {
    const [name = ''] = sample.split(' ');
    const isSaid = said.has(known.get(name)?.field ?? '') || slips.includes(name);
    if (!isSaid)
      note({ offset: end.offset, what: `"${name}" is missing`, expected: `expected it, such as "${sample}"` });
  }
  for (const field of ['retries.pause', 'retries.factor']) {
    const { name = '', offset = 0 } = said.get(field) ?? {};
    const isVain = said.has(field) && !said.has('retries.times') && !slips.includes('retry');
    if (isVain)
      note({ offset, what: `${name}: nothing is tried again`, expected: 'expected retry as well: "retry 3"' });
  }
  return said;
}

/** The fields as they were said; a duration of the whole counts from its beginning. */
function clientOf(kind: string | undefined, said: Sayings, steps: readonly Step[]): Readonly<Record<string, unknown>> {
  const retries: Record<string, unknown> = { pause: 0 };
  const client: Record<string, unknown> = { ...(kind !== undefined && { kind }), path: '/', steps };
  for (const [field, { value }] of said) {
    const [outer, inner] = field.split('.');
    if (inner !== undefined) retries[inner] = value;
    else if (outer !== undefined) client[outer] = value;
  }
  if (said.has('retries.times')) client.retries = retries;
  const { from = 0, to } = client;
  if (typeof from === 'number' && typeof to === 'number') client.to = instant(from + to);
  return client;
}
