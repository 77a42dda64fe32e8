import type { Box, Format, Shape } from '../draw/shape.ts';
import { pace } from '../draw/words.ts';
import type { Ms } from '../model/kernel.ts';
import { boxOf, type Film, machineFilm, raceFilm } from '../play/film.ts';
import type { Report } from '../play/report.ts';
import { whatIsSeen } from '../play/seen.ts';
import { speeds, usualSpeed } from '../play/speeds.ts';
import { time } from '../play/told/numbers.ts';
import { type Stretch, type Window, windowAt } from '../play/window.ts';
import { controls } from '../runtime/controls.ts';
import { patch } from '../runtime/patch.ts';
import { button, made, picture, set } from './dom.ts';
import type { Lab } from './lab.ts';

/** What is shown: both servers on one clock, or one of them alone. */
export type View = 'all' | number;

/** Where the run stands. */
export interface Stand {
  readonly t: Ms;
  readonly stretch: Stretch;
  readonly playing: boolean;
  /** What is drawn, server by server of those that are shown. */
  readonly windows: readonly Window[];
}

/** The picture of a run, and the one transport that moves it and all charts. */
export interface Player {
  readonly element: HTMLElement;
  /** The picture at hand, as data. */
  drawn(): Drawn;
  /** Shows another run: played from its beginning, or standing where most are in flight. */
  show(lab: Lab, plays: boolean): void;
  seek(t: Ms): void;
  toggle(): void;
  replay(): void;
  event(direction: 1 | -1): void;
  format(format: Format): void;
}

/** A picture, and what of the plane it fills. */
export interface Drawn {
  readonly shapes: readonly Shape[];
  readonly box: Box;
}

interface Loaded {
  readonly film: Film;
  readonly windows: readonly Window[];
}

/** Of the windows that have been looked at so many are kept. */
const mostKept = 12;
/** A frame that took longer than this is no step of the clock: the page was busy or away. */
const longestFrame: Ms = 100;

