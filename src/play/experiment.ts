import type { Reading } from '../model/phrases.ts';
import { clientsPhrase } from '../model/phrases-of-clients.ts';
import { serverPhrase } from '../model/phrases-of-servers.ts';
import type { Problem } from '../model/rules.ts';
import type { ServerSpec } from '../model/servers/index.ts';
import type { Client } from '../model/workload.ts';

/** One or two servers, and who comes to each of them, in the notation of the command line: what an address carries. */
export interface Experiment {
  /** "asgi workers=2" */
  readonly servers: readonly [string] | readonly [string, string];
  /** "rate 80 for 10s: cpu 5, wait 90, cpu 5" */
  readonly clients: readonly string[];
}

/** An experiment as the simulator takes it. */
export interface Trial {
  readonly servers: readonly ServerSpec[];
  /** Who comes to each of the servers. */
  readonly clients: readonly Client[];
}

/** What an experiment may have at most: more would be no picture, and no address that one would send. */
export const bounds = {
  /** Lines of clients. */
  lines: 12,
  /** Characters of a line. */
  line: 1000,
  /** Who come once, in all lines: more would fill the memory before anything has run. */
  together: 20_000,
} as const;

/** What an experiment comes to, or all that is wrong with it: `servers[0]` and `clients[1]` are its lines. */
export function trialOf({ servers, clients }: Experiment): Trial | { readonly faults: readonly Problem[] } {
  const faults: Problem[] = [];
  if (clients.length === 0)
    faults.push({ path: 'clients', what: 'nobody comes', expected: 'expected one line of clients or more' });
  if (clients.length > bounds.lines)
    faults.push({ path: 'clients', what: `${clients.length} lines`, expected: `expected ${bounds.lines} or fewer` });
  const read = <T>(path: string, text: string, as: (text: string) => Reading<T>): T | undefined => {
    const wrong = lineFault(path, text);
    const found = wrong === undefined ? as(text) : undefined;
    if (wrong !== undefined) faults.push(wrong);
    if (found?.kind === 'faults')
      for (const { offset, what, expected } of found.faults)
        faults.push({ path, what, expected, spot: { text, from: offset } });
    return found?.kind === 'read' ? found.value : undefined;
  };
  let together = 0;
  const clientsIn = (text: string): Reading<readonly Client[]> => {
    // who reads on would only fill the memory more
    if (together > bounds.together) return { kind: 'read', value: [] };
    const found = clientsPhrase(text, { most: bounds.together });
    if (found.kind === 'read') together += found.value.length;
    return found;
  };
  const trial = {
    servers: servers.flatMap((text, n) => read(`servers[${n}]`, text, serverPhrase) ?? []),
    clients: clients.slice(0, bounds.lines).flatMap((text, n) => read(`clients[${n}]`, text, clientsIn) ?? []),
  };
  if (together > bounds.together) {
    const expected = 'expected fewer, or a rate';
    faults.push({ path: 'clients', what: `more than ${bounds.together} who come once`, expected });
  }
  return faults.length > 0 ? { faults } : trial;
}

/** Plain letters only, so that an address shows what it does, and nothing in it looks like something else. */
function lineFault(path: string, text: string): Problem | undefined {
  if (text.length > bounds.line)
    return { path, what: `${text.length} characters`, expected: `expected ${bounds.line} or fewer` };
  const from = text.search(/[^\x20-\x7e]/);
  if (from < 0) return undefined;
  const letter = String.fromCodePoint(text.codePointAt(from) ?? 0);
  return {
    path,
    what: `the character ${/\p{L}|\p{N}|\p{P}|\p{S}/u.test(letter) ? `“${letter}”` : codeOf(letter)}`,
    expected: 'expected letters, digits and signs of plain English',
    spot: { text, from },
  };
}

function codeOf(letter: string): string {
  return `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
