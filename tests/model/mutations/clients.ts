import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of those who ask. */
export const CLIENTS: readonly Mutation[] = [
  ...of(
    'visit.ts',
    [
      'world.clock.lastly(patience, () => this.giveUp())',
      'undefined',
      'a server that is told to stop while it is restarted does not start anew',
      'a probe asks nobody while it has the server restarted, and makes up for no tick',
      'a client gives up when its patience ends',
      'a server is restarted after so many failures of its probe in a row',
      'a balancer passes over a replica that restarts',
      'who comes while no replica is ready is refused',
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
    [
      'SYN_TIMEOUT * 2 ** Math.max(0, attempts - SYN_LINEAR)',
      'SYN_TIMEOUT',
      'a lost SYN is sent again after a second, five times, and then after pauses that double',
    ],
    [
      'const SYN_LINEAR = 4;',
      'const SYN_LINEAR = 0;',
      'a lost SYN is sent again after a second, five times, and then after pauses that double',
    ],
    [
      'if (kept?.isOpen && kept.keepAlive) {',
      'if (kept === null) {',
      "gunicorn's own ASGI worker that is told to stop leaves idle connections open",
      'a gevent worker that is told to stop leaves idle connections open',
      'a user who keeps the connection stays with the process',
      'a crash ends what goes on behind an answer, although its connection has been asked again',
    ],
  ),
  ...of(
    'sources.ts',
    [
      'yield* delay(clock, varies ? exponential(chance, think) : think);',
      'yield* delay(clock, varies ? exponential(chance, think) : think + 1);',
      "gunicorn's own ASGI worker that is told to stop leaves idle connections open",
      'a gevent worker that is told to stop leaves idle connections open',
      'a gevent worker at its limit accepts the next as soon as a user hangs up',
      'a gthread worker at its limit accepts the next as soon as a user hangs up',
      'a user thinks between an answer and the next request',
    ],
    [
      "inARow = (yield* clients.ask(next())) === 'replied' ? 0 : inARow + 1;",
      "if ((yield* clients.ask(next())) !== 'replied') inARow += 1;",
      'a server is restarted after so many failures of its probe in a row',
    ],
    [
      'if (instant(at) < clock.now) continue;',
      NOTHING,
      'a probe asks nobody while it has the server restarted, and makes up for no tick',
    ],
    [
      'yield* restart(grace);',
      'clock.start(restart(grace));',
      'a probe asks nobody while it has the server restarted, and makes up for no tick',
    ],
  ),
];
