import { readFileSync } from 'node:fs';
import { drawnKinds } from '../../src/compiler/fence.ts';
import { languages } from '../../src/compiler/highlight.ts';
import { noteParts } from '../../src/compiler/notes.ts';
import { kinds } from '../../src/compiler/slide.ts';
import { figures, inColumns } from '../../src/draw/figures.ts';
import { words } from '../../src/draw/told-form.ts';
import { parseDoings } from '../../src/model/doings.ts';
import { parseSteps } from '../../src/model/notation.ts';
import { serverProblems, serverRules } from '../../src/model/servers/index.ts';
import { problemsIn } from './examples.ts';

const arrivals = [{ count: 2, path: '/', does: 'cpu 5' }];

/** What the code knows, by the words of the comment above the table that has to say it. */
export const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['kinds of diagram', drawnKinds],
  ['fields of every diagram', common(Object.keys(figures).map((kind) => keysAt(kind, {})))],
  ['words of every beat', Object.keys(words)],
  ...Object.keys(figures).flatMap((kind) => fieldsOf(kind)),
  ['kinds in a column', inColumns],
  ['fields of a band', keysAt('band', {})],
  ['fields of a calculator', keysAt('calculator', {})],
  ['fields of a preset', keysAt('calculator', { presets: [{}] }, 'presets[0]')],

  ['fields of arrivals', keysAt('diagram', { arrivals: [{}] }, 'arrivals[0]')],
  ['fields of users', keysAt('diagram', { arrivals: [{ users: 1 }] }, 'arrivals[0]')],
  ['steps', namesIn(faultOf('?'), /^steps are (.*)$/)],
  ['servers', Object.keys(serverRules())],
  ['parameters of servers', [...new Set(Object.values(serverRules()).flatMap((rules) => Object.keys(rules)))]],
  [
    'supervisors',
    Object.keys(serverRules()).flatMap((kind) => [
      ...new Set(answer(serverProblems({ kind, supervisor: '?' }), /^supervisors of this server are (.*)$/)),
    ]),
  ],
  ['fields of a card', keysAt('diagram', { beats: [{ cards: [{}] }] }, 'beats[0].cards[0]')],
  ['fields of code', keysAt('diagram', { code: {} }, 'code')],
  ['lanes', asked('diagram', { beats: [{ lanes: '?' }] }, /^lanes \(if no list of requests\) are (.*)$/)],
  ['states that are lit', asked('diagram', { beats: [{ lit: '?' }] }, /^states are (.*)$/)],
  ['instants of a request', asked('diagram', machine({ until: 'r1 ?' }), / and one of (.*)$/)],
  ['figures of a run', asked('diagram', machine({ say: '{?}' }), /^a run has (.*)$/)],
  ['figures of a request', asked('diagram', machine({ say: '{r1.?}' }), /^r1 has (.*)$/)],
  ['fields of a knob', keysAt('diagram', { beats: [{ knobs: { n: {} } }] }, 'beats[0].knobs.n')],

  ['fields of a server of a race', keysAt('race', { servers: [{}, {}] }, 'servers[0]')],
  ['instants of a process', asked('race', race({ until: 'a:?' }), / or of its process (.*)$/)],
  ['counts of a row', countsOfARow()],

  ['fields of a probe', keysAt('fleet', { probe: {} }, 'probe')],
  ['instants of a pod', asked('fleet', fleet({ until: 'pod 1 ?' }), /^expected a pod and one of (.*)$/)],
  ['figures of a fleet', asked('fleet', fleet({ say: '{?}' }), /^a fleet has (.*)$/)],

  ['what a task does', namesIn(doingFault('?'), /^expected (.*) with milliseconds/)],
  ['moments of turns', withN(asked('turns', turns({ until: '?' }), /^moments are (.*)$/))],
  ['figures of a turn', asked('turns', turns({ say: '{?}' }), /^expected turns, or (.*) of turn 1 to/)],

  ['fields of a step of a path', keysAt('path', { in: [{}] }, 'in[0]')],
  ['fields of a column', keysAt('path', { columns: [{}] }, 'columns[0]')],
  ['fields of a trip', keysAt('path', { in: [{ trips: [{}] }] }, 'in[0].trips[0]')],
  ['what a path lights', asked('path', { beats: [{ lit: '?' }] }, /^what can be lit are (.*)$/)],
  ['how the loop is', asked('path', { beats: [{ loop: '?' }] }, /^states of the loop are (.*)$/)],
  ['fields of a leaf', keysAt('tree', { leaves: { a: {} } }, 'leaves.a')],
  ['counts of a path', asked('path', path({ say: '{?}' }), /^what is counted is (.*)$/)],

  ['fields of a talk', keysAt('conversation', { talks: [{}] }, 'talks[0]')],
  ['fields of a message', keysAt('conversation', { talks: [{ messages: [{}] }] }, 'talks[0].messages[0]')],
  [
    'states of a seat',
    asked('conversation', { talks: [{ messages: [{ seat: '?' }] }] }, /^states of a seat are (.*)$/),
  ],

  ['fields of a curve', keysAt('chart', { curve: [{}] }, 'curve[0]')],
  ['fields of bars', keysAt('chart', { bars: {} }, 'bars')],
  ['fields of a share', keysAt('chart', { share: {} }, 'share')],
  ['fields of a row of an agreement', keysAt('chart', { agreement: { rows: [{}] } }, 'agreement.rows[0]')],
  [
    'figures of an agreement',
    asked(
      'chart',
      { agreement: { rows: [{ label: 'a', of: ['cpu'] }] }, beats: [{ say: '{?}' }] },
      /^figures are (.*)$/,
    ),
  ],
  ['figures of a curve', asked('chart', curve({ say: '{?}' }), /^expected (.*) of one, such as/)],
  ['figures of a share', asked('chart', share({ say: '{?}' }), /^figures are (.*)$/)],

  ['kinds of places', kindsOfPlaces()],

  ['kinds of slides', kinds],
  ['parts of the notes', noteParts],
  ['languages of listings', languages],

  ['packages', packages()],
]);

