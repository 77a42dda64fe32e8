import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { columnsOf } from '../../src/compiler/section.ts';
import { shelfIn } from '../../src/compiler/shelf.ts';
import { figures } from '../../src/model/measure.ts';
import { message } from '../../src/model/rules.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';
import { type Experiment, trialOf } from '../../src/play/experiment.ts';
import { diagramFence } from '../../src/play/fence.ts';
import { presetOf } from '../../src/play/preset.ts';

const folder = mkdtempSync(join(tmpdir(), 'fence-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The fence as a slide: what the compiler has to say of it, and the runs that it shows. */
function pasted(fence: string): { problems: readonly unknown[]; traces: readonly Trace[] } {
  const notes = 'Note:\n\nSay: It is said.\n\nClick: Once.\n\nNext: On.\n\nIf asked: _What?_ That.\n';
  writeFileSync(
    join(folder, '10.md'),
    `---\ntitle: A chapter\nminutes: 1\n---\n\n<!-- .slide: id="pasted" -->\n\n## It runs\n\n${fence}\n${notes}`,
  );
  const { problems, chapters } = compiled(folder, folder);
  const scene = chapters[0]?.slides[0]?.figures[0]?.composition.scene;
  const traces =
    scene?.kind === 'machine'
      ? [...scene.runs.values()].map(({ trace }) => trace)
      : scene?.kind === 'race'
        ? scene.rows.map(({ run }) => run.trace)
        : [];
  return { problems, traces };
}

/** What the clients of each server of an experiment saw. */
function seenIn(experiment: Experiment) {
  const trial = trialOf(experiment);
  if ('faults' in trial) throw new Error(trial.faults.map(message).join('\n'));
  return trial.servers.map((server) => figures(simulate(server, trial.clients)));
}

function fenceOf(experiment: Experiment): string {
  const made = diagramFence(experiment);
  if ('faults' in made) throw new Error(made.faults.map(message).join('\n'));
  return made.fence;
}

function expectSameRun(experiment: Experiment): void {
  const { problems, traces } = pasted(fenceOf(experiment));
  expect(problems, JSON.stringify(experiment)).toEqual([]);
  expect(traces.map(figures)).toEqual(seenIn(experiment));
}

const one = (server: string, ...clients: readonly string[]): Experiment => ({ servers: [server], clients });
const two = (a: string, b: string, ...clients: readonly string[]): Experiment => ({ servers: [a, b], clients });

describe('an experiment as a fence', () => {
  it('is as one would write it', () => {
    expect(
      fenceOf(one('asgi workers=2 timeout=3s supervisor=gunicorn', '4 at 0 apart 10ms path /a: cpu 5, wait 90')),
    ).toBe(
      [
        '```diagram',
        'server: { kind: asgi, workers: 2, timeout: 3000, supervisor: gunicorn }',
        'arrivals:',
        '  - { every: 10, count: 4, path: /a, does: "cpu 5, wait 90" }',
        'beats:',
        '  - { say: "{count} come. On average an answer takes {mean}.", until: "125 ms", lens: 64 }',
        '```',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['those who come at once', one('sync', '4 at 0: cpu 5, wait 90, cpu 5')],
    ['a rate', one('gthread threads=2', 'rate 80 from 100ms for 1s path /a: cpu 5, wait 90')],
    ['chance', one('gevent', 'poisson 50 for 1s seed 7 patience 150ms: cpu 5, wait 90')],
    ['users', one('asgi workers=4', 'users 20 apart 2ms for 500ms: cpu 5, wait 90')],
    [
      'a probe beside others',
      one('asgi', '20 at 0: block 50', 'probe every 100ms patience 90ms for 1s path /healthz: cpu 1'),
    ],
    [
      'a declared endpoint',
      one('fastapi endpoint=def tokens=3 background="def cpu 5; async def wait 2"', '6 at 0: cpu 5, wait 9'),
    ],
    [
      'a route of its own',
      one('fastapi endpoint=def routes="/h async def"', '3 at 0: wait 9', '1 at 5 path /h: cpu 1'),
    ],
    ['a handler', one('tornado handler=def handlers="/a async def"', '3 at 0 path /a: cpu 1, wait 9')],
    ['two servers', two('sync workers=2', 'asgi', '8 at 0: cpu 5, wait 90')],
    ['two of a kind', two('asgi', 'asgi cores=1', '8 at 0: cpu 5, wait 90')],
    ['nobody who is answered', one('sync', '1 at 0 patience 10ms: wait 90')],
  ] as const)('of %s shows the same run on a slide', (_, experiment) => {
    expectSameRun(experiment);
  });

  it('of a preset shows the run of its slide, or says what has no words or no room', () => {
    const slides = columnsOf(compiled('slides', '.', shelfIn('.'))).flat();
    const presets = slides.flatMap((slide) =>
      slide.figures.flatMap(({ composition }) => presetOf(composition, slide) ?? []),
    );
    const without = presets.flatMap(({ slug, experiment }) => {
      const made = diagramFence(experiment);
      if ('faults' in made) return [`${slug}: ${made.faults.map(message).join(' ')}`];
      expectSameRun(experiment);
      return [];
    });
    expect(without).toMatchInlineSnapshot(`
      [
        "probe: clients[2]: a probe that restarts the server, or waits for longer than its period in a diagram; expected one that does neither",
      ]
    `);
  });

  it.each([
    [
      one('sync', 'bursts 2 of 10 for 1s: cpu 1'),
      'clients[0]: bursts by chance in a diagram; expected regular ones: "10 at 0"',
    ],
    [
      one('sync', 'rate 2 for 1s: cpu ~1'),
      'clients[0]: durations left to chance in a diagram; expected the same for every request',
    ],
    [
      one('sync', '1 at 0: cpu 1', '1 at 0 retry 2: cpu 1'),
      'clients[1]: clients who try again in a diagram; expected clients who ask once',
    ],
    [one('sync', '1 at 0: nothing'), 'clients[0]: requests without steps in a diagram; expected a step, such as cpu 0'],
    [
      one('sync', 'users 5 think 1s for 1s: cpu 1'),
      'clients[0]: users who think, keep a connection, come later or lose patience in a diagram; expected users who ask again at once',
    ],
    [
      one('sync', 'probe every 1s patience 1s failures 3 for 9s: cpu 1'),
      'clients[0]: a probe that restarts the server, or waits for longer than its period in a diagram; expected one that does neither',
    ],
    [one('asgi workers=12', '8 at 0: cpu 1'), 'server: 12 loops; the stage has room for 8'],
    [two('sync', 'asgi', '50 at 0: cpu 1'), 'servers[0]: 50 requests; a row has room for 40'],
    [
      one('sync', 'nonsense'),
      'clients[0]: "nonsense" is not a kind of clients; kinds are rate, poisson, bursts, users, probe, or a number: "8 at 0"',
    ],
  ])('that there cannot be says why: %j', (experiment, fault) => {
    const made = diagramFence(experiment);
    expect('faults' in made ? made.faults.map(message) : []).toContain(fault);
  });
});
