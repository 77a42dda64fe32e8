import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of cores, the GIL, tokens and sockets. */
export const MACHINE: readonly Mutation[] = [
  ...of('resources.ts', [
    'const waiters = fifo<Waiter<T>>();',
    'const stack = []; const waiters = { push: (w) => void stack.push(w), shift: () => stack.pop() };',
    'an executor takes first who came first',
  ]),
  ...of(
    'gil.ts',
    [
      'const SWITCH_INTERVAL: Ms = 5;',
      'const SWITCH_INTERVAL: Ms = 50;',
      'who waits for the GIL has it after 5 ms',
      'who waits for the GIL starts its 5 ms anew when somebody else has got it',
    ],
    [
      'if (switches !== seen) return;',
      NOTHING,
      'who waits for the GIL starts its 5 ms anew when somebody else has got it',
    ],
  ),
  ...of('machine.ts', [
    'leave(thread);\n  let left = ms;\n  while (left > 0) left = yield* compute(world, thread.seat, request, left, undefined);\n  yield* enter(world, thread, request);',
    'let left = ms;\n  while (left > 0) left = yield* compute(world, thread.seat, request, left, undefined);',
    'C code lets go of the GIL',
  ]),
  ...of(
    'processor.ts',
    ['const SLICE: Ms = 5;', 'const SLICE: Ms = 50;', 'a core goes round every 5 ms'],
    [
      'for (const stop of [...running]) stop();',
      NOTHING,
      'a container with one CPU and four busy workers runs for 25 ms and stands still for 75',
    ],
    ['free.pause();', NOTHING, 'a container with one CPU and four busy workers runs for 25 ms and stands still for 75'],
  ),
  ...of(
    'network.ts',
    ['if (queue.size > size)', 'if (queue.size >= size)', 'a backlog holds one more than its size'],
    [
      'const acceptors = fifo<Acceptor>();',
      'const stack = []; const acceptors = { push: (a) => void stack.push(a), shift: () => stack.pop() };',
      'idle workers are served in the order in which they became idle',
    ],
    [
      'for (let next = queue.shift(); next !== undefined; next = queue.shift()) next.close();',
      NOTHING,
      'a server that is told to stop while it is restarted does not start anew',
      'who is in line at a socket that is closed is thrown out',
      'a sync worker that is told to stop finishes its request and takes no other',
      'a gthread worker that is told to stop serves what it has taken, and no other',
      "uvicorn's supervisor keeps the socket while it stops, and who comes is in line for nobody",
    ],
    [
      "if (!isOpen) return 'refused';",
      NOTHING,
      'a process on its own is not replaced',
      'an idle sync worker that is told to stop is gone at once, and who comes later is refused',
      'a gevent worker that is told to stop takes connections until its next beat',
      'uvicorn that is told to stop refuses who comes, and waits for who is there',
      'uvicorn that is told to stop closes idle connections at once',
      'a client retries after a pause that grows',
    ],
    ['open[Math.floor(hash() * open.length)] ??', NOTHING, 'reuse_port spreads connections over sockets of their own'],
    [
      'skewed(chance, left.length)',
      '0',
      'a gthread worker takes more than it has threads for, and its idle sibling cannot help',
      'workers that watch one socket share it unevenly',
    ],
  ),
  ...of(
    'connection.ts',
    [
      'for (const exchange of [this.#previous, this.#current]) {',
      'for (const exchange of [this.#current]) {',
      'a crash ends what goes on behind an answer, although its connection has been asked again',
    ],
    [
      'ended?.();',
      NOTHING,
      'a gthread worker at its limit accepts the next as soon as a user hangs up',
      'a gevent worker at its limit accepts the next as soon as a user hangs up',
    ],
  ),
];
