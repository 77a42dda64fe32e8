import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOf, isRecorded, measurementFiles, outdated } from '../../lab/files.ts';
import { type Note, notesIn } from '../../lab/recording/notes.ts';
import { both, closed, union, without } from '../../lab/recording/stretches.ts';
import { traceOf } from '../../lab/recording/trace.ts';
import { setups } from '../../lab/scenarios/index.ts';
import { steps, together } from '../../lab/scenarios/work.ts';
import type { Requests } from '../../src/model/measured/measurement.ts';
import { recordingOf, recordingProblems } from '../../src/model/measured/recording.ts';
import { message } from '../../src/model/rules.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';

const folder = 'assets/recorded';
const recordings = measurementFiles(folder).map((file) => recordingOf(JSON.parse(readFileSync(file, 'utf8')), file));

function sent(latency: readonly number[]): Requests {
  const zeros = latency.map(() => 0);
  return { paths: ['/predict'], path: zeros, at: zeros, late: zeros, latency, answer: latency.map(() => 200) };
}

function noted(kind: Note['kind'], request: number, from: number, to: number, thread = 'MainThread 1'): Note {
  return { kind, request, from, to, thread };
}

/** "running worker 1/seat 2-8": what is said of a request. */
function told({ segments }: Trace, request: string): readonly string[] {
  return segments
    .filter((each) => each.request === request)
    .map(({ state, place, from, to }) => `${state} ${place.replace('worker 1/', '')} ${from}-${to}`);
}

const seen = (server: ServerSpec, latency: readonly number[], notes: readonly Note[]) =>
  traceOf(
    { name: 'a', title: 'a', server, clients: together(latency.length, '/predict', steps('wait 90')), figures: {} },
    sent(latency),
    notes,
  );

describe('a recorded run', () => {
  it('of a sync worker: who waits for the model keeps the seat, and who comes is in line behind', () => {
    const trace = seen(
      { kind: 'sync', cores: 1 },
      [106, 210],
      [noted('call', 1, 2, 104), noted('model', 1, 8, 98), noted('call', 2, 106, 208), noted('model', 2, 112, 202)],
    );
    expect(told(trace, 'r1')).toEqual(['running seat 2-8', 'away seat 8-98', 'running seat 98-104']);
    // before 2 ms nobody is seen in the seat, and after 208 nobody sees the answer on its way: neither has a segment
    expect(told(trace, 'r2')).toEqual([
      'inLine backlog 2-104',
      'running seat 106-112',
      'away seat 112-202',
      'running seat 202-208',
    ]);
    expect(trace.outcomes).toEqual([
      { request: 'r1', at: 106, kind: 'replied' },
      { request: 'r2', at: 210, kind: 'replied' },
    ]);
  });

  it('of a loop: who has given up the turn is in line while others have it, and then away', () => {
    const trace = seen(
      { kind: 'asgi', cores: 1 },
      [104, 110],
      [
        noted('step', 1, 1, 6),
        noted('step', 2, 6, 11),
        noted('step', 1, 11, 11.5),
        noted('model', 1, 11.2, 101),
        noted('step', 1, 101.5, 103),
      ],
    );
    expect(told(trace, 'r1')).toEqual([
      'running loop/seat 1-6',
      'inLine loop/ready 6-11',
      'running loop/seat 11-11.5',
      'away loop/selector 11.5-101',
      'running loop/seat 101.5-103',
    ]);
    expect(told(trace, 'r2')).toEqual(['inLine backlog 1-6', 'running loop/seat 6-11']);
  });

  it('of a call that blocks: it is stuck from when the model is asked until it has answered', () => {
    const trace = seen({ kind: 'fastapi', cores: 1 }, [106], [noted('step', 1, 1, 105), noted('model', 1, 7, 97)]);
    expect(told(trace, 'r1')).toEqual(['running loop/seat 1-7', 'stuck loop/seat 7-97', 'running loop/seat 97-105']);
  });

  it('of threads: two at work at once have one GIL, and whose it is nobody sees', () => {
    const trace = seen(
      { kind: 'fastapi', endpoint: 'def', cores: 1 },
      [110, 112],
      [
        noted('step', 1, 1, 2),
        noted('step', 2, 2, 3),
        noted('work', 1, 4, 10, 'AnyIO worker thread 71'),
        noted('work', 2, 8, 14, 'AnyIO worker thread 72'),
        noted('model', 1, 10, 100),
        noted('step', 1, 108, 109),
      ],
    );
    expect(told(trace, 'r1')).toEqual([
      'running loop/seat 1-2',
      'inLine thread 1/seat 2-3',
      'running thread 1/seat 4-8',
      'away thread 1/seat 10-100',
      'running loop/seat 108-109',
    ]);
    expect(told(trace, 'r2')).toContain('running thread 2/seat 10-14');
  });
});

