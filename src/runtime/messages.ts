import type { View } from '../draw/draw.ts';
import { type Action, isAction } from './keys.ts';
import type { Place } from './place.ts';
import { isWatch, type Watch } from './watch.ts';

/** Where the diagram of a slide stands. `position` and `length` are its bar's, ms on the wall. */
export interface Film {
  readonly slug: string;
  readonly view: View;
  readonly position: number;
  readonly length: number;
  readonly playing: boolean;
}

/** A point of the stage in shares of its width and height: 0 to 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** All that a speaker's window has to know of a deck. */
export interface State {
  readonly place: Place;
  readonly black: boolean;
  /** What the audience goes on seeing while the deck moves on behind it. */
  readonly frozen: Place | null;
  readonly film: Film | null;
  readonly watch: Watch;
  readonly theme: 'light' | 'dark';
  readonly zoomed: boolean;
  readonly overview: boolean;
}

/** What was found before the talk: a thing to rely on, and what to do where one cannot. */
export interface Finding {
  readonly name: string;
  readonly fine: boolean;
  readonly say: string;
}

/** What deck and speaker's window tell each other. `deck` names the deck, so that two in one browser stay apart. */
export type Message =
  // from a deck to whoever listens
  | { readonly type: 'hello'; readonly deck: string; readonly fresh: boolean }
  | { readonly type: 'state'; readonly deck: string; readonly state: State }
  | { readonly type: 'checked'; readonly deck: string; readonly findings: readonly Finding[] }
  | { readonly type: 'rehearsal'; readonly deck: string }
  | { readonly type: 'bye'; readonly deck: string; readonly from: 'deck' | 'speaker' }
  // from a speaker's window to its deck
  | { readonly type: 'ask'; readonly deck: string | undefined }
  | { readonly type: 'action'; readonly deck: string; readonly action: Action }
  | { readonly type: 'go'; readonly deck: string; readonly place: Place }
  | { readonly type: 'scrub'; readonly deck: string; readonly slug: string; readonly position: number }
  | { readonly type: 'point'; readonly deck: string; readonly at: Point | null }
  | { readonly type: 'zoom'; readonly deck: string; readonly at: Point }
  | { readonly type: 'reset'; readonly deck: string }
  | { readonly type: 'check'; readonly deck: string }
  | { readonly type: 'restore'; readonly deck: string; readonly state: State };

type Rule = (value: unknown) => boolean;

const word: Rule = (value) => typeof value === 'string' && value.length <= 2000;
const flag: Rule = (value) => typeof value === 'boolean';
const time: Rule = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const share: Rule = (value) => time(value) && Number(value) <= 1;
const step: Rule = (value) => Number.isInteger(value) && Number(value) >= -1;
const one =
  (...of: readonly unknown[]): Rule =>
  (value) =>
    of.includes(value);
const or =
  (rule: Rule, nothing: null | undefined): Rule =>
  (value) =>
    value === nothing || rule(value);
const record =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value) =>
    isRecord(value) && Object.entries(rules).every(([key, rule]) => rule(value[key]));
const list =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every(rule);

const place = record({ slug: word, step });
const point = record({ x: share, y: share });
const beat: Rule = (value) => Number.isInteger(value) && time(value);
const view = record({
  beat,
  t: time,
  settled: share,
  came: or(beat, undefined),
  since: or(time, undefined),
  before: or(flag, undefined),
});
const film = record({ slug: word, view, position: time, length: time, playing: flag });
const state = record({
  place,
  black: flag,
  frozen: or(place, null),
  film: or(film, null),
  watch: isWatch,
  theme: one('light', 'dark'),
  zoomed: flag,
  overview: flag,
});

const forms: Readonly<Record<Message['type'], Rule>> = {
  hello: record({ deck: word, fresh: flag }),
  state: record({ deck: word, state }),
  checked: record({ deck: word, findings: list(record({ name: word, fine: flag, say: word })) }),
  rehearsal: record({ deck: word }),
  bye: record({ deck: word, from: one('deck', 'speaker') }),
  ask: record({ deck: or(word, undefined) }),
  action: record({ deck: word, action: isAction }),
  go: record({ deck: word, place }),
  scrub: record({ deck: word, slug: word, position: time }),
  point: record({ deck: word, at: or(point, null) }),
  zoom: record({ deck: word, at: point }),
  reset: record({ deck: word }),
  check: record({ deck: word }),
  restore: record({ deck: word, state }),
};

/** Whether `value`, from another window, is a message of this version in every part. */
export function isMessage(value: unknown): value is Message {
  return isRecord(value) && typeof value.type === 'string' && Object.hasOwn(forms, value.type) && inForm(value);
}

function inForm(value: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(forms).some(([type, rule]) => type === value.type && rule(value));
}

/** Whether `value`, from a storage, is the state of a deck. */
export function isState(value: unknown): value is State {
  return state(value);
}

/** Whether `value` is an object whose fields can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
