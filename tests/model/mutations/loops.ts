import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of servers with a loop, and what they hand to threads. */
export const LOOPS: readonly Mutation[] = [
  ...of(
    'servers/eventloop.ts',
    [
      'for (let n = 0; n < todo; n += 1) {',
      'while (ready.size > 0) {',
      'a turn of the loop runs exactly what was ready when it began',
    ],
    [
      'register(sleeper, socket, (run) => ({ run }), readable)',
      '{ const now = () => clock.soon(() => { readable(); sleeper.interrupt(); }); now(); return socket.watch(now); }',
      'accepting is a callback: a loop that computes accepts nobody',
      'a turn of the loop runs exactly what was ready when it began',
      'an idle connection is closed after 5 s',
      'uvicorn replaces a worker when it looks after it',
      'a backlog holds one more than its size',
      'a lost SYN is sent again after a second, five times, and then after pauses that double',
      'a balancer passes over a replica that restarts',
    ],
  ),
  ...of('servers/eventloop.ts', [
    'if (!worker.isAlive) return;',
    NOTHING,
    'a worker that ends on its loop runs nothing more of it',
  ]),
  ...of(
    'servers/protocol.ts',
    [
      'const cancel = loop.callLater(keepAlive, { run: () => void closeIdle(connection) });',
      'const cancel = () => undefined;',
      'an idle connection is closed after 5 s',
    ],
    [
      'worker.stopListening();',
      NOTHING,
      'uvicorn that is told to stop refuses who comes, and waits for who is there',
      'a gevent worker that is told to stop takes connections until its next beat',
    ],
    [
      "if (whatIsIdle === 'closeIdle') for (const connection of idle) closeIdle(connection);",
      NOTHING,
      'uvicorn that is told to stop closes idle connections at once',
    ],
  ),
  ...of(
    'servers/asgi.ts',
    [
      'onLoop(world, loop, exchange, exchange.steps, (steps)',
      "onLoop(world, loop, exchange, exchange.steps.map((s) => (s.kind === 'wait' ? { ...s, kind: 'block' } : s)), (steps)",
      'a loop leaves the seat at an await',
    ],
    [
      'onLoop(world, loop, exchange, exchange.steps, (steps)',
      "onLoop(world, loop, exchange, exchange.steps.map((s) => (s.kind === 'block' ? { ...s, kind: 'wait' } : s)), (steps)",
      'a loop is stuck in a blocking call',
      'a balancer passes over a replica that restarts',
      'who comes while no replica is ready is refused',
    ],
    [
      'worker.connections.size >= concurrencyLimit',
      'worker.connections.size > concurrencyLimit',
      'the concurrency limit counts the new connection',
      'who is refused loses the connection, and does not count for the next',
    ],
    ['connection.keepAlive = false;', NOTHING, 'who is refused loses the connection, and does not count for the next'],
    [
      "supervisor === 'gunicorn' ? 'keepIdle' : 'closeIdle'",
      "'closeIdle'",
      "gunicorn's own ASGI worker that is told to stop leaves idle connections open",
    ],
    ['worker.beat();', NOTHING, "a worker of gunicorn's with a loop beats while requests wait"],
    [
      "else loop.callSoonThreadsafe({ run: () => void worker.exit('SIGABRT') });",
      "else worker.exit('SIGABRT');",
      "gunicorn's own ASGI worker is deaf to SIGABRT in a blocking call, and killed a look later",
    ],
    [
      "if (supervisor === 'uvicornWorker') worker.exit('SIGABRT');",
      "if (supervisor === undefined) worker.exit('SIGABRT');",
      "uvicorn's worker for gunicorn dies by SIGABRT in a blocking call",
    ],
    [
      'if (worker.connections.size === 0) worker.exit();',
      'if (shouldExit) worker.exit();',
      "gunicorn's own ASGI worker that is told to stop leaves idle connections open",
      'uvicorn that is told to stop refuses who comes, and waits for who is there',
      'uvicorn cancels what its graceful timeout does not suffice for: 500',
      "uvicorn's supervisor keeps the socket while it stops, and who comes is in line for nobody",
    ],
    [
      'if (grace !== undefined) loop.callLater(grace, { run: cancelTasks });',
      NOTHING,
      'uvicorn cancels what its graceful timeout does not suffice for: 500',
    ],
    [
      'for (const connection of worker.connections) connection.fail();',
      NOTHING,
      'uvicorn cancels what its graceful timeout does not suffice for: 500',
    ],
  ),
  ...of(
    'servers/anyio.ts',
    [
      'if (!isExempt) release();',
      NOTHING,
      'a `def` dependency makes a trip of its own, which needs a token and gives it back',
      'what comes after the `yield` of a dependency needs no token',
    ],
    [
      'if (borrowed < total) {',
      'if (total > 0) {',
      'a `def` dependency makes a trip of its own, which needs a token and gives it back',
    ],
  ),
  ...of(
    'servers/fastapi.ts',
    ['...trip(endpoint, steps),', '...steps,', 'an endpoint that is `def` makes a trip to a thread'],
    [
      '...dependencies.flatMap((each) => trip(each.declared, each.steps)),',
      NOTHING,
      'a `def` dependency makes a trip of its own, which needs a token and gives it back',
    ],
    ['trip(how, exit, true)', 'trip(how, exit)', 'what comes after the `yield` of a dependency needs no token'],
    [
      "{ kind: 'reply' },",
      NOTHING,
      'a background task is done behind the answer',
      'a crash ends what goes on behind an answer, although its connection has been asked again',
    ],
    [
      '...(validation ? trip(endpoint, validation) : []),',
      '...(validation ?? []),',
      'what a `def` endpoint returns is validated in a thread',
    ],
  ),
  // region tornado
  ...of(
    'servers/tornado.ts',
    [
      "return here === 'def' ? blocking(steps) : steps;",
      'return steps;',
      "Tornado's `def` runs on the loop, and blocks it",
    ],
    [
      "terminate: () => worker.exit('SIGTERM')",
      'terminate: () => undefined',
      'Tornado leaves SIGTERM to the system: all is lost at once',
    ],
  ),
  // endregion
  ...of('servers/executor.ts', [
    'return Math.min(32, cores + 4);',
    'return 40;',
    'an executor has as many threads as cores and four more',
  ]),
];
