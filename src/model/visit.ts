import type { Connection, Exchange } from './connection.ts';
import type { Timer } from './kernel.ts';
import type { Outcome, Request, RequestId } from './trace.ts';
import type { Step } from './workload.ts';
import { CLIENTS, type Outside } from './world.ts';

interface Listener {
  /** The client has seen this, and asks no more. */
  onOutcome(outcome: Outcome['kind']): void;
  /** The server has finished. */
  onFinish(): void;
}

/** A request from its sending on: what its client sees, and what the server does. A class, since there are so many. */
export class Visit implements Exchange {
  readonly request: RequestId;
  readonly steps: readonly Step[];
  /** Once there is one. */
  connection: Connection | undefined;
  /** Whether the client still waits for an answer. */
  isAwaited = true;
  #isServed = false;
  readonly #world: Outside;
  readonly #isProbe: boolean;
  readonly #listener: Listener;
  readonly #patience: Timer | undefined;

  constructor(world: Outside, { id, steps, patience, probe = false }: Request, listener: Listener) {
    this.request = id;
    this.steps = steps;
    this.#world = world;
    this.#isProbe = probe;
    this.#listener = listener;
    this.#patience = patience === undefined ? undefined : world.clock.lastly(patience, () => this.giveUp());
  }

  answer(kind: Exclude<Outcome['kind'], 'gaveUp'>): void {
    if (this.isAwaited) this.#settle(kind);
  }

  finish(): void {
    if (this.#isServed) return;
    this.#isServed = true;
    this.answer('replied');
    this.#world.recorder.finish(this.request);
    this.#listener.onFinish();
  }

  /** The client waits no longer. What it has sent is worked on; what has reached nobody is not. */
  giveUp(): void {
    this.#settle('gaveUp');
    if (this.#isProbe) this.#world.recorder.event({ kind: 'probeFailed', place: CLIENTS, request: this.request });
    if (this.connection === undefined) this.finish();
    else this.connection.hangUp();
  }

  #settle(kind: Outcome['kind']): void {
    this.isAwaited = false;
    this.#world.clock.cancel(this.#patience);
    this.#world.recorder.outcome(this.request, kind);
    this.#listener.onOutcome(kind);
  }
}
