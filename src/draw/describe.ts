import { moment, type Segment } from '../model/trace.ts';
import type { Scene } from './scene.ts';
import { duration, outcomeWords } from './words.ts';

const stateWords = { inLine: 'in line', running: 'running', away: 'away', stuck: 'stuck' } as const;

/** A beat in words: its sentence, and who is where; the picture's text alternative. */
export function describe({ beats, runs }: Scene, number: number): string {
  const beat = beats[number];
  const run = beat && runs.get(beat.run);
  if (beat === undefined || run === undefined) return '';
  const { present, outcomes } = moment(run.trace, beat.at);
  // a question is asked before its instant's first move: who comes right then is in line
  const coming = new Set(run.trace.requests.filter(({ at }) => beat.ask !== '' && at === beat.at).map(({ id }) => id));
  const stateOf = ({ request, state }: Segment) => (coming.has(request) ? 'inLine' : state);
  const states = Object.entries(stateWords).flatMap(([state, words]) => {
    const who = present.filter((stay) => stateOf(stay) === state).map(({ request }) => request.slice(1));
    return who.length === 0 ? [] : [`${words}: ${who.join(', ')}`];
  });
  const told = outcomes
    .slice(-4)
    .map(
      ({ request, kind }) =>
        `${request.slice(1)} ${outcomeWords[kind]} after ${duration(run.figures.get(request)?.latency ?? 0)}`,
    );
  const answers = beat.answers.map(({ text }) => text).join(', ');
  return [
    beat.ask === '' ? beat.say : `${beat.ask} ${answers}.`,
    beat.payoff,
    ...beat.cards.map(({ title, text }) => `${title}: ${text}`),
    `At ${duration(beat.at)}`,
    ...states,
    ...told,
  ]
    .filter((part) => part !== '')
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(' ');
}
