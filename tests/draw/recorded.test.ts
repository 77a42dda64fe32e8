import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { steps } from '../../lab/scenarios/work.ts';
import { recordingReader } from '../../src/compiler/recordings.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { figureReader } from '../../src/draw/figures.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import { isDiagram } from '../../src/draw/machine/form.ts';
import { sceneOf } from '../../src/draw/scene.ts';
import { message } from '../../src/model/rules.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';

const spec = {
  source: 'recorded/two',
  server: { kind: 'sync', cores: 1 },
  arrivals: [{ count: 2, path: '/predict', does: 'cpu 5, wait 90, cpu 5' }],
  beats: [
    { say: 'Two at once.', until: '0 ms' },
    { say: 'Both are served.', until: 'r2 done', payoff: '{last.latency}' },
  ],
};

/** The simulated run, 7 % slower, with nobody looking while a request goes from hand to hand. */
function real(): Trace {
  const arrivals = [0, 0].map((at) => ({ at, path: '/predict', steps: steps('cpu 5, wait 90, cpu 5') }));
  const trace = simulate({ kind: 'sync', cores: 1 }, arrivals);
  const slower = (ms: number) => ms * 1.07;
  return {
    ...trace,
    segments: trace.segments.map((each) => ({ ...each, from: slower(each.from) + 2, to: slower(each.to) })),
    outcomes: trace.outcomes.map((each) => ({ ...each, at: slower(each.at) })),
    events: [],
    end: slower(trace.end),
  };
}

const read = (source: string) =>
  source === 'recorded/two'
    ? { trace: real() }
    : { what: `no recording "${source}"`, expected: 'there are no recordings' };
const made = (value: unknown, recorded = read) => figureReader('diagram')?.(value, false, { recorded });

describe('a recorded run in a diagram', () => {
  it('is what is played and what numbers refer to, and is no run of the simulator', () => {
    const { scene, problems } = made(spec) ?? expect.fail('no reader');
    expect(problems).toEqual([]);
    expect(scene?.beats[1]?.payoff).toBe('214 ms');
    expect(made({ ...spec, source: undefined })?.scene?.beats[1]?.payoff).toBe('200 ms');
  });

  it('is the same in the page, which gets the run with its data', () => {
    if (!isDiagram(spec)) throw new Error('no diagram');
    const { data, scene } = composed(spec, { recorded: read });
    const there = sceneOf(JSON.parse(JSON.stringify(data)));
    const medium = { ink: 'still', format: 'wide' } as const;
    expect(draw(there, still(there, 1), medium)).toEqual(draw(scene, still(scene, 1), medium));
  });

  it('says that it is recorded, and is grey where nobody saw a request', () => {
    const scene = made(spec)?.scene ?? expect.fail('no scene');
    const shapes = draw(scene, still(scene, 1), { ink: 'still', format: 'wide' });
    expect(shapes.some((shape) => shape.kind === 'text' && shape.text === 'recorded')).toBe(true);
    const grey = shapes.filter(({ key }) => key.includes('unseen'));
    expect(grey.length).toBeGreaterThan(2);
    const plain = made({ ...spec, source: undefined })?.scene ?? expect.fail('no scene');
    const keys = draw(plain, still(plain, 1), { ink: 'still', format: 'wide' }).map(({ key }) => key);
    expect(keys.filter((key) => key.includes('unseen') || key.includes('recorded'))).toEqual([]);
  });

  it('can stand beside the simulated one, under a name', () => {
    const beats = [...spec.beats, { say: 'In truth.', run: 'real', until: 'r2 done', payoff: '{last.latency}' }];
    const both = made({ ...spec, source: undefined, runs: { real: { source: 'recorded/two' } }, beats });
    expect(both?.problems).toEqual([]);
    expect(both?.scene?.beats.map(({ payoff }) => payoff)).toEqual(['', '200 ms', '214 ms']);
  });

  it('that there is not is told by path', () => {
    expect(made({ ...spec, source: 'recorded/too' })?.problems.map(message)).toEqual([
      'source: no recording "recorded/too"; there are no recordings',
    ]);
    expect(made({ ...spec, source: 7 })?.problems.map(message)).toContain('source: 7; expected text: "7", in quotes');
  });
});

describe('the recordings of a project', () => {
  const root = mkdtempSync(join(tmpdir(), 'recorded-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'assets/recorded'), { recursive: true });
  const provenance = {
    scenario: { name: 'recorded/two', title: 'two', figures: {} },
    date: '2026-11-22T18:00:00Z',
    machine: { system: 'Linux', processor: 'a processor', cores: 2, memory: 1 },
    versions: {},
    commands: [],
    files: {},
  };
  writeFileSync(join(root, 'assets/recorded/two.json'), JSON.stringify({ ...provenance, trace: real() }));
  writeFileSync(join(root, 'assets/recorded/broken.json'), '{}');
  const used: string[] = [];
  const reader = recordingReader({ folder: join(root, 'slides'), used: (path) => used.push(path) });

  it('are found by name, and their files are watched', () => {
    expect(reader('recorded/two')).toMatchObject({ trace: { end: 214 } });
    expect(used).toEqual([join(root, 'assets/recorded/two.json')]);
  });

  it('are told from slips and from files that the lab has not written', () => {
    expect(reader('recorded/tow')).toEqual({
      what: 'no recording "recorded/tow"',
      expected: 'did you mean "recorded/two"?',
    });
    expect(reader('../slides/two')).toMatchObject({ what: 'no recording "../slides/two"' });
    expect(reader('recorded/broken')).toMatchObject({
      what: expect.stringContaining('recorded/broken cannot be read: recorded/broken: scenario: missing'),
    });
  });
});
