import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of gunicorn's workers, but for those with asyncio's loop. */
export const WORKERS: readonly Mutation[] = [
  ...of(
    'servers/sync.ts',
    [
      'if (connection !== undefined) yield* handle(connection);',
      'if (connection === undefined) continue; const more = socket.poll(); if (more) worker.start(handle(more)); yield* handle(connection);',
      'a sync worker serves one request at a time',
      'a balancer sends a lost SYN to the same replica again',
    ],
    [
      "handleError = () => exchange.answer('failed');",
      'handleError = () => undefined;',
      'a sync worker that is aborted answers 500',
    ],
    ['worker.beat();', NOTHING, 'a sync worker with nothing to do shows every 15 s that it is alive'],
    [
      'alive = false;',
      NOTHING,
      'a sync worker that is told to stop finishes its request and takes no other',
      'a server that is told to stop while it is restarted does not start anew',
    ],
    [
      'if (handleError === undefined) worker.exit();',
      NOTHING,
      'an idle sync worker that is told to stop is gone at once, and who comes later is refused',
    ],
  ),
  ...of(
    'servers/gthread.ts',
    [
      'setAcceptEnabled(worker.connections.size < connections);',
      'setAcceptEnabled(worker.connections.size < Math.min(threads, connections));',
      'a gthread worker takes more than it has threads for, and its idle sibling cannot help',
    ],
    [
      'setAcceptEnabled(worker.connections.size < connections);',
      'setAcceptEnabled(true);',
      'a gthread worker at its limit accepts the next as soon as a user hangs up',
      'a gthread worker takes no more connections than its limit',
    ],
    ['worker.beat();', NOTHING, 'a gthread worker whose threads are busy shows every second that it is alive'],
    [
      'yield* waitForData(thread, exchange.request);',
      NOTHING,
      'a gthread worker accepts who is there before a thread begins to compute',
    ],
    [
      'while (worker.connections.size > 0 && clock.now < limit) yield* dispatchEvents(limit - clock.now);',
      NOTHING,
      'a gthread worker that is told to stop serves what it has taken, and no other',
    ],
    [
      'if (until > clock.now || connection.hasData) continue;',
      'continue;',
      'an idle connection of a gthread worker is closed after 2 s',
    ],
    [
      'next(() => worker.close(connection)),',
      '() => undefined,',
      'a gthread worker at its limit accepts the next as soon as a user hangs up',
    ],
  ),
  ...of(
    'servers/gevent.ts',
    [
      'onLoop(world, hub, exchange, exchange.steps, (steps)',
      "onLoop(world, hub, exchange, exchange.steps.map((s) => (s.kind === 'wait' ? { ...s, kind: 'block' } : s)), (steps)",
      'a gevent worker leaves the seat at a patched call',
    ],
    [
      'onLoop(world, hub, exchange, exchange.steps, (steps)',
      "onLoop(world, hub, exchange, exchange.steps.map((s) => (s.kind === 'block' ? { ...s, kind: 'wait' } : s)), (steps)",
      'a gevent worker is stuck in a call that is not patched',
    ],
    [
      '{ keepAlive, most, accepts:',
      '{ keepAlive, accepts:',
      'a gevent worker at its limit accepts the next as soon as a user hangs up',
      'a gevent worker at its limit accepts nobody until a connection is closed',
    ],
    [
      'hub.callLater(BEAT, { run: run });',
      NOTHING,
      'a gevent worker whose greenlets wait shows every second that it is alive',
      'a gevent worker that is told to stop takes connections until its next beat',
    ],
    [
      "abort: () => hub.callSoonThreadsafe({ run: () => void worker.exit('SIGABRT') }),",
      "abort: () => worker.exit('SIGABRT'),",
      'a gevent worker whose hub is hogged is deaf to SIGABRT, and killed a look later',
    ],
    ["server.stop('keepIdle');", NOTHING, 'a gevent worker that is told to stop takes connections until its next beat'],
    [
      "server.stop('keepIdle');",
      "server.stop('closeIdle');",
      'a gevent worker that is told to stop leaves idle connections open',
    ],
  ),
];