describe('stretches of time', () => {
  const [a, b] = [
    [{ from: 0, to: 10 }],
    [
      { from: 2, to: 4 },
      { from: 8, to: 12 },
    ],
  ];
  it('are joined, met, taken away and closed', () => {
    expect(union([...b, ...a])).toEqual([{ from: 0, to: 12 }]);
    expect(both(a, b)).toEqual([
      { from: 2, to: 4 },
      { from: 8, to: 10 },
    ]);
    expect(without(a, b)).toEqual([
      { from: 0, to: 2 },
      { from: 4, to: 8 },
    ]);
    expect(closed(b, 4)).toEqual([{ from: 2, to: 12 }]);
    expect(closed(b, 3)).toEqual(b);
  });
});

describe('the notes of an instrument', () => {
  it('are counted from the beginning of the run; those of the warm-up are none of it', () => {
    const lines = [noted('call', 1, 900, 950), noted('call', 1, 1002, 1104)]
      .map((line) => JSON.stringify(line))
      .join('\n');
    expect(notesIn(`${lines}\n`, 1000)).toEqual([noted('call', 1, 2, 104)]);
    expect(() => notesIn('{"kind": "cal"}\n', 0)).toThrow('not a note');
  });
});

describe('the file of a recording', () => {
  const trace = seen({ kind: 'sync', cores: 1 }, [106], [noted('call', 1, 2, 104)]);
  const whole = {
    scenario: { name: 'recorded/a', title: 'a', figures: {} },
    date: '2026-11-22T18:00:00.000Z',
    machine: { system: 'Linux 6.18', processor: 'a processor', cores: 2, memory: 4096 },
    versions: {},
    commands: [],
    files: {},
    trace,
  };
  it('is read if it is well formed, and refused by path if not', () => {
    expect(recordingProblems(JSON.parse(JSON.stringify(whole)))).toEqual([]);
    const [segment] = trace.segments;
    const wrong = { ...whole, trace: { ...trace, segments: [{ ...segment, place: 'nowhere', request: 'r9' }] } };
    expect(recordingProblems(wrong).map(message)).toEqual([
      'trace.segments[0].place: nowhere; expected a place of the trace',
      'trace.segments[0].request: r9; expected a request of the trace',
    ]);
  });
});

describe.skipIf(recordings.length === 0)('what the lab has recorded', () => {
  const wanted = setups.filter(({ scenario }) => isRecorded(scenario.name));

  it('is every scene that it is to record', () => {
    expect(measurementFiles(folder)).toEqual(wanted.map(({ scenario }) => fileOf(scenario.name)).toSorted());
  });

  it.each(recordings)('$scenario.name is of the listing as it stands: else npm run lab', (recording) => {
    const setup = wanted.find(({ scenario }) => scenario.name === recording.scenario.name);
    expect(setup && outdated(setup, recording)).toBeUndefined();
  });

  it.each(recordings)('$scenario.name: nobody is in two places, and no seat has two', ({ trace: { segments } }) => {
    const overlaps = (key: (segment: (typeof segments)[number]) => string) =>
      segments.filter((one, i) =>
        segments.some(
          (other, j) => j > i && key(one) === key(other) && one.from < other.to - 1e-6 && other.from < one.to - 1e-6,
        ),
      );
    expect(overlaps(({ request }) => request)).toEqual([]);
    expect(
      overlaps(({ state, place, request }) => (state === 'inLine' || place.endsWith('selector') ? request : place)),
    ).toEqual([]);
  });

  it.each(recordings)('$scenario.name: most of the time somebody sees who does what', ({ scenario, trace }) => {
    const known = trace.segments.reduce((sum, { from, to }) => sum + to - from, 0);
    const asked = new Map(trace.requests.map(({ id, at }) => [id, at]));
    const all = trace.outcomes.reduce((sum, { request, at }) => sum + at - (asked.get(request) ?? at), 0);
    expect(known / all, basename(scenario.name)).toBeGreaterThan(0.8);
  });
});