/** The fields that only this kind has: those of every diagram and the words of every beat stand in tables of their own. */
function fieldsOf(kind: string): [string, readonly string[]][] {
  const every = common(Object.keys(figures).map((each) => keysAt(each, {})));
  const without = (all: readonly string[], others: readonly string[]) => all.filter((one) => !others.includes(one));
  return [
    [`fields of a ${kind}`, without(keysAt(kind, {}), every)],
    [`fields of a beat of a ${kind}`, without(keysAt(kind, { beats: [{}] }, 'beats[0]'), Object.keys(words))],
  ];
}

function common(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = lists;
  return first.filter((one) => others.every((list) => list.includes(one)));
}

/** The fields that an object may have at this place of a diagram: what its author is told of one that there is not. */
function keysAt(kind: string, value: Record<string, unknown>, path = ''): readonly string[] {
  const unknown = problemsIn(kind, withUnknown(value, path)).filter((each) => each.path === path);
  return answer(unknown, /^keys are (.*)$/);
}

function withUnknown(value: unknown, path: string): unknown {
  const [step, ...rest] = path.match(/[^.[\]]+/g) ?? [];
  if (step === undefined) return { ...Object(value), '?': true };
  if (Array.isArray(value))
    return value.map((each, i) => (String(i) === step ? withUnknown(each, rest.join('.')) : each));
  return { ...Object(value), [step]: withUnknown(Object(value)[step], rest.join('.')) };
}

function asked(kind: string, value: unknown, pattern: RegExp): readonly string[] {
  return answer(problemsIn(kind, value), pattern);
}

/** The names that what was expected goes on to list. Throws if nothing was. */
function answer(problems: readonly { readonly expected: string }[], pattern: RegExp): readonly string[] {
  const found = problems.find(({ expected }) => pattern.test(expected));
  if (found === undefined)
    throw new Error(`nobody says ${pattern}, but: ${problems.map(({ expected }) => expected).join(' / ')}`);
  return namesIn(found.expected, pattern);
}

function namesIn(expected: string, pattern: RegExp): readonly string[] {
  return (pattern.exec(expected)?.[1] ?? '').split(/, or |, | or | and /);
}

function faultOf(text: string): string {
  const parsed = parseSteps(text);
  return parsed.kind === 'fault' ? parsed.fault.expected : '';
}

function doingFault(text: string): string {
  const parsed = parseDoings(text);
  return parsed.kind === 'fault' ? parsed.expected : '';
}

function packages(): readonly string[] {
  const { dependencies, devDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  return Object.keys({ ...dependencies, ...devDependencies });
}

/** They are types, and gone when the code runs. */
function kindsOfPlaces(): readonly string[] {
  const [type = ''] = /export type Place =[\s\S]*?;\n\n/.exec(readFileSync('src/model/trace.ts', 'utf8')) ?? [];
  return [...type.matchAll(/kind: '(\w+)'/g)].map(([, kind = '']) => kind);
}

/** Beyond what any run has. */
function countsOfARow(): readonly string[] {
  const ofAnyRun = asked('diagram', machine({ say: '{?}' }), /^a run has (.*)$/);
  return asked('race', race({ say: '{a:?}' }), /^a run has (.*)$/).filter((name) => !ofAnyRun.includes(name));
}

function withN(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.replace(/\d+/, 'N')))];
}

function machine(beat: object) {
  return { server: { kind: 'sync' }, arrivals, beats: [{ until: '0 ms', say: 'a', ...beat }] };
}

function race(beat: object) {
  const servers = ['a', 'b'].map((label) => ({ label, server: { kind: 'sync' } }));
  return { servers, arrivals, beats: [{ until: '0 ms', say: 'a', ...beat }] };
}

function fleet(beat: object) {
  return { ...machine(beat), replicas: 2 };
}

function turns(beat: object) {
  return { tasks: { A: 'cpu 1, sleep 5, cpu 1' }, beats: [{ say: 'a', ...beat }] };
}

/** Two ways, one of which stops the loop, so that all is counted that can be. */
function path(beat: object) {
  const columns = [
    { title: 'a', steps: [{ layer: 'a' }] },
    { title: 'b', steps: [{ layer: 'b', trips: ['c'] }] },
  ];
  return { columns, beats: [{ say: 'a', until: 'a', loop: 'stuck', ...beat }] };
}

function curve(beat: object) {
  return { curve: [{ label: 'one', servers: 1, service: 10 }], beats: [{ until: 50, say: 'a', ...beat }] };
}

function share(beat: object) {
  return { share: { total: 100, cores: 4, threads: 8 }, beats: [{ until: 50, say: 'a', ...beat }] };
}
