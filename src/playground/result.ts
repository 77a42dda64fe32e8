import type { Format } from '../draw/shape.ts';
import type { Report } from '../play/report.ts';
import { requestHeads, requestRows } from '../play/seen.ts';
import { distributions, figuresOf, overTime } from '../play/tables.ts';
import { compared } from '../play/told/compared.ts';
import { time } from '../play/told/numbers.ts';
import { tallQuery } from '../runtime/stage.ts';
import { charts, section } from './charts.ts';
import { made } from './dom.ts';
import type { Lab } from './lab.ts';
import { type Player, player, type Stand } from './player.ts';
import { folded, tableOf } from './table.ts';

/** What has come of an experiment, on one clock. */
export interface Result {
  readonly element: HTMLElement;
  readonly player: Player;
  /** Shows a run, and says what happened in it, the first of which is handed back. */
  show(lab: Lab, plays: boolean): string;
}

const narrow = matchMedia(tallQuery);

/** `tools` stand at its end. */
export function result(tools: HTMLElement): Result {
  let lab: Lab | undefined;
  let stand: Stand | undefined;
  const said = made('div', { class: 'said' });
  const all = charts((t) => play.seek(t));
  const play = player((next) => {
    const isElsewhere = next.stretch.from !== stand?.stretch.from;
    stand = next;
    all.move(next);
    if (!next.playing || isElsewhere) requests.renew();
  });
  const reports = (): readonly Report[] => lab?.reports ?? [];
  const requests = folded('These requests as a table', () =>
    (stand?.windows ?? []).map((window, i) => {
      const name = `${reports()[i]?.label ?? ''}: requests between ${time(window.from)} and ${time(Math.min(window.to, window.trace.end))}`;
      return tableOf({ heads: requestHeads, rows: requestRows(window) }, name);
    }),
  );
  const overTimes = folded('As a table', () =>
    reports().map((report) => tableOf(overTime(report), `${report.label}: on average in each part of the run`)),
  );
  const latencies = folded('As a table', () => [tableOf(distributions(reports()), 'How many answers took how long')]);
  const figures = made('div');
  const element = made(
    'div',
    { class: 'result', id: 'result', tabindex: '-1' },
    made('section', { 'aria-label': 'The run' }, play.element, keys(), requests.element),
    section('What happened', said),
    section('All of the run', all.overview, overTimes.element),
    section('How long answers took', all.distribution, latencies.element),
    section('Figures', figures),
    tools,
  );

  const format = (): Format => (narrow.matches ? 'tall' : 'wide');
  const reshape = () => {
    if (lab === undefined) return;
    all.show(lab.reports, format());
    play.format(format());
  };
  narrow.addEventListener('change', reshape);

  return {
    element,
    player: play,
    show(next, plays) {
      lab?.end();
      lab = next;
      const sentences = sentencesOf(next.reports);
      said.replaceChildren(...sentences.map(({ title, lines }) => partOf(title, lines)));
      figures.replaceChildren(tableOf(figuresOf(next.reports), 'The run in figures', true));
      play.show(next, plays);
      reshape();
      for (const each of [requests, overTimes, latencies]) each.renew();
      return sentences[0]?.lines[0] ?? '';
    },
  };
}

/** What the keys of the deck do here, for who has some. */
function keys(): HTMLElement {
  const all = [
    ['K', 'plays'],
    ['[', 'event before'],
    [']', 'event after'],
    ['R', 'again'],
    ['T', 'light or dark'],
  ] as const;
  return made('p', { class: 'keys' }, ...all.flatMap(([key, does]) => [made('kbd', {}, key), ` ${does} `]));
}

interface Part {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Who of two was faster and why, and what happened on each; or what happened. */
function sentencesOf(reports: readonly Report[]): readonly Part[] {
  const [first, second] = reports;
  if (first === undefined) return [];
  if (second === undefined) return [{ title: '', lines: first.said }];
  return [
    { title: '', lines: compared(first, second) },
    { title: first.label, lines: first.said },
    { title: second.label, lines: second.said },
  ];
}

function partOf(title: string, lines: readonly string[]): HTMLElement {
  const list = made('ul', {}, ...lines.map((line) => made('li', {}, line)));
  return title === '' ? list : made('div', {}, made('h3', {}, title), list);
}
