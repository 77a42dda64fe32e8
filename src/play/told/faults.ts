import type { Outcome, Trace } from '../../model/trace.ts';
import { counted, listed, time, times } from './numbers.ts';

/** What did not fit, was killed, or worked for nobody. */
export function faults(trace: Trace): readonly string[] {
  return [...dropped(trace), ...ended(trace), ...stopped(trace), ...inVain(trace), ...probes(trace)];
}

function dropped({ events, places }: Trace): readonly string[] {
  const all = events.filter(({ kind }) => kind === 'dropped');
  const sizes = places.flatMap((place) => (place.kind === 'backlog' ? [place.size] : []));
  if (all.length === 0) return [];
  return [
    `The backlog of ${sizes[0] ?? 0} was full: ${counted(all.length, 'attempt')} to connect ${all.length === 1 ? 'was' : 'were'} dropped without a word, to be made again a second or more later.`,
  ];
}

/** Workers that somebody killed, or that ended by a fault of their own. */
function ended({ events }: Trace): readonly string[] {
  const killed = events.flatMap((event) => (event.kind === 'exited' && event.by !== undefined ? [event] : []));
  const [first] = killed;
  if (first === undefined) return [];
  const by = [...new Set(killed.map((event) => event.by))].map((how) => (how === 'crash' ? 'a crash' : String(how)));
  const when = `${killed.length === 1 ? '' : 'first '}at ${time(first.at)}`;
  return [
    `${counted(killed.length, 'worker was', 'workers were')} ended by ${listed(by)}, ${when}: all that ${killed.length === 1 ? 'it' : 'they'} had was lost or failed.`,
  ];
}

/** Of a server that was told to stop: when it had done so or, if it is still there then, when it had nothing left to do. */
function stopped({ events, requests, outcomes, end }: Trace): readonly string[] {
  const told = events.find((event) => event.kind === 'signal' && event.signal === 'SIGTERM')?.at;
  if (told === undefined) return [];
  const after = events.flatMap((event) => (event.kind === 'exited' && event.at >= told ? [event] : []));
  if (after.some(({ by }) => by !== undefined)) return [];
  const gone = after.at(-1)?.at;
  const there = new Set(requests.flatMap(({ id, at }) => (at < told ? [id] : [])));
  const isCut = ({ kind, request, at }: Outcome) =>
    (kind === 'failed' || kind === 'lost') && at >= told && there.has(request);
  const cut = outcomes.filter(isCut).length;
  const rest = gone === undefined ? `had nothing left to do at ${time(end)}` : `was gone at ${time(gone)}`;
  const what = cut === 0 ? 'finished what it had' : `cut off ${counted(cut, 'request')}`;
  return [`Told to stop at ${time(told)}, the server ${what} and ${rest}.`];
}

/** What was done for clients who were gone. */
function inVain({ outcomes, segments }: Trace): readonly string[] {
  const gone = new Map(
    outcomes.flatMap(({ kind, request, at }) => (kind === 'gaveUp' ? [[request, at] as const] : [])),
  );
  if (gone.size === 0) return [];
  const ms = segments.reduce((sum, { state, request, from, to }) => {
    const at = gone.get(request);
    return state === 'running' && at !== undefined && to > at ? sum + to - Math.max(from, at) : sum;
  }, 0);
  if (ms === 0) return [];
  return [`For those who had given up the server computed ${time(ms)} more: it does not see that they are gone.`];
}

function probes({ events, requests }: Trace): readonly string[] {
  const failed = events.filter(({ kind }) => kind === 'probeFailed').length;
  const all = requests.filter(({ probe }) => probe === true).length;
  if (failed === 0) return [];
  return [
    all === 1 ? 'The health probe failed.' : `The health probe failed ${times(failed)}, and was asked ${times(all)}.`,
  ];
}
