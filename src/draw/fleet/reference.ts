import { sum } from '../../model/measure.ts';
import type { Found } from '../machine/instant.ts';
import { resolved as resolvedOfRequest } from '../machine/reference.ts';
import type { FleetRun } from './run.ts';

const placeholder = /\{([^{}]*)\}/g;

/**
 * A sentence with its references to the runs replaced: what a fleet comes to, `{answered}`, `{lost}`, `{rate}`, `{busy}`; how
 * many asked for a path, `{/report.count}`; or as for any machine a request's figure, `{r4.latency}`. With the name of a further
 * run before it `{four:rate}`; `|bare` leaves the unit out.
 */
export function resolved(text: string, runs: ReadonlyMap<string, FleetRun>, usual: string): Found<string> {
  let fault: { what: string; expected: string } | undefined;
  const value = text.replace(placeholder, (_, reference: string) => {
    const found = figure(reference.trim(), runs, usual);
    if ('value' in found) return found.value;
    fault ??= found;
    return '?';
  });
  return fault ?? { value };
}

function figure(reference: string, runs: ReadonlyMap<string, FleetRun>, usual: string): Found<string> {
  const [whole = '', flag] = reference.split('|');
  const [prefix = '', name = ''] = whole.includes(':') ? whole.split(':') : [usual, whole];
  const run = runs.get(prefix);
  if (run === undefined) return { what: `no run "${prefix}"`, expected: `runs are ${[...runs.keys()].join(', ')}` };
  const path = /^(\/.*)\.count$/.exec(name)?.[1];
  if (path !== undefined)
    return { value: String(run.users.trace.requests.filter((each) => each.path === path).length) };
  if (name.includes('.')) return resolvedOfRequest(`{${reference}}`, usersOf(runs), usual);
  if (flag !== undefined && flag !== 'bare')
    return { what: `"|${flag}" behind a reference`, expected: 'expected |bare or nothing' };
  const figures = figuresOf(run);
  const found = Object.hasOwn(figures, name) ? figures[name] : undefined;
  if (found === undefined)
    return { what: `no figure "${name}"`, expected: `a fleet has ${Object.keys(figures).join(', ')}` };
  return { value: flag === 'bare' ? found.replace(/[ /].*$/, '') : found };
}

function usersOf(runs: ReadonlyMap<string, FleetRun>) {
  return new Map(Array.from(runs, ([name, { users }]) => [name, users]));
}

/** What a run of a fleet comes to; shares are of the processors that work at all, one a replica. */
function figuresOf({ fleet: { replicas }, trace, users, figures }: FleetRun): Readonly<Record<string, string>> {
  const count = users.trace.requests.length;
  const answered = users.trace.outcomes.filter(({ kind }) => kind === 'replied').length;
  const end = Math.max(users.trace.outcomes.at(-1)?.at ?? 0, 1);
  const cpu = sum([...figures.values()].map(({ running }) => running));
  const busy = Math.round((100 * cpu) / (end * replicas));
  return {
    replicas: String(replicas),
    users: String(count),
    answered: String(answered),
    lost: String(count - answered),
    rate: `${Math.round((1000 * answered) / end)}/s`,
    busy: `${busy} %`,
    idle: `${100 - busy} %`,
    probes: String(trace.requests.length - count),
    failed: String(trace.events.filter(({ kind }) => kind === 'probeFailed').length),
    restarts: String(trace.events.filter(({ kind }) => kind === 'unready').length),
  };
}
