import type { State } from '../runtime/messages.ts';
import { elapsed, isStarted } from '../runtime/watch.ts';
import { minutesAndSeconds } from './clock.ts';
import { part } from './part.ts';
import { behind, couldSkip, type Plan } from './plan.ts';

/** Nobody hurries for less, ms. */
const slack = 20_000;
/** From here on something has to be left out, ms. */
const late = 45_000;

/** The line of time above everything: elapsed, pace against the plan, the clock on the wall. */
export interface TimeLine {
  tick(state: State | undefined, plan: Plan): void;
}

export function timeLine(): TimeLine {
  const time = part('.elapsed', HTMLElement);
  const clock = part('.clock', HTMLElement);
  const pace = part('.pace', HTMLElement);
  const now = part('.pace-now', HTMLElement);
  const next = part('.pace-next', HTMLElement);
  const toggle = part('.watch .toggle', HTMLButtonElement);
  const reset = part('.watch .reset', HTMLButtonElement);
  const write = (element: HTMLElement, text: string) => {
    // what says the same is left alone: nothing is selected away, nothing is read out again
    if (element.textContent !== text) element.textContent = text;
  };
  return {
    tick(state, plan) {
      write(clock, new Date().toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' }));
      const watch = state?.watch ?? { before: 0, since: null };
      const spent = elapsed(watch, Date.now());
      write(time, minutesAndSeconds(spent));
      time.classList.toggle('stands', isStarted(watch) && watch.since === null);
      write(toggle, watch.since !== null ? 'Pause' : isStarted(watch) ? 'Go on' : 'Start');
      // nobody sets back a watch that runs by mistake
      reset.hidden = !isStarted(watch) || watch.since !== null;
      const { words, further, mood } = paceOf(state, plan, spent);
      write(now, words);
      write(next, further);
      pace.dataset.mood = mood;
    },
  };
}

type Mood = 'calm' | 'late' | 'over';

/** What there is to say of the time: how far behind or ahead, and what to do about it or when this chapter ends. */
function paceOf(
  state: State | undefined,
  plan: Plan,
  spent: number,
): { readonly words: string; readonly further: string; readonly mood: Mood } {
  if (plan.length === 0) return { words: '', further: '', mood: 'calm' };
  const whole = minutesAndSeconds(plan.length);
  if (state === undefined || !isStarted(state.watch))
    return { words: `${whole} planned`, further: 'The watch starts with the first step', mood: 'calm' };
  const off = behind(plan, state.place, spent);
  const here = plan.slides.find(({ slug }) => slug === state.place.slug);
  const chapter = plan.chapters.find(({ title }) => title === here?.chapter);
  const until =
    chapter === undefined || chapter.has === 0
      ? `${whole} planned`
      : `${chapter.title} ends at ${minutesAndSeconds(chapter.from + chapter.has)} of ${whole}`;
  const mood = off > 3 * late ? 'over' : off > late ? 'late' : 'calm';
  if (Math.abs(off) < slack) return { words: 'on time', further: until, mood };
  const words = `${minutesAndSeconds(Math.abs(off))} ${off > 0 ? 'behind' : 'ahead'}`;
  const skip = off > late ? couldSkip(plan, state.place, off) : [];
  const further =
    skip.length === 0 ? until : `could skip: ${skip.map(({ number, title }) => `${number} ${title}`).join('; ')}`;
  return { words, further, mood };
}
