import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of those who watch the workers. */
export const ARBITERS: readonly Mutation[] = [
  ...of(
    'servers/arbiter.ts',
    [
      'if (supervision.watches) murder(slot);',
      'if (false) murder(slot);',
      'a sync worker that is aborted answers 500',
      'a gevent worker whose hub is hogged is deaf to SIGABRT, and killed a look later',
      "gunicorn's own ASGI worker is deaf to SIGABRT in a blocking call, and killed a look later",
      "uvicorn's worker for gunicorn dies by SIGABRT in a blocking call",
      'every new worker is warned by SIGABRT',
    ],
    [
      'slot.wasAborted = true;',
      NOTHING,
      'a gevent worker whose hub is hogged is deaf to SIGABRT, and killed a look later',
      "gunicorn's own ASGI worker is deaf to SIGABRT in a blocking call, and killed a look later",
    ],
    ['slot.wasAborted = false;', NOTHING, 'every new worker is warned by SIGABRT'],
    ["if (phase !== 'serving') continue;", NOTHING, 'gunicorn kills nobody for the timeout while it stops'],
    [
      "for (const { slot, worker } of told) if (slot.worker === worker) signal(slot, 'SIGKILL');",
      NOTHING,
      'a probe asks nobody while it has the server restarted, and makes up for no tick',
      'gunicorn kills who is not done when the grace is over',
      'a replica that has booted is in rotation again',
      'who comes while no replica is ready is refused',
    ],
    [
      "if (phase === 'serving' && supervision.replaces === 'whenItEnds') replace(slot);",
      NOTHING,
      'gunicorn replaces a worker as soon as it ends, and the new one serves when it has booted',
      'every new worker is warned by SIGABRT',
    ],
    [
      "supervision.replaces === 'whenItEnds'",
      'true',
      'a process on its own is not replaced',
      'uvicorn replaces a worker when it looks after it',
    ],
    ['else if (slot.worker === undefined) replace(slot);', NOTHING, 'uvicorn replaces a worker when it looks after it'],
    [
      'phase = next;',
      "if (phase === 'serving') phase = next;",
      'a server that is told to stop while it is restarted does not start anew',
    ],
    [
      'yield* delay(clock, boot);',
      NOTHING,
      'a probe asks nobody while it has the server restarted, and makes up for no tick',
      'gunicorn replaces a worker as soon as it ends, and the new one serves when it has booted',
    ],
  ),
  ...of(
    'servers/group.ts',
    [
      'keepsSocket: true,',
      'keepsSocket: false,',
      "uvicorn's supervisor keeps the socket while it stops, and who comes is in line for nobody",
    ],
    [
      'looksForSignals: true,',
      'looksForSignals: false,',
      "uvicorn's supervisor sees that it is told to stop when it looks after its workers",
    ],
  ),
  ...of('servers/worker.ts', [
    'for (const connection of connections) connection.close();',
    'for (const connection of [...connections].slice(0, 1)) connection.close();',
    'a crash loses what the worker has',
  ]),
];
