import type { Problem } from '../model/rules.ts';
import { type Experiment, trialOf } from './experiment.ts';

/** What an address means: the experiment, if it is one that may be run, and all that is wrong with it. */
export interface Addressed {
  readonly experiment?: Experiment;
  readonly faults: readonly Problem[];
}

/** The version of addresses that this code writes, and the only one yet. */
const VERSION = '1';
/** Characters of a fragment: what a chat, a mail and a QR code still take. */
const LONGEST = 8000;

/** What stands behind the "#" of the playground: "1&s=asgi+workers=2&c=rate+80+for+10s:+cpu+5,+wait+90". */
export function fragmentOf({ servers, clients }: Experiment): string {
  return [VERSION, ...servers.map((text) => `s=${encoded(text)}`), ...clients.map((text) => `c=${encoded(text)}`)].join(
    '&',
  );
}

/**
 * Reads such a fragment, with or without its "#". It may be anything, typed, cut off or hostile: nothing in it is run
 * before all of it is found to be right. An empty one is nobody's experiment and no mistake.
 */
export function experimentIn(fragment: string): Addressed {
  const text = fragment.replace(/^#/, '');
  if (text === '') return { faults: [] };
  if (text.length > LONGEST)
    return refused(`the address has ${text.length} characters`, `expected ${LONGEST} or fewer`);
  const [version = '', ...parts] = text.split('&');
  if (/^[1-9]\d{0,3}$/.test(version) && version !== VERSION)
    return refused(
      `the address is of version ${version} of the playground`,
      `expected version ${VERSION}: this page may be older than the link, so load it again`,
    );
  if (version !== VERSION)
    return refused('the address is no experiment', 'expected "1&s=", a server, "&c=" and its clients');
  const lines = { s: [] as string[], c: [] as string[] };
  const faults: Problem[] = [];
  for (const part of parts) {
    const [, key, value = ''] = /^([sc])=(.*)$/s.exec(part) ?? [];
    const line = decoded(value);
    if (key !== 's' && key !== 'c')
      faults.push(fault(`${shown(part)} in the address says nothing`, 'expected s= for a server, or c= for clients'));
    else if (line === undefined)
      faults.push(fault(`${shown(part)} in the address is cut off or damaged`, 'expected two digits behind each %'));
    else lines[key].push(line);
  }
  const [first, second, ...others] = lines.s;
  // what cannot be read is no server that is missing
  if (first === undefined && faults.length === 0)
    faults.push(fault('the address has no server', 'expected one or two, such as s=asgi'));
  if (others.length > 0) faults.push(fault(`the address has ${lines.s.length} servers`, 'expected one or two'));
  if (first === undefined || faults.length > 0) return { faults };
  const experiment: Experiment = { servers: second === undefined ? [first] : [first, second], clients: lines.c };
  const trial = trialOf(experiment);
  return 'faults' in trial ? { faults: trial.faults } : { experiment, faults: [] };
}

function refused(what: string, expected: string): Addressed {
  return { faults: [fault(what, expected)] };
}

function fault(what: string, expected: string): Problem {
  return { path: '', what, expected };
}

/** Of what may be anything, so much that it can be found again. */
function shown(part: string): string {
  return `“${part.slice(0, 20)}${part.length > 20 ? '…' : ''}”`;
}

/** As a form writes it, but for signs that stand for themselves in a fragment and are easier to read so. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/'/g, '%27')
    .replace(/%20/g, '+')
    .replace(/%(?:2C|2F|3A|3B|3D|40)/g, decodeURIComponent);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
