import { isRecord, type Problem } from '../../model/rules.ts';
import { chartProblems } from '../chart/form.ts';
import { excess } from '../excess.ts';
import type { Reader } from '../figures.ts';
import { sheet } from '../geometry.ts';
import { specProblems } from '../machine/form.ts';
import { beatOf, type Scene } from '../scene.ts';
import { knobsIn } from './form.ts';
import type { Knob, Knobs } from './spec.ts';
import { composerOf, specAt, turned } from './turn.ts';

/** The kinds of diagram that may have knobs, by the languages of their fences: what is wrong with the form of each. */
export const forms: ReadonlyMap<string, (spec: unknown) => readonly Problem[]> = new Map([
  ['diagram', specProblems],
  ['chart', chartProblems],
]);

/**
 * A reader of fences in which a beat may have knobs, whatever is drawn: it sees the numbers where the knobs start, and
 * the diagram carries what its fence says. That every knob may go from end to end is tried here.
 */
export function adjustable(language: string, read: Reader): Reader {
  return (value, inColumn, sources) => {
    const { spec, beats, problems } = knobsIn(value);
    const base = read(specAt({ spec, beats }), inColumn, sources);
    if (problems.length > 0) {
      // a knob that is wrong is in no sentence, and that is not another problem
      const silent = problems.map(({ path }) => `${path.split('.')[0]}.say`);
      return { ...base, problems: [...problems, ...base.problems.filter(({ path }) => !silent.includes(path))] };
    }
    const [first] = Object.keys(beats);
    if (first === undefined || base.scene === undefined || base.problems.length > 0) return base;
    if (!forms.has(language)) {
      const expected = `kinds with knobs are ${[...forms.keys()].join(', ')}`;
      return { ...base, problems: [{ path: `beats[${first}].knobs`, what: `knobs in a ${language}`, expected }] };
    }
    const knobs: Knobs = { language, spec: isRecord(spec) ? { ...spec, ...base.added } : spec, beats };
    return {
      data: { ...base.data, knobs },
      scene: { ...base.scene, knobs },
      problems: Object.entries(beats).flatMap(([beat, own]) => [
        ...cramped(base.scene, Number(beat)).map(({ what, expected }) => ({
          path: `beats[${beat}].say`,
          what,
          expected,
        })),
        ...tried(knobs, spec, Number(beat), own),
      ]),
    };
  };
}

/**
 * What is wrong at the corners of what a beat's knobs may be; that a step between them has the right form is tried too, of
 * what the fence says itself.
 */
function tried(knobs: Knobs, spec: unknown, beat: number, own: readonly Knob[]): readonly Problem[] {
  const corners = own.reduce<readonly (readonly number[])[]>(
    (before, { from, to }) => before.flatMap((values) => [from, to].map((value) => [...values, value])),
    [[]],
  );
  const near: readonly (readonly number[])[] = own.map(({ from, step }, i) =>
    own.map(({ start }) => start).with(i, from + step),
  );
  const seen = new Map<string, Problem>();
  for (const values of [...near, ...corners]) {
    const wrong = forms.get(knobs.language)?.(specAt({ ...knobs, spec }, { beat, values })) ?? [];
    const made = wrong.length > 0 || near.includes(values) ? { problems: wrong } : turnedTo(knobs, beat, values);
    const where = own.map(({ name }, i) => `${name} ${values[i]}`).join(', ');
    for (const { path, what, expected } of made.problems) {
      const place = path === '' || path.startsWith(`beats[${beat}]`) ? '' : `${path}: `;
      const told = { path: `beats[${beat}].knobs`, what: `with ${where}: ${place}${what}`, expected };
      // once is enough for an author to know
      if (!seen.has(`${path} ${expected}`)) seen.set(`${path} ${expected}`, told);
    }
  }
  return [...seen.values()];
}

function turnedTo(knobs: Knobs, beat: number, values: readonly number[]): { readonly problems: readonly Problem[] } {
  const made = turned(composerOf(knobs, beat), knobs, { beat, values });
  return 'scene' in made ? { problems: cramped(made.scene, beat) } : made;
}

/** So wide is what takes it all back, behind the sentence. */
const back = ' MM';

function cramped(scene: Scene, number: number): readonly Problem[] {
  const beat = beatOf(scene, number);
  return (['wide', 'tall'] as const).flatMap((format) => {
    const over = Math.ceil(excess(sheet(format), { ...beat, say: beat.say + back }));
    const what = `this sentence, with a way back behind it, is ${over} px too wide for the ${format} picture`;
    return over <= 0 ? [] : [{ path: '', what, expected: 'expected fewer or shorter words' }];
  });
}
