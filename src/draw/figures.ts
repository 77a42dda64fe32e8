import { assertLaws } from '../model/laws.ts';
import { isRecord, type Problem } from '../model/rules.ts';
import { charted } from './chart/compose.ts';
import { chartProblems, isChart } from './chart/form.ts';
import { conversed } from './conversation/compose.ts';
import { conversationProblems, isConversation } from './conversation/form.ts';
import { deployed } from './fleet/compose.ts';
import { fleetFenceProblems, isFleet } from './fleet/form.ts';
import { adjustable } from './knobs/adjustable.ts';
import { composed } from './machine/compose.ts';
import { isDiagram, specProblems } from './machine/form.ts';
import { walked } from './path/compose.ts';
import { isPath, pathProblems } from './path/form.ts';
import { raced } from './race/compose.ts';
import { isRace, raceProblems } from './race/form.ts';
import type { Composition } from './scene.ts';
import type { Sources } from './sources.ts';
import { branched } from './tree/compose.ts';
import { isTree, treeProblems } from './tree/form.ts';
import { turned } from './turns/compose.ts';
import { isTurns, turnsProblems } from './turns/form.ts';

/** Reads what a fence says: what is wrong with it or, if its form is right, the diagram, and what only drawing it can tell. */
export type Reader = (
  value: unknown,
  inColumn?: boolean,
  sources?: Sources,
) => Composition | { readonly problems: readonly Problem[]; readonly scene?: undefined };

/** The kinds of diagram, by the languages of their fences. */
export const figures = {
  diagram: (value, _inColumn, sources) =>
    isDiagram(value) ? composed(value, { hold: assertLaws, ...sources }) : { problems: specProblems(value) },
  path: (value, _inColumn, sources) =>
    isPath(value) ? walked(value, sources?.code) : { problems: pathProblems(value) },
  conversation: (value, inColumn) =>
    isConversation(value) ? conversed(value, inColumn) : { problems: conversationProblems(value) },
  chart: (value, _inColumn, sources) =>
    isChart(value) ? charted(value, { hold: assertLaws, ...sources }) : { problems: chartProblems(value) },
  turns: (value) => (isTurns(value) ? turned(value) : { problems: turnsProblems(value) }),
  tree: (value, _inColumn, sources) =>
    isTree(value) ? branched(value, sources?.code) : { problems: treeProblems(value) },
  race: (value, _inColumn, sources) =>
    isRace(value) ? raced(value, sources?.recorded) : { problems: raceProblems(value) },
  fleet: (value) => (isFleet(value) ? deployed(value) : { problems: fleetFenceProblems(value) }),
} as const satisfies Readonly<Record<string, Reader>>;

/** The kinds that have a picture for a column, beside a listing; the others want the whole stage. */
export const inColumns: readonly string[] = ['conversation'] satisfies readonly (keyof typeof figures)[];

/** The reader for a fence; undefined where its language is drawn by nobody. */
export function figureReader(language: string): Reader | undefined {
  const read = new Map<string, Reader>(Object.entries(figures)).get(language);
  const turnable = read && adjustable(language, read);
  return (
    turnable && ((value, inColumn, sources) => withStrip(value, inColumn, (one) => turnable(one, inColumn, sources)))
  );
}

/** Frames on a page of paper in which words can still be read. */
const mostFrames = 4;

/** A diagram may have several keys: all of them are a strip on paper, and the last stands for all elsewhere. */
function withStrip(value: unknown, inColumn = false, read: (value: unknown) => ReturnType<Reader>): ReturnType<Reader> {
  const keys: unknown = isRecord(value) ? value.key : undefined;
  if (!isRecord(value) || !Array.isArray(keys)) return read(value);
  const beats = Array.isArray(value.beats) ? value.beats.length : 0;
  const strip = keys.filter((key) => typeof key === 'number');
  const problems = keys.flatMap((key: unknown, i): Problem[] => {
    const before = keys[i - 1];
    const isBeat = typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < beats;
    const follows = typeof before !== 'number' || Number(key) > before;
    if (isBeat && follows) return [];
    const expected = isBeat ? 'expected them in their order' : `beats are 0 to ${beats - 1}`;
    return [
      { path: `key[${i}]`, what: isBeat ? `${key} after ${before}` : `no beat ${JSON.stringify(key)}`, expected },
    ];
  });
  if (keys.length < 2 || keys.length > mostFrames)
    problems.push({
      path: 'key',
      what: `a strip of ${keys.length}`,
      expected: `expected one number, or two to ${mostFrames}`,
    });
  if (inColumn)
    problems.push({ path: 'key', what: 'a strip in a column', expected: 'expected one number, or the whole slide' });
  const made = read({ ...value, key: problems.length > 0 ? undefined : strip.at(-1) });
  const all = [...made.problems, ...problems];
  return made.scene === undefined || problems.length > 0 ? { ...made, problems: all } : { ...made, strip };
}