/** Where there are too many places for a stage. */
const tooMany = 'The stage has no room for all that this server has, so each request is a line here.';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** `moved` is told of every picture that is drawn. */
export function player(moved: (stand: Stand) => void): Player {
  const svg = picture('stage');
  const speed = made('select', { 'aria-label': 'Speed' });
  const views = made('div', { class: 'views', role: 'group', 'aria-label': 'What is shown' });
  let lab: Lab | undefined;
  let view: View = 'all';
  let shape: Format = 'wide';
  let t: Ms = 0;
  let lens = 1;
  let since: Ms = 0;
  let frame: number | undefined;
  let before = 0;
  let height = 0;
  let drawn: Drawn = { shapes: [], box: { x: 0, y: 0, w: 1, h: 1 } };
  let loaded = new Map<string, Loaded>();
  const asked = new Set<string>();

  const bar = controls(1, {
    toggle: () => toggle(),
    scrub: (position) => seek(position),
    event: (direction) => event(direction),
  });
  bar.element.append(speed);
  const range = bar.element.querySelector('input');
  speed.addEventListener('change', () => {
    lens = Number(speed.value);
    since = t;
    draw();
  });
  const note = made('p', { class: 'note' });
  const element = made('div', { class: 'player' }, views, svg, bar.element, note);

  function reports(): readonly Report[] {
    const all = lab?.reports ?? [];
    const one = view === 'all' ? undefined : all[view];
    return one === undefined ? all : [one];
  }

  function reach(): Ms {
    return Math.max(1, ...(lab?.reports ?? []).map(({ series }) => series.end));
  }

  function stretchAt(at: Ms): Stretch {
    const length = Math.max(...reports().map((report) => report.window));
    return windowAt(at, length, reach());
  }

  function keyOf({ from, to }: Stretch): string {
    return `${view} ${from} ${to}`;
  }

  /** Fetches what is to be drawn between two instants, once. */
  function load(stretch: Stretch): void {
    const key = keyOf(stretch);
    const from = lab;
    if (from === undefined || loaded.has(key) || asked.has(key)) return;
    asked.add(key);
    const shown = reports();
    Promise.all(shown.map((report) => from.window(from.reports.indexOf(report), stretch))).then((windows) => {
      asked.delete(key);
      if (lab !== from) return;
      const pairs = windows.flatMap((window, i): (readonly [Report, Window])[] => {
        const report = shown[i];
        return report === undefined ? [] : [[report, window]];
      });
      const [[report, window] = []] = pairs;
      if (report === undefined || window === undefined) return;
      const isMachine = pairs.length === 1 && report.stage;
      loaded.set(key, { film: isMachine ? machineFilm(report, window) : raceFilm(pairs), windows });
      for (const old of loaded.keys()) if (loaded.size > mostKept) loaded.delete(old);
      if (frame === undefined) draw();
    });
  }

  function draw(): void {
    if (lab === undefined) return;
    const stretch = stretchAt(t);
    const now = loaded.get(keyOf(stretch));
    const playing = frame !== undefined;
    load(stretch);
    // the next is there before it is wanted
    if (playing && stretch.to < reach()) load(stretchAt(stretch.to + 1));
    bar.show({ position: t, playing, words: time(t) });
    if (now === undefined) return;
    const shapes = now.film.draw({ t, ...(playing ? { playing: { lens, since } } : {}) }, shape);
    const { x, y, w, h } = boxOf(shapes, shape);
    // what a window has more is there for those after it, too: nothing below moves up and down
    height = Math.max(height, h);
    set(svg, 'viewBox', `${x} ${y} ${w} ${height}`);
    patch(svg, shapes);
    drawn = { shapes, box: { x, y, w, h: height } };
    if (!playing) set(svg, 'aria-label', labelOf(now));
    moved({ t, stretch, playing, windows: now.windows });
  }

  function labelOf({ windows }: Loaded): string {
    return reports()
      .flatMap((report, i) => (windows[i] === undefined ? [] : [whatIsSeen(report, windows[i], t)]))
      .join(' ');
  }

  function step(at: number): void {
    const passed = Math.min(longestFrame, at - before);
    before = at;
    frame = requestAnimationFrame(step);
    // who waits for the next window does not lose what happens in it
    if (loaded.has(keyOf(stretchAt(t)))) t = Math.min(reach(), t + passed / lens);
    if (t >= reach()) stop();
    draw();
  }

  function start(): void {
    if (lab === undefined || calm.matches || frame !== undefined) return;
    if (t >= reach()) t = 0;
    since = t;
    before = performance.now();
    frame = requestAnimationFrame(step);
  }

  function stop(): void {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
  }

  function toggle(): void {
    // where nothing moves by itself it stands at its end
    if (calm.matches) seek(t < reach() ? reach() : 0);
    else if (frame === undefined) start();
    else stop();
    draw();
  }

  function seek(at: Ms): void {
    stop();
    t = Math.min(reach(), Math.max(0, at));
    draw();
  }

  function event(direction: 1 | -1): void {
    const stretch = stretchAt(t);
    const { film } = loaded.get(keyOf(stretch)) ?? {};
    if (film === undefined) return;
    const next =
      direction > 0
        ? (film.happenings.find((at) => at > t) ?? stretch.to + 0.001)
        : (film.happenings.findLast((at) => at < t) ?? stretch.from - 0.001);
    seek(next);
  }

  function choose(next: View): void {
    view = next;
    const [only, other] = reports();
    note.textContent = only === undefined || only.stage || other !== undefined ? '' : tooMany;
    height = 0;
    loaded = new Map();
    for (const each of views.querySelectorAll('button'))
      each.setAttribute('aria-pressed', String(each.dataset.view === String(view)));
    draw();
  }

  function showSpeeds(): void {
    lens = usualSpeed(reach());
    speed.replaceChildren(
      ...speeds.map((each) => made('option', { value: String(each), selected: each === lens }, pace(each))),
    );
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden && frame !== undefined) toggle();
  });

  return {
    element,
    drawn: () => drawn,
    show(next, plays) {
      stop();
      lab = next;
      loaded = new Map();
      asked.clear();
      const names = next.reports.length > 1 ? (['all', 0, 1] as const) : [];
      views.replaceChildren(
        ...names.map((name) => {
          const words = name === 'all' ? 'Both' : (next.reports[name]?.label ?? '');
          const each = button(words, () => choose(name));
          each.dataset.view = String(name);
          return each;
        }),
      );
      views.hidden = names.length === 0;
      if (range !== null) range.max = String(reach());
      showSpeeds();
      const telling = Math.max(...next.reports.map(({ series }) => series.telling));
      t = plays && !calm.matches ? 0 : telling;
      choose(names.length > 0 ? 'all' : 0);
      if (plays) start();
      draw();
    },
    seek,
    toggle,
    replay() {
      seek(0);
      start();
      draw();
    },
    event,
    format(next) {
      shape = next;
      height = 0;
      draw();
    },
  };
}
