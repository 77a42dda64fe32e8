import { mean, sum } from '../../model/measure.ts';
import { expectedOneOf, nearest } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import type { RequestId } from '../../model/trace.ts';
import { steady } from '../steady.ts';
import { duration, outcomeWords } from '../words.ts';
import { type Found, nobody } from './instant.ts';
import { type Run, requestCalled } from './run.ts';

const placeholder = /\{([^{}]*)\}/g;

/**
 * A sentence with its references to the runs replaced: `{last.latency}`, `{probe.outcome}`, `{/users.latency}`
 * of the slowest, `{busy}`, and with the name of a further run before it `{sync:last.latency}`. `|bare` leaves the unit
 * out.
 */
export function resolved(
  text: string,
  runs: ReadonlyMap<string, Run>,
  usual: string,
): { readonly value: string; readonly faults: readonly Omit<Problem, 'path'>[] } {
  const faults: Omit<Problem, 'path'>[] = [];
  const value = text.replace(placeholder, (whole, reference: string, from: number) => {
    const found = figure(reference.trim(), runs, usual);
    if ('value' in found) return found.value;
    faults.push({ ...found, spot: { text: whole, from } });
    return '?';
  });
  return { value, faults };
}

/** Whether a text says something of a run. */
export function refersToRun(text: string): boolean {
  return text.search(placeholder) >= 0;
}

function figure(reference: string, runs: ReadonlyMap<string, Run>, usual: string): Found<string> {
  const [whole = '', flag] = reference.split('|');
  const [prefix, rest] = whole.includes(':') ? whole.split(':') : [usual, whole];
  const run = runs.get(prefix ?? '');
  if (run === undefined)
    return { what: `no run "${prefix}"`, expected: expectedOneOf(prefix ?? '', [...runs.keys()], 'runs') };
  if (flag !== undefined && flag !== 'bare')
    return { what: `"|${flag}" behind a reference`, expected: 'expected |bare or nothing' };
  const [who = '', what] = (rest ?? '').split('.');
  const found = what === undefined ? ofRun(who, run) : ofRequest(who, what, run);
  return 'value' in found && flag === 'bare' ? { value: found.value.replace(/[ /].*$/, '') } : found;
}

function ofRequest(who: string, what: string, run: Run): Found<string> {
  const id = who.startsWith('/') ? slowest(run, who) : requestCalled(run, who);
  const figures = id === undefined ? undefined : run.figures.get(id);
  if (figures === undefined) {
    const { what: fault, expected } = nobody(run, who);
    return { what: fault, expected: expected.endsWith('?') ? expected : `${expected}, or a path for its slowest` };
  }
  const values: Record<string, () => string> = {
    latency: () => duration(figures.latency),
    finished: () => duration(figures.finished),
    waited: () => duration(figures.inLine),
    outcome: () => outcomeWords[figures.outcome],
    number: () => figures.request.slice(1),
  };
  return valueIn(values, what, `${who} has`);
}

/** The request of a path that took longest. */
function slowest({ figures }: Run, path: string): RequestId | undefined {
  const all = [...figures.values()].filter((each) => each.path === path);
  return all.toSorted((a, b) => b.latency - a.latency)[0]?.request;
}

function ofRun(what: string, run: Run): Found<string> {
  const all = [...run.figures.values()];
  const delayed = all.filter(({ inLine, outcome }) => inLine >= 1 && outcome === 'replied').map(({ inLine }) => inLine);
  const cpu = sum(all.map(({ running }) => running));
  const end = run.trace.outcomes.at(-1)?.at ?? 0;
  if (what === 'delay' && delayed.length === 0)
    return { what: 'nobody is delayed in this run', expected: 'expected {delayed}, or another run' };
  const values: Values = {
    cpu: () => duration(cpu),
    end: () => duration(end),
    idle: () => duration(Math.max(0, end - cpu)),
    busy: () => `${Math.round((100 * cpu) / Math.max(end, 1))} %`,
    mean: () => duration(mean(all.map(({ latency }) => latency))),
    count: () => String(all.length),
    delayed: () => String(delayed.length),
    delay: () => duration(mean(delayed)),
    lost: () => duration(sum(delayed)),
    rate: () => rateOf(run),
  };
  return valueIn(values, what, 'a run has');
}

/** How many a second are answered once it has come to rest. */
function rateOf({ loop }: Run): Found<string> {
  if (loop === undefined) return { what: 'a rate of nobody', expected: 'expected users who ask again and again' };
  const { rate, before, after, rests } = steady(loop);
  const halves = `${Math.round(before)}/s, then ${Math.round(after)}/s`;
  return rests ? { value: `${rate}/s` } : { what: `not steady: ${halves}`, expected: 'expected fewer users' };
}

type Values = Readonly<Record<string, () => string | Found<string>>>;

function valueIn(values: Values, what: string, whose: string): Found<string> {
  const value = Object.hasOwn(values, what) ? values[what] : undefined;
  const made = value?.();
  if (made !== undefined) return typeof made === 'string' ? { value: made } : made;
  const near = nearest(what, Object.keys(values));
  const expected = near === undefined ? `${whose} ${Object.keys(values).join(', ')}` : `did you mean "${near}"?`;
  return { what: `no figure "${what}"`, expected };
}
