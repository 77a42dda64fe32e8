import { geometry } from '../draw/geometry.ts';
import { frame as machineFrame } from '../draw/machine/frame.ts';
import type { Run } from '../draw/machine/run.ts';
import type { Beat as MachineBeat, Scene as MachineScene } from '../draw/machine/scene.ts';
import { frame as raceFrame } from '../draw/race/frame.ts';
import { lifeOf } from '../draw/race/life.ts';
import { numberSize } from '../draw/race/parts.ts';
import type { Scene as RaceScene, Row } from '../draw/race/scene.ts';
import type { Box, Format, Shape } from '../draw/shape.ts';
import type { Ms } from '../model/kernel.ts';
import { fitting } from './charts/area.ts';
import type { Report } from './report.ts';
import { crowdFrom, type Window } from './window.ts';

/** An instant: standing still, or played with `lens` ms on the wall for each of the server's since `since`. */
export interface Moment {
  readonly t: Ms;
  readonly playing?: { readonly lens: number; readonly since: Ms };
}

/** What can be drawn of a window of a run, or of two. */
export interface Film {
  draw(moment: Moment, format: Format): readonly Shape[];
  /** Every instant at which something happens, in order. */
  readonly happenings: readonly Ms[];
}

/** What of a slide's picture is filled, without title and sentence: down to the last lane. */
export function boxOf(shapes: readonly Shape[], format: Format): Box {
  const { width: w, stage, timeline } = geometry(format);
  const bottoms = shapes.flatMap((shape) =>
    shape.kind === 'rect' && /^(lane|row) /.test(shape.key) ? [shape.y + shape.h] : [],
  );
  const y = stage.y - 24;
  return { x: 0, y, w, h: Math.max(timeline.y + 30, ...bottoms) + 12 - y };
}

/** What stands still is seen for as long as one likes: nothing of it flashes. */
const stillLens = 1e6;

/** The server, its ledger and its timeline, as slides draw them. */
export function machineFilm(report: Report, window: Window): Film {
  const scenes = new Map<number, MachineScene>();
  const run = runOf(report, window);
  const isAway = window.trace.segments.some(({ state }) => state === 'away');
  const hasLoop = window.trace.places.some(({ kind }) => kind === 'loop');
  const sceneAt = (lens: number): MachineScene => {
    const found = scenes.get(lens) ?? {
      kind: 'machine',
      runs: new Map([['run', run]]),
      beats: [{ ...beatOf(window, lens), lanes: report.lanes, cards: [] }],
      key: 0,
      upstream: isAway && !hasLoop ? 'someone else' : '',
    };
    scenes.set(lens, found);
    return found;
  };
  return {
    happenings: happeningsIn([window]),
    draw({ t, playing }, format) {
      const scene = sceneAt(playing?.lens ?? stillLens);
      const [beat] = scene.beats;
      if (beat === undefined) return [];
      const shown: MachineBeat = playing === undefined ? { ...beat, from: beat.at } : beat;
      const view = { beat: 0, t, ...(playing === undefined ? { settled: 1 } : { settled: 0, since: playing.since }) };
      return machineFrame(scene, shown, view, { ink: 'live', format });
    },
  };
}

/** Servers beside each other on one clock, as races on slides draw them. */
export function raceFilm(runs: readonly (readonly [Report, Window])[]): Film {
  const rows = runs.map(([report, window]) => rowOf(report, window));
  const [first] = runs;
  return {
    happenings: happeningsIn(runs.map(([, window]) => window)),
    draw({ t, playing }, format) {
      if (first === undefined) return [];
      const [, window] = first;
      const beat = { ...beatOf(window, playing?.lens ?? 1), reach: window.to, seen: [] };
      const scene: RaceScene = { kind: 'race', rows, beats: [beat], key: 0 };
      const shown = playing === undefined ? { ...beat, from: beat.at } : beat;
      return raceFrame(scene, shown, { beat: 0, t, settled: 1 }, { ink: 'live', format });
    },
  };
}

function beatOf({ from, to }: Window, lens: number) {
  const silent = { ask: '', answers: [], say: '', payoff: '', reader: false };
  return { run: 'run', from, at: to, lens, ...silent };
}

function runOf(report: Report, { from, to, trace, figures, outcomes, answered, others }: Window): Run {
  return {
    trace,
    figures: new Map(figures.map((each) => [each.request, each])),
    names: new Map(),
    lines: new Map(),
    part: { from, to, requests: report.summary.requests, crowd: crowdFrom(report.crowds), outcomes, answered, others },
  };
}

/** What a row of a race has room for before its strip. */
const mostLabel = 158;

function rowOf(report: Report, window: Window): Row {
  const { label, ended: end, timeout, grace } = report;
  const stays = window.trace.segments.filter(({ to }) => to > window.from);
  const there = new Set(stays.map(({ request }) => request));
  const requests = window.trace.requests.filter(({ id, at }) => there.has(id) || at >= window.from);
  // each request has a line: none for who was gone before
  const run = runOf(report, { ...window, trace: { ...window.trace, requests, segments: stays } });
  return {
    label: fitting(label, mostLabel, { size: numberSize, bold: true }),
    run,
    end,
    life: lifeOf(window.trace),
    places: new Set(window.trace.places.flatMap(({ kind, id }) => (kind === 'seat' ? [id] : []))),
    ...(timeout === undefined ? {} : { timeout }),
    ...(grace === undefined ? {} : { grace }),
  };
}

function happeningsIn(windows: readonly Window[]): readonly Ms[] {
  const all = windows.flatMap(({ trace, from, to }) =>
    [...trace.segments.map((stay) => stay.from), ...trace.outcomes.map(({ at }) => at)].filter(
      (at) => from <= at && at <= to,
    ),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}
