import type { Problem } from '../../model/rules.ts';
import { geometry } from '../geometry.ts';
import { textWidth } from '../text.ts';
import { cardExcess } from './cards.ts';
import { pictureOf } from './picture.ts';
import type { Scene } from './scene.ts';
import { lanesOf, mostLabelled } from './timeline.ts';

/** A process box with a ring in it is no smaller than where two rows of four stand. */
const mostLoops = 8;

/** What a run has and the stage has no place for, by its path: a picture that leaves somebody out would lie. */
export function stageProblems(scene: Scene, run: string): readonly Problem[] {
  const { trace, site } = pictureOf(scene, run, 'wide');
  const path = run === 'run' ? '' : `runs.${run}.`;
  const problems: Problem[] = [];
  if (site.loops.size > mostLoops) {
    const expected = `the stage has room for ${mostLoops}`;
    problems.push({ path: `${path}server`, what: `${site.loops.size} loops`, expected });
  }
  const lost = trace.segments.find(({ place }) => !site.trays.has(place) && !site.seats.has(place));
  if (lost !== undefined) {
    const what = `at ${Math.round(lost.from)} ms ${lost.request} is at "${lost.place}"`;
    problems.push({
      path: `${path}arrivals`,
      what,
      expected: 'expected a run whose requests stay where the stage can show them',
    });
  }
  return [...problems, ...laneProblems(scene, run)];
}

/** Words that a diagram has beside its sentences, where they are too many for their boxes. */
export function wordProblems({ upstream, beats }: Scene): readonly Problem[] {
  const formats = ['wide', 'tall'] as const;
  const past = formats.map((format) => {
    const { upstream: box, text } = geometry(format);
    const words = upstream.split(' ');
    return Math.max(...words.map((word) => textWidth(word, { size: text }) - box.w), words.length * 28 - box.h);
  });
  const ofCards = beats.flatMap((beat, i): Problem[] => {
    const over = Math.max(...formats.map((format) => cardExcess(geometry(format), beat.cards)));
    const [path, what] = [`beats[${i}].cards`, `these words are ${Math.ceil(over)} px too many for their boxes`];
    return over <= 0 ? [] : [{ path, what, expected: 'expected fewer or shorter ones' }];
  });
  const over = Math.ceil(Math.max(...past));
  const what = `these words are ${over} px too many for their box`;
  return over <= 0 ? ofCards : [{ path: 'upstream', what, expected: 'expected fewer or shorter ones' }, ...ofCards];
}

function laneProblems(scene: Scene, run: string): readonly Problem[] {
  return scene.beats.flatMap((beat, i) => {
    if (beat.run !== run) return [];
    const lanes = lanesOf(pictureOf(scene, run, 'wide'), beat);
    const long = lanes.find(({ label }) =>
      (['wide', 'tall'] as const).some((format) => {
        const { timeline, tick } = geometry(format);
        return textWidth(label, { size: tick, mono: true }) > timeline.x0 - 24;
      }),
    );
    if (long === undefined || lanes.length > mostLabelled) return [];
    return [
      { path: `beats[${i}]`, what: `"${long.label}" is too long for its lane`, expected: 'expected a shorter path' },
    ];
  });
}
