import { describe, expect, it } from 'vitest';
import { composed } from '../../src/draw/machine/compose.ts';
import { stageBeats, sceneOf as whole } from '../../src/draw/scene.ts';
import { sceneOf, type TalkedMachine } from './scenes.ts';
import { four, withBeats } from './specs.ts';

const said = (text: string) => composed(withBeats({ say: text, until: 'r4 done' }));
const until = (instant: string) => composed(withBeats({ say: 'So.', until: instant }));
const messages = ({ problems }: ReturnType<typeof composed>) =>
  problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);

describe('a sentence', () => {
  it.each([
    ['{r1.latency}', '100 ms'],
    ['{last.latency}', '400 ms'],
    ['{last.latency|bare}', '400'],
    ['{/predict.latency}', '400 ms'],
    ['{r3.outcome}', 'answered'],
    ['{r4.waited}', '300 ms'],
    ['{last.number}', '4'],
    ['{cpu} of {end}', '40 ms of 400 ms'],
    ['{busy}', '10 %'],
    ['{idle}', '360 ms'],
    ['{mean}', '250 ms'],
    ['{count}', '4'],
    ['{delayed} lost {lost}, {delay} each', '3 lost 600 ms, 200 ms each'],
    ['{loop:last.latency}', '115 ms'],
  ])('says %s as the run has it', (text, words) => {
    const made = said(text);
    expect(made.problems).toEqual([]);
    expect(made.data.beats[0]?.say).toBe(words);
  });

  it.each([
    ['{r9.latency}', 'beats[0].say: no request r9 in this run; it has r1 … r4, first, last, or a path for its slowest'],
    ['{r1.speed}', 'beats[0].say: no figure "speed"; r1 has latency, finished, waited, outcome, number'],
    [
      '{luck}',
      'beats[0].say: no figure "luck"; a run has cpu, end, idle, busy, mean, count, delayed, delay, lost, rate',
    ],
    ['{other:busy}', 'beats[0].say: no run "other"; runs are run, loop'],
    ['{busy|raw}', 'beats[0].say: "|raw" behind a reference; expected |bare or nothing'],
  ])('with %s tells what there is instead', (text, message) => {
    expect(messages(said(text))).toEqual([message]);
  });
});

describe('a beat', () => {
  it.each([
    ['0 ms', 0],
    ['12.5 ms', 12.5],
    ['r2 arrives', 0],
    ['r2 sits', 100],
    ['r2 waits', 105],
    ['r2 returns', 195],
    ['r2 done', 200],
    ['last done', 400],
  ])('until %s ends at %d ms', (instant, at) => {
    const made = until(instant);
    expect(made.problems).toEqual([]);
    expect(made.data.beats[0]?.at).toBe(at);
  });

  it.each([
    ['r9 done', 'beats[0].until: no request r9 in this run; it has r1 … r4, first, last'],
    ['r1 gaveUp', 'beats[0].until: r1 never gives up in this run; expected something that happens'],
    ['r1 stuck', 'beats[0].until: r1 never is stuck in this run; expected something that happens'],
    ['r1 waiting', 'beats[0].until: "waiting" is nothing to wait for; did you mean "waits"?'],
    [
      'soon',
      'beats[0].until: "soon" is no instant; expected "1000 ms" or a request and one of arrives, sits, waits, stuck, returns, done, gaveUp',
    ],
  ])('until %s tells what is wrong', (instant, message) => {
    expect(messages(until(instant))).toEqual([message]);
  });

  it('cannot end before the beat before it, unless it shows another run', () => {
    const backwards = composed(withBeats({ say: 'Late.', until: 'r4 done' }, { say: 'Early.', until: '50 ms' }));
    expect(messages(backwards)).toEqual([
      'beats[1].until: "50 ms" is before the beat before it; expected 400 ms or later',
    ]);
    const elsewhere = composed(
      withBeats({ say: 'Late.', until: 'r4 done' }, { say: 'Early.', until: '50 ms', run: 'loop' }),
    );
    expect(elsewhere.problems).toEqual([]);
    expect(elsewhere.data.beats[1]).toMatchObject({ from: 0, at: 50, run: 'loop' });
  });

  it('needs words, and a question needs its answer', () => {
    expect(messages(composed(withBeats({ until: '0 ms' })))).toEqual([
      'beats[0].until: a beat without words; expected say or ask as well',
    ]);
    expect(messages(composed(withBeats({ ask: 'When?', answers: ['a', 'b'], until: '0 ms' })))).toEqual([
      'beats[0].ask: a question without its answer; expected answers, of which one refers to the run',
    ]);
  });

  it('cannot be later than its run, ask in the middle of it, or name a lane that is not there', () => {
    expect(messages(until('5000 ms'))).toEqual(['beats[0].until: the run is over before 5000 ms; it ends at 400 ms']);
    const asked = { ask: 'When?', answers: ['now', '{last.latency}'], until: '50 ms' };
    expect(messages(composed(withBeats({ say: 'So.', until: '0 ms' }, asked)))).toEqual([
      'beats[1].ask: a question in the middle of a run; a run is asked about before it begins',
    ]);
    expect(messages(composed(withBeats({ say: 'So.', until: '0 ms', lanes: ['r1', 'r9'] })))).toEqual([
      'beats[0].lanes[1]: no request r9 in this run; it has r1 … r4, first, last',
    ]);
  });

  it('has room for its words on both stages', () => {
    const long = 'A sentence that goes on and on, and will not end before it has left the slide on which it stands. ';
    expect(messages(composed(withBeats({ say: long, until: '0 ms' })))[0]).toMatch(
      /^beats\[0\]\.say: these words are \d+ px too wide for the wide picture; /,
    );
    const answers = ['a rather long answer', 'another long answer', '{last.latency}'];
    expect(messages(composed(withBeats({ ask: 'When?', answers, until: '0 ms' })))[0]).toMatch(
      /too wide for the tall picture/,
    );
  });

  it('goes on where the one before it ended, and a question stands still', () => {
    expect(composed(four).data.beats.map(({ from, at }) => [from, at])).toEqual([
      [0, 0],
      [0, 50],
      [50, 400],
    ]);
  });
});

