import { type Mutation, of } from './mutation.ts';

/** Of those who ask. */
export const CLIENTS: readonly Mutation[] = [
  ...of(
    'visit.ts',
    [
      'world.clock.lastly(patience, () => this.giveUp())',
      'undefined',
      'a client gives up when its patience ends',
      'a server is restarted after so many failures of its probe in a row',
    ],
    [
      'world.clock.lastly(patience, () => this.giveUp())',
      'world.clock.firstly(patience, () => this.giveUp())',
      'a client takes an answer that comes in the last instant of its patience',
    ],
    [
      'else this.connection.hangUp();',
      'else this.finish();',
      'what a client has abandoned is worked on',
      'a server is restarted after so many failures of its probe in a row',
    ],
  ),
  ...of(
    'clients.ts',
    [
      'yield* delay(clock, pause * factor ** n);',
      'yield* delay(clock, pause);',
      'a client retries after a pause that grows',
    ],
    ['FIRST_RETRY * 2 ** attempts', 'FIRST_RETRY', 'a lost SYN is sent again after 1, 2 and 4 s'],
    [
      'if (kept?.isOpen && kept.keepAlive) {',
      'if (kept === null) {',
      'a user who keeps the connection stays with the process',
      'a crash ends what goes on behind an answer, although its connection has been asked again',
    ],
  ),
  ...of(
    'sources.ts',
    [
      'yield* delay(clock, varies ? exponential(chance, think) : think);',
      'yield* delay(clock, varies ? exponential(chance, think) : think + 1);',
      'a user thinks between an answer and the next request',
    ],
    [
      "inARow = (yield* clients.ask(next())) === 'replied' ? 0 : inARow + 1;",
      "if ((yield* clients.ask(next())) !== 'replied') inARow += 1;",
      'a server is restarted after so many failures of its probe in a row',
    ],
  ),
];
