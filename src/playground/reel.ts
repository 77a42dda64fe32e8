import type { Ms } from '../model/kernel.ts';
import { type Film, machineFilm, raceFilm } from '../play/film.ts';
import type { Report } from '../play/report.ts';
import { type Stretch, type Window, windowAt } from '../play/window.ts';
import type { Lab } from './lab.ts';

/** What is shown: both servers on one clock, or one of them alone. */
export type View = 'all' | number;

/** A piece of a run that can be drawn. */
export interface Piece {
  readonly film: Film;
  readonly windows: readonly Window[];
}

/** A run in pieces, of which each is fetched when it is wanted. */
export interface Reel {
  /** Of those who are shown. */
  readonly reports: readonly Report[];
  readonly end: Ms;
  stretch(t: Ms): Stretch;
  /** The piece of an instant, if it is there. */
  piece(t: Ms): Piece | undefined;
  /** Fetches it. */
  want(t: Ms): void;
}

/** Of the pieces that have been looked at so many are kept. */
const mostKept = 12;

/** `came` is told when a piece is there that was wanted. */
export function reel(lab: Lab, view: View, came: () => void): Reel {
  const one = view === 'all' ? undefined : lab.reports[view];
  const reports = one === undefined ? lab.reports : [one];
  const end = Math.max(1, ...lab.reports.map(({ series }) => series.end));
  const length = Math.max(...reports.map((report) => report.window));
  const pieces = new Map<number, Piece>();
  const asked = new Set<number>();
  const stretch = (t: Ms) => windowAt(t, length, end);
  return {
    reports,
    end,
    stretch,
    piece: (t) => pieces.get(stretch(t).from),
    want(t) {
      const wanted = stretch(t);
      if (pieces.has(wanted.from) || asked.has(wanted.from)) return;
      asked.add(wanted.from);
      Promise.all(reports.map((report) => lab.window(lab.reports.indexOf(report), wanted))).then((windows) => {
        asked.delete(wanted.from);
        pieces.set(wanted.from, pieceOf(reports, windows));
        for (const old of pieces.keys()) if (pieces.size > mostKept) pieces.delete(old);
        came();
      });
    },
  };
}

function pieceOf(reports: readonly Report[], windows: readonly Window[]): Piece {
  const pairs = reports.flatMap((report, i): (readonly [Report, Window])[] => {
    const window = windows[i];
    return window === undefined ? [] : [[report, window]];
  });
  const [first, second] = pairs;
  const hasStage = first?.[0].stage === true && second === undefined;
  return { film: hasStage ? machineFilm(...first) : raceFilm(pairs), windows };
}
