import { describe, expect, it } from 'vitest';
import { type CodeReader, codeRows } from '../../src/draw/code.ts';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import { onLines } from '../../src/draw/machine/lines.ts';
import type { DiagramSpec } from '../../src/draw/machine/spec.ts';
import type { Shape } from '../../src/draw/shape.ts';
import { simulate } from '../../src/model/servers/index.ts';

const handler: CodeReader = () => ({
  lines: [[['prepare()']], [['ask()'], ['  # waits', 'comment']], [['check()']], [['return', 'keyword'], [' answer']]],
});

const two: DiagramSpec = {
  server: { kind: 'asgi' },
  code: { file: 'code/handler.py' },
  arrivals: [{ count: 2, path: '/predict', does: 'cpu 5, wait 90, cpu 5', lines: [1, 2, 4] }],
  beats: [
    { ask: 'Who is where?', answers: ['here', '{last.latency}'], until: '0 ms', lanes: 'code', line: 2 },
    { say: 'One waits, one works.', until: '8 ms' },
    { say: 'Both wait.', until: '50 ms' },
    { say: 'One is back.', until: '97 ms' },
  ],
};

function picture(spec: DiagramSpec, beat: number, format: 'wide' | 'tall' = 'wide') {
  const { scene, problems } = composed(spec, { code: handler });
  expect(problems).toEqual([]);
  return { scene, shapes: draw(scene, still(scene, beat), { ink: 'still', format }) };
}

/** The tags beside the lines, by line: "2 running". */
function tags(shapes: readonly Shape[]): readonly string[] {
  return shapes.flatMap((shape) => {
    const line = /^code (\d+) \w+ who$/.exec(shape.key)?.[1];
    return shape.kind === 'text' && line !== undefined ? [`${line}: ${shape.text}`] : [];
  });
}

function lit(shapes: readonly Shape[]): readonly string[] {
  return shapes.flatMap(({ key }) => /^code (\d+) light$/.exec(key)?.[1] ?? []);
}

describe('code beside a machine', () => {
  it('lights the line that runs while it runs, and says who is at it', () => {
    const { shapes } = picture(two, 1);
    expect(tags(shapes)).toEqual(['1: 2 running', '2: 1 away']);
    expect(lit(shapes)).toEqual(['1']);
  });

  it('lights no line while all wait', () => {
    const { shapes } = picture(two, 2);
    expect(tags(shapes)).toEqual(['2: 1 2 away']);
    expect(lit(shapes)).toEqual([]);
  });

  it('goes on behind the line that waited', () => {
    const { shapes } = picture(two, 3);
    expect(tags(shapes)).toEqual(['2: 2 away', '4: 1 running']);
    expect(lit(shapes)).toEqual(['4']);
  });

  it('has nobody in it while a question is asked before the first move, and marks the line that is asked about', () => {
    const { shapes } = picture(two, 0);
    expect(tags(shapes)).toEqual([]);
    expect(lit(shapes)).toEqual(['2']);
  });

  it('lights a line that keeps everybody from running', () => {
    const arrivals = [{ count: 2, path: '/predict', does: 'cpu 5, block 90, cpu 5', lines: [1, 2, 4] }];
    const { shapes } = picture({ ...two, arrivals }, 2);
    expect(tags(shapes)).toEqual(['2: 1 stuck']);
    expect(lit(shapes)).toEqual(['2']);
  });

  it('tells how many are at a line when they are too many to name', () => {
    const arrivals = [{ count: 6, path: '/predict', does: 'cpu 5, wait 90, cpu 5', lines: [1, 2, 4] }];
    expect(tags(picture({ ...two, arrivals }, 2).shapes)).toEqual(['2: 6 × away']);
  });

  it('is told in words', () => {
    const { scene } = picture(two, 1);
    expect(inWords(scene, 1)).toContain('2 at “prepare()”');
    expect(inWords(scene, 1)).toContain('1 at “ask()  # waits”');
    expect(inWords(scene, 0)).toContain('The line: ask()');
  });

  it('uses up exactly what each step takes, on every server', () => {
    const steps = [
      { kind: 'cpu', ms: 5 },
      { kind: 'wait', ms: 90 },
      { kind: 'cpu', ms: 7 },
    ] as const;
    for (const kind of ['sync', 'gthread', 'gevent', 'asgi', 'tornado'] as const) {
      const trace = simulate(
        { kind },
        Array.from({ length: 6 }, () => ({ at: 0, path: '/', steps })),
      );
      for (const { id } of trace.requests) {
        const history = trace.segments.filter(({ request }) => request === id);
        const on = onLines(history, { steps, lines: [1, 2, 3] }).filter(({ stay }) => stay.state !== 'inLine');
        const took = [1, 2, 3].map((line) =>
          on.filter((each) => each.line === line).reduce((sum, { from, to }) => sum + to - from, 0),
        );
        for (const [i, ms] of [5, 90, 7].entries()) expect(took[i], `${kind} ${id} step ${i}`).toBeCloseTo(ms, 6);
      }
    }
  });
});

describe('rows of code', () => {
  const rowsOf = (text: string, columns: number) =>
    codeRows([[[text]]], columns).map(({ pieces }) =>
      pieces.map(({ column, text: piece }) => ' '.repeat(column) + piece).join(''),
    );

  it('go on further in where a line is too long', () => {
    expect(rowsOf('    reply = model.post("/predict", json=features)', 40)).toEqual([
      '    reply = model.post("/predict",',
      '        json=features)',
    ]);
  });

  it('leave the comment out first', () => {
    const rows = codeRows([[['ask()'], ['  # waits for it', 'comment']]], 10);
    expect(rows.map(({ pieces }) => pieces.map(({ text }) => text))).toEqual([['ask()']]);
  });

  it('keep an empty line', () => {
    expect(rowsOf('', 40)).toEqual(['']);
  });

  it('break a word that is longer than a row', () => {
    expect(rowsOf('abcdefghij', 6)).toEqual(['abcdef', '    gh', '    ij']);
  });
});
