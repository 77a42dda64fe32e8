import type { Reading } from '../../src/model/phrases.ts';
import { clientsPhrase } from '../../src/model/phrases-of-clients.ts';
import { serverPhrase } from '../../src/model/phrases-of-servers.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';

/** The trace of a run that a command line describes. */
export function run(server: string, ...clients: readonly string[]): Trace {
  return simulate(
    meaning(serverPhrase(server)),
    clients.flatMap((phrase) => meaning(clientsPhrase(phrase))),
  );
}

function meaning<T>(found: Reading<T>): T {
  if (found.kind === 'faults') throw new Error(JSON.stringify(found.faults));
  return found.value;
}
