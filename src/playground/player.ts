import type { Box, Format, Shape } from '../draw/shape.ts';
import { pace } from '../draw/words.ts';
import type { Ms } from '../model/kernel.ts';
import { boxOf } from '../play/film.ts';
import { whatIsSeen } from '../play/seen.ts';
import { speeds, usualSpeed } from '../play/speeds.ts';
import { time } from '../play/told/numbers.ts';
import type { Stretch, Window } from '../play/window.ts';
import { controls } from '../runtime/controls.ts';
import { patch } from '../runtime/patch.ts';
import { button, made, picture, set } from './dom.ts';
import type { Lab } from './lab.ts';
import { type Piece, type Reel, reel, type View } from './reel.ts';

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

/** A frame that took longer than this is no step of the clock: the page was busy or away. */
const longestFrame: Ms = 100;

/** So far behind the edge of a window the next one begins, ms. */
const hair: Ms = 0.001;

/** Where there are too many places for a stage. */
const tooMany = 'The stage has no room for all that this server has, so each request is a line here.';

const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** `moved` is told of every picture that is drawn. */
export function player(moved: (stand: Stand) => void): Player {
  const svg = picture('stage');
  const speed = made('select', { 'aria-label': 'Speed' });
  const views = made('div', { class: 'views', role: 'group', 'aria-label': 'What is shown' });
  let film: Reel | undefined;
  let shape: Format = 'wide';
  let t: Ms = 0;
  let lens = 1;
  let since: Ms = 0;
  let frame: number | undefined;
  let before = 0;
  let height = 0;
  let drawn: Drawn = { shapes: [], box: { x: 0, y: 0, w: 1, h: 1 } };

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

  const end = () => film?.end ?? 1;

  function draw(): void {
    if (film === undefined) return;
    const stretch = film.stretch(t);
    const playing = frame !== undefined;
    film.want(t);
    // the next is there before it is wanted
    if (playing && stretch.to < film.end) film.want(stretch.to + 1);
    bar.show({ position: t, playing, words: time(t) });
    const now = film.piece(t);
    if (now === undefined) return;
    const shapes = now.film.draw({ t, ...(playing ? { playing: { lens, since } } : {}) }, shape);
    const { x, y, w, h } = boxOf(shapes, shape);
    // what a window has more is there for those after it, too: nothing below moves up and down
    height = Math.max(height, h);
    set(svg, 'viewBox', `${x} ${y} ${w} ${height}`);
    patch(svg, shapes);
    drawn = { shapes, box: { x, y, w, h: height } };
    if (!playing) set(svg, 'aria-label', labelOf(film, now, t));
    moved({ t, stretch, playing, windows: now.windows });
  }

  function step(at: number): void {
    const passed = Math.min(longestFrame, at - before);
    before = at;
    frame = requestAnimationFrame(step);
    // who waits for the next window does not lose what happens in it
    if (film?.piece(t) !== undefined) t = Math.min(end(), t + passed / lens);
    if (t >= end()) stop();
    draw();
  }

  function start(): void {
    if (film === undefined || calm.matches || frame !== undefined) return;
    if (t >= end()) t = 0;
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
    if (calm.matches) seek(t < end() ? end() : 0);
    else if (frame === undefined) start();
    else stop();
    draw();
  }

  function seek(at: Ms): void {
    stop();
    t = Math.min(end(), Math.max(0, at));
    draw();
  }

  function event(direction: 1 | -1): void {
    const now = film?.piece(t);
    if (film === undefined || now === undefined) return;
    const { from, to } = film.stretch(t);
    const { happenings } = now.film;
    const next =
      direction > 0
        ? (happenings.find((at) => at > t) ?? to + hair)
        : (happenings.findLast((at) => at < t) ?? from - hair);
    seek(next);
  }

  function choose(lab: Lab, view: View): void {
    const chosen = reel(lab, view, () => {
      // another may have been chosen meanwhile
      if (film === chosen && frame === undefined) draw();
    });
    film = chosen;
    height = 0;
    const [only, other] = chosen.reports;
    note.textContent = only === undefined || only.stage || other !== undefined ? '' : tooMany;
    for (const each of views.querySelectorAll('button'))
      each.setAttribute('aria-pressed', String(each.dataset.view === String(view)));
    draw();
  }

  function showSpeeds(): void {
    lens = usualSpeed(end());
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
    show(lab, plays) {
      stop();
      const names = lab.reports.length > 1 ? (['all', 0, 1] as const) : [];
      views.replaceChildren(
        ...names.map((name) => {
          const words = name === 'all' ? 'Both' : (lab.reports[name]?.label ?? '');
          const each = button(words, () => choose(lab, name));
          each.dataset.view = String(name);
          return each;
        }),
      );
      views.hidden = names.length === 0;
      const telling = Math.max(...lab.reports.map(({ series }) => series.telling));
      t = plays && !calm.matches ? 0 : telling;
      choose(lab, names.length > 0 ? 'all' : 0);
      if (range !== null) range.max = String(end());
      showSpeeds();
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

function labelOf({ reports }: Reel, { windows }: Piece, t: Ms): string {
  return reports
    .flatMap((report, i) => (windows[i] === undefined ? [] : [whatIsSeen(report, windows[i], t)]))
    .join(' ');
}
