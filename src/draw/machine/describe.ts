import { moment, type Segment } from '../../model/trace.ts';
import { codeText } from '../code.ts';
import { duration, outcomeWords } from '../words.ts';
import { whoIsAt } from './code.ts';
import { pictureOf } from './picture.ts';
import type { Run } from './run.ts';
import type { Beat, Scene } from './scene.ts';

/** More numbers than this nobody wants to hear. */
const mostNumbers = 12;

const stateWords = { inLine: 'in line', running: 'running', away: 'away', stuck: 'stuck' } as const;

/** Where everybody is when a beat ends, and who has got what, in phrases. */
export function whoIsWhere(scene: Scene, beat: Beat): readonly string[] {
  const { runs } = scene;
  const run = runs.get(beat.run);
  if (run === undefined) return [];
  const { present, outcomes } = moment(run.trace, beat.at);
  // a question is asked before its instant's first move: who comes right then is in line
  const coming = new Set(
    run.trace.requests
      .filter(({ at }) => (beat.ask !== '' || beat.fork !== undefined) && at === beat.at)
      .map(({ id }) => id),
  );
  const stateOf = ({ request, state }: Segment) => (coming.has(request) ? 'inLine' : state);
  const states = Object.entries(stateWords).flatMap(([state, words]) => {
    const who = present.filter((stay) => stateOf(stay) === state).map(({ request }) => request.slice(1));
    if (who.length > mostNumbers) return [`${who.length} ${words}`];
    return who.length === 0 ? [] : [`${words}: ${who.join(', ')}`];
  });
  const told = outcomes
    .slice(-4)
    .map(
      ({ request, kind }) =>
        `${request.slice(1)} ${outcomeWords[kind]} after ${duration(run.figures.get(request)?.latency ?? 0)}`,
    );
  return [
    ...atLines(scene, beat),
    ...beat.cards.map(({ title, text }) => `${title}: ${text}`),
    `At ${duration(beat.at)}`,
    ...states,
    ...told,
    ...memoryWords(scene, beat, run),
  ];
}

function memoryWords({ memory }: Scene, { fork }: Beat, { trace }: Run): readonly string[] {
  const count = fork === 'before' ? 1 : trace.places.filter(({ kind }) => kind === 'process').length;
  return memory === undefined ? [] : [`memory, measured: ${count} × ${memory} MB`];
}

/** Who is at which line of the code, where that is shown. */
function atLines(scene: Scene, beat: Beat): readonly string[] {
  const { code } = scene;
  if (beat.lanes !== 'code' || code === undefined) return [];
  const here = whoIsAt(pictureOf(scene, beat.run, 'wide'), beat.at, beat.ask !== '');
  const told = [...here].map(([line, parties]) => {
    const who = parties.flatMap((party) => party.who.map((id) => id.slice(1)));
    return `${who.join(', ')} at “${codeText(code.lines[line - 1])}”`;
  });
  return beat.line === undefined ? told : [`The line: ${codeText(code.lines[beat.line - 1])}`, ...told];
}
