import type { Fault } from '../model/notation.ts';
import type { Reading } from '../model/phrases.ts';
import { clientsPhrase } from '../model/phrases-of-clients.ts';
import { serverPhrase } from '../model/phrases-of-servers.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import type { Client } from '../model/workload.ts';
import { tooMuch } from './bounds.ts';
import type { Experiment } from './experiment.ts';

/** An experiment that can be run. */
export interface Trial {
  readonly servers: readonly ServerSpec[];
  readonly clients: readonly Client[];
}

/** What is wrong with each line, in the order of the lines; a line without faults has none. */
export interface Wrongs {
  readonly servers: readonly (readonly Fault[])[];
  readonly clients: readonly (readonly Fault[])[];
  /** What no line has for itself: that it is too much. */
  readonly all: readonly string[];
}

export type Understood = { readonly kind: 'trial'; readonly trial: Trial } | ({ readonly kind: 'wrong' } & Wrongs);

/** What an experiment means or, line by line, all that is wrong with it. */
export function understood({ servers, clients }: Experiment): Understood {
  const read = { servers: servers.map(serverPhrase), clients: clients.map(clientsPhrase) };
  const wrong = { servers: read.servers.map(faultsOf), clients: read.clients.map(faultsOf) };
  const trial: Trial = {
    servers: read.servers.flatMap((each) => (each.kind === 'read' ? [each.value] : [])),
    clients: read.clients.flatMap((each) => (each.kind === 'read' ? each.value : [])),
  };
  const isRead = [...wrong.servers, ...wrong.clients].every((faults) => faults.length === 0);
  const nobody =
    clients.length === 0 ? ['Nobody comes: a line of clients is needed, such as "8 at 0: cpu 5, wait 90".'] : [];
  const all = isRead ? [...nobody, ...tooMuch(trial.clients)] : nobody;
  return isRead && all.length === 0 ? { kind: 'trial', trial } : { kind: 'wrong', ...wrong, all };
}

function faultsOf<T>(reading: Reading<T>): readonly Fault[] {
  return reading.kind === 'faults' ? reading.faults : [];
}
