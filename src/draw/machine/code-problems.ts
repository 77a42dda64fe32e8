import { parseSteps } from '../../model/notation.ts';
import type { Problem } from '../../model/rules.ts';
import type { CodeReader } from '../code.ts';
import { excessRows } from './code.ts';
import { pictureOf } from './picture.ts';
import type { Scene, SceneData } from './scene.ts';
import type { ArrivalsSpec, DiagramSpec } from './spec.ts';

/** The code that a beat of the diagram shows, read; what is wrong with where it is said to be is added. */
export function codeOf(
  { code, beats }: DiagramSpec,
  read: CodeReader | undefined,
  problems: Problem[],
): Pick<SceneData, 'code'> {
  if (read === undefined) return {};
  const shows = beats.findIndex(({ lanes }) => lanes === 'code');
  if (code === undefined) {
    if (shows >= 0)
      problems.push({
        path: `beats[${shows}].lanes`,
        what: 'code that is not said',
        expected: 'expected code: { file: … } in the diagram',
      });
    return {};
  }
  if (shows < 0) {
    problems.push({ path: 'code', what: 'code that no beat shows', expected: 'expected a beat with lanes: code' });
    return {};
  }
  const found = read(code);
  if ('lines' in found) return { code: { file: code.file, lines: found.lines } };
  problems.push({ path: `code.${found.of}`, what: found.what, expected: found.expected });
  return {};
}

/** What is wrong with the lines that requests are said to be at, and with how much code there is. */
export function lineProblems(spec: DiagramSpec, scene: Scene): readonly Problem[] {
  const { code } = scene;
  // why it cannot be read has been told
  if (spec.code !== undefined && code === undefined) return [];
  const all = [
    ...spec.arrivals.map((each, i) => ({ each, path: `arrivals[${i}]` })),
    ...Object.entries(spec.runs ?? {}).flatMap(([name, run]) =>
      (run.arrivals ?? []).map((each, i) => ({ each, path: `runs.${name}.arrivals[${i}]` })),
    ),
  ];
  const wrong = all.flatMap(({ each, path }) => ('users' in each ? [] : ofArrivals(each, path, code?.lines.length)));
  for (const [i, { line = 0, lanes }] of scene.beats.entries()) {
    if (lanes !== 'code' && line > 0)
      wrong.push({ path: `beats[${i}].line`, what: 'a line where no code is shown', expected: 'expected lanes: code' });
    else if (code !== undefined && line > code.lines.length)
      wrong.push({ path: `beats[${i}].line`, ...noLine(line, code.lines.length) });
  }
  const beat = scene.beats.find(({ lanes }) => lanes === 'code');
  if (code === undefined || beat === undefined) return wrong;
  const formats = (['wide', 'tall'] as const).flatMap((format) => {
    const rows = excessRows(pictureOf(scene, beat.run, format));
    const what = `${rows} ${rows === 1 ? 'row' : 'rows'} too many for the ${format} picture`;
    return rows === 0 ? [] : [{ path: 'code', what, expected: 'expected fewer or shorter lines' }];
  });
  return [...wrong, ...formats];
}

function ofArrivals({ does, lines }: ArrivalsSpec, path: string, last: number | undefined): readonly Problem[] {
  const parsed = parseSteps(does);
  if (lines === undefined || parsed.kind !== 'steps') return [];
  if (last === undefined)
    return [{ path: `${path}.lines`, what: 'lines of code that is not said', expected: 'expected code: { file: … }' }];
  const problems: Problem[] = [];
  if (parsed.steps.length !== lines.length)
    problems.push({
      path: `${path}.lines`,
      what: `lines: ${lines.length}, steps: ${parsed.steps.length}`,
      expected: 'expected a line for each step',
    });
  if (parsed.steps.some((step) => !('ms' in step)))
    problems.push({
      path: `${path}.does`,
      what: 'a step in a thread on a line of code',
      expected: 'expected only steps that take their own time',
    });
  for (const [i, line] of lines.entries())
    if (line > last) problems.push({ path: `${path}.lines[${i}]`, ...noLine(line, last) });
  return problems;
}

function noLine(line: number, last: number): Omit<Problem, 'path'> {
  return { what: `no line ${line} in this code`, expected: `it shows ${last} ${last === 1 ? 'line' : 'lines'}` };
}
