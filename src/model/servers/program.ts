import type { Socket } from '../network.ts';
import type { Worker } from './worker.ts';

/** What a worker's Python does on a signal. */
export interface Handlers {
  /** SIGTERM: takes no more connections, finishes what it has, exits. */
  terminate(): void;
  /** SIGABRT; nothing happens if Python does not come to run its handler. */
  abort(): void;
}

/** What runs in each worker: starts its processes in it and says how it takes signals. */
export type Program = (worker: Worker, socket: Socket) => Handlers;
