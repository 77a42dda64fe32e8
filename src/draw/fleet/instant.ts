import type { Ms } from '../../model/kernel.ts';
import { podOf } from '../../model/places.ts';
import { type Found, instantOf as instantOfRequest } from '../machine/instant.ts';
import type { FleetRun } from './run.ts';

/** What can be waited for, of a pod. */
const verbs = ['unready', 'killed', 'ready'] as const;

/** The instant that a beat names: "pod 1 killed" for the first time, or as for any machine "r4 done", "1000 ms". */
export function instantOf(reference: string, run: FleetRun): Found<Ms> {
  const [, pod = '', word = ''] = /^(pod \S+) (\S+)$/.exec(reference.trim()) ?? [];
  if (pod === '') return instantOfRequest(reference, run.users);
  const verb = verbs.find((each) => each === word);
  if (verb === undefined)
    return { what: `"${reference}" is no instant`, expected: `expected a pod and one of ${verbs.join(', ')}` };
  const { places, events } = run.trace;
  if (!places.some(({ id }) => id === pod))
    return { what: `no ${pod} in this run`, expected: `it has pod 1 … pod ${run.fleet.replicas}` };
  const kind = verb === 'killed' ? 'exited' : verb;
  const event = events.find((each) => each.kind === kind && podOf(each.place) === pod);
  return event === undefined
    ? { what: `${pod} is never ${verb} in this run`, expected: 'expected something that happens' }
    : { value: event.at };
}