describe('a run that the stage cannot show whole', () => {
  const beats = [{ say: 'So.', until: '0 ms' }] as const;
  const work = { path: '/predict', does: 'cpu 5, thread [wait 90], cpu 5' };

  it.each([
    [
      'nine loops',
      { server: { kind: 'asgi', workers: 9 }, arrivals: [{ ...work }] },
      'server: 9 loops; the stage has room for 8',
    ],
    [
      'a line before a pool',
      { server: { kind: 'asgi', threads: 1 }, arrivals: [{ ...work, count: 3 }] },
      'arrivals: at 10 ms r2 is at "worker 1/pool"; expected a run whose requests stay where the stage can show them',
    ],
    [
      'too many threads',
      { server: { kind: 'asgi', threads: 6 }, arrivals: [{ ...work, count: 6 }] },
      /^arrivals: at \d+ ms r5 is at "worker 1\/thread 5\/seat"/,
    ],
    [
      'a connection that was dropped',
      { server: { kind: 'sync', backlog: 1 }, arrivals: [{ path: '/', does: 'wait 90', count: 4 }] },
      /^arrivals: at 0 ms r4 is at "clients"/,
    ],
    [
      'a path too long for its lane',
      { server: { kind: 'sync' }, arrivals: [{ path: '/predict/a/long/path', does: 'wait 90' }] },
      'beats[0]: "1 /predict/a/long/path" is too long for its lane; expected a shorter path',
    ],
  ] as const)('is refused: %s', (_, run, message) => {
    const [first] = messages(composed({ ...run, beats }));
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });
});

describe('the numbers of the storyboards', () => {
  const latencies = (made: TalkedMachine['scene'], run = 'run') =>
    [...(made.runs.get(run)?.figures.values() ?? [])].map(({ latency }) => latency);

  it('four users on one sync worker: 100, 200, 300, 400, and ten percent of work', () => {
    const made = sceneOf('second-user');
    expect(latencies(made)).toEqual([100, 200, 300, 400]);
    expect(made.beats[5]).toMatchObject({ say: 'The worker worked 40 of 400 ms.', payoff: '10 %' });
    expect(made.beats[0]?.answers.find(({ right }) => right)?.text).toBe('400 ms');
  });

  it('eight users on one loop: 100 to 135 in steps of 5, twenty 200, and 800 on a sync worker', () => {
    const made = sceneOf('many-waits');
    expect(latencies(made)).toEqual([100, 105, 110, 115, 120, 125, 130, 135]);
    expect(latencies(made, 'twenty').at(-1)).toBe(200);
    expect(made.beats[4]?.payoff).toBe('800 → 135 ms');
  });

  it('one blocking call: twenty others, 20.2 s, worst 2002, and the probe gives up after 1000', () => {
    const made = sceneOf('blocking-call');
    const run = made.runs.get('run');
    const told = made.beats.find(({ payoff }) => payoff === '20.2 s');
    expect(told?.say).toBe('20 users waited this long between them, for one line.');
    const users = [...(run?.figures.values() ?? [])].filter(({ path }) => path === '/users');
    expect(
      users
        .map(({ latency }) => latency)
        .filter((latency) => latency > 50)
        .slice(0, 3),
    ).toEqual([2002, 1903, 1804]);
    const probe = run?.figures.get(run.names.get('probe') ?? 'r0');
    expect(probe).toMatchObject({ outcome: 'gaveUp', latency: 1000, finished: 1261 });
    const light = [...(made.runs.get('threaded')?.figures.values() ?? [])].filter(({ path }) => path === '/users');
    expect(Math.max(...light.map(({ latency }) => latency))).toBe(50);
  });

  it('the cold open is the same run, frozen while twenty wait', () => {
    const made = sceneOf('twenty-waiting');
    const { trace } = made.runs.get('run') ?? { trace: undefined };
    const at = made.beats[0]?.at ?? 0;
    const waiting = trace?.segments.filter((stay) => stay.from <= at && at < stay.to && stay.state === 'inLine') ?? [];
    const users = waiting.filter(({ request }) => trace?.requests.find(({ id }) => id === request)?.path === '/users');
    expect(users).toHaveLength(20);
    expect(trace?.segments).toEqual(sceneOf('blocking-call').runs.get('run')?.trace.segments);
  });
});

it('the stage has the beats that are not the reader’s', () => {
  const made = whole(
    composed(
      withBeats({ say: 'a', until: '0 ms' }, { say: 'b', until: '5 ms', reader: true }, { say: 'c', until: '50 ms' }),
    ).data,
  );
  expect(stageBeats(made)).toEqual([0, 2]);
});
