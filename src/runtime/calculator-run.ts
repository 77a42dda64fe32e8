import type { Found } from '../draw/calculator/told.ts';
import type { Demand } from '../model/sizing/demand.ts';
import type { Plan, Way } from '../model/sizing/plan.ts';
import { type Simulated, simulated, tooMuch } from '../model/sizing/simulated.ts';

/** A simulation that goes on in the pauses of the page. */
export interface Running {
  stop(): void;
}

interface Listener {
  /** How much is done, from 0 to 1. */
  progress(share: number): void;
  ended(found: ReadonlyMap<Way, Found>): void;
  failed(error: unknown): void;
}

/** So long the page waits for a slice, ms: less than a frame. */
const slice = 8;

/** Simulates every plan, one after the other, a slice at a time: keys and pictures go before it. */
export function simulate(demand: Demand, plans: readonly Plan[], listener: Listener): Running {
  const found = new Map<Way, Found>();
  let at = 0;
  let run: ReturnType<typeof simulated> | undefined;
  let next: ReturnType<typeof setTimeout>;

  /** One piece of the plan at hand; whether there is anything left to do. */
  function piece(): boolean {
    const plan = plans[at];
    if (plan === undefined) return false;
    const much = tooMuch(demand, plan);
    if (much !== undefined) return done(plan, much);
    run ??= simulated(demand, plan);
    const step = run.next();
    if (step.done === true) return done(plan, step.value);
    listener.progress((at + step.value) / plans.length);
    return true;
  }

  function done(plan: Plan, result: Simulated | NonNullable<ReturnType<typeof tooMuch>>): boolean {
    found.set(plan.way, result);
    at += 1;
    run = undefined;
    return at < plans.length;
  }

  function work(): void {
    try {
      const end = performance.now() + slice;
      let isMore = true;
      while (isMore && performance.now() < end) isMore = piece();
      if (isMore) next = setTimeout(work);
      else listener.ended(found);
    } catch (error) {
      listener.failed(error);
    }
  }

  next = setTimeout(work);
  return { stop: () => clearTimeout(next) };
}
