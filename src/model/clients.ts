import { Connection } from './connection.ts';
import { delay, type Ms, type Process, suspended, type Task } from './kernel.ts';
import type { Socket } from './network.ts';
import type { Outcome, Request, RequestId } from './trace.ts';
import { Visit } from './visit.ts';
import type { Retries, Step, Work } from './workload.ts';
import { CLIENTS, type Outside } from './world.ts';

/** Linux sends a lost SYN again after a second: include/net/tcp.h, TCP_TIMEOUT_INIT. */
const SYN_TIMEOUT: Ms = 1000;
/** `net.ipv4.tcp_syn_linear_timeouts`: so many times, since Linux 6.5, before each pause is twice the one before. */
const SYN_LINEAR = 4;
/** `net.ipv4.tcp_syn_retries`: after so many more it says that there is nobody. */
const SYN_RETRIES = 6;

/** What a client has to do with the server. */
export interface Site {
  /** The socket that the kernel, or a balancer, chooses for a request's connection; none where there is nobody to choose. */
  readonly door: (request: RequestId) => Socket | undefined;
  /** What this server does for this work. */
  readonly stepsOf: (work: Work) => readonly Step[];
}

/** A connection that a client keeps between requests, if it keeps one. */
export interface Line {
  connection: Connection | undefined;
}

/** Everything that the clients of a run have sent. */
export interface Clients {
  /** In the order in which they were sent. */
  readonly requests: readonly Request[];
  /** How many clients are still to come, wait for an answer or have left work behind. */
  readonly open: number;
  /** Runs a client, who is open until it ends. */
  start(client: Process): void;
  /** Sends a request, with all its retries. */
  send(work: Work): void;
  /** Sends a request, with all its retries, and waits for the end of it; on `line`'s connection if it has one. */
  ask(work: Work, line?: Line): Process<Outcome['kind']>;
}

interface Attempt {
  readonly id: RequestId;
  readonly outcome: Outcome['kind'];
}

const NO_RETRIES: Retries = { times: 0, pause: 0 };

/**
 * Clients that wait as long as their patience lasts. What they abandon is worked on. `requests` is where they are written down; several sets of clients of one run have one in common.
 */
export function clients(world: Outside, { door, stepsOf }: Site, requests: Request[] = []): Clients {
  const { clock, recorder } = world;
  const tasks = new Set<Task>();
  let open = 0;

  function* stubborn(work: Work): Process {
    yield* ask(work);
  }

  function* ask(work: Work, line?: Line): Process<Outcome['kind']> {
    const { times, pause, factor = 1 } = work.retries ?? NO_RETRIES;
    let last = yield* attempt(work, undefined, line);
    for (let n = 0; n < times && last.outcome !== 'replied'; n += 1) {
      yield* delay(clock, pause * factor ** n);
      last = yield* attempt(work, last.id, line);
    }
    return last.outcome;
  }

  function* attempt(work: Work, retryOf: RequestId | undefined, line?: Line): Process<Attempt> {
    const request = requestOf(work, retryOf);
    const outcome = yield* suspended<Outcome['kind']>((resume) => transmit(request, resume, line));
    return { id: request.id, outcome };
  }

  function requestOf(work: Work, retryOf?: RequestId): Request {
    const id: RequestId = `r${requests.length + 1}`;
    const { path, patience, probe } = work;
    const request: Request = {
      id,
      at: clock.now,
      path,
      steps: stepsOf(work),
      ...(patience !== undefined && { patience }),
      ...(probe !== undefined && { probe }),
      ...(work.retries !== undefined && { retries: work.retries }),
      ...(retryOf && { retryOf }),
    };
    requests.push(request);
    return request;
  }

  function transmit(request: Request, onOutcome?: (outcome: Outcome['kind']) => void, line?: Line): void {
    open += 1;
    const visit = new Visit(world, request, {
      onOutcome: (outcome) => onOutcome && clock.soon(() => onOutcome(outcome)),
      onFinish() {
        open -= 1;
      },
    });
    const kept = line?.connection;
    if (kept?.isOpen && kept.keepAlive) {
      visit.connection = kept;
      recorder.enter(request.id, { state: 'inLine', place: kept.place });
      kept.send(visit);
    } else {
      connect(visit, line, 0);
    }
  }

  function connect(visit: Visit, line: Line | undefined, attempts: number): void {
    if (!visit.isAwaited) return;
    if (attempts > SYN_LINEAR + SYN_RETRIES) {
      visit.giveUp();
      return;
    }
    const socket = door(visit.request);
    const connection = new Connection(socket?.place ?? CLIENTS, line !== undefined);
    connection.send(visit);
    const answer = socket?.connect(connection);
    if (socket === undefined || answer === 'refused') {
      connection.close();
    } else if (answer === 'queued') {
      recorder.enter(visit.request, { state: 'inLine', place: socket.place });
      visit.connection = connection;
      if (line !== undefined) line.connection = connection;
    } else {
      recorder.event({ kind: 'dropped', place: socket.place, request: visit.request });
      recorder.enter(visit.request, { state: 'inLine', place: CLIENTS });
      clock.later(SYN_TIMEOUT * 2 ** Math.max(0, attempts - SYN_LINEAR), () => connect(visit, line, attempts + 1));
    }
  }

  return {
    requests,
    get open() {
      return open + tasks.size;
    },
    start(client) {
      clock.start(client, tasks);
    },
    send(work) {
      if (work.retries === undefined) transmit(requestOf(work));
      else clock.start(stubborn(work), tasks);
    },
    ask,
  };
}
