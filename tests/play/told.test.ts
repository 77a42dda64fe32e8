import { describe, expect, it } from 'vitest';
import { figures } from '../../src/model/measure.ts';
import { atOnce, mostOf, timeWhile } from '../../src/play/told/at-once.ts';
import { compared } from '../../src/play/told/compared.ts';
import { counted, grouped, listed, percent, time, times } from '../../src/play/told/numbers.ts';
import { one, ran, various } from './runs.ts';

function said(server: string, ...clients: readonly string[]): readonly string[] {
  return one(server, ...clients).report.said;
}

describe('what happened in a run', () => {
  it('begins with what the users saw', () => {
    expect(said('sync', '1 at 0: cpu 0.5')).toEqual(['The one request was answered after 0.5 ms.']);
    expect(said('asgi', '4 at 0: wait 100')).toEqual(['All 4 requests were answered, nearly all within 100 ms.']);
    expect(said('sync', '3 at 0 patience 250ms: cpu 100')[0]).toBe(
      '2 of 3 requests were answered, half of them within 100 ms, 99 of 100 within 200 ms: 1 gave up.',
    );
    expect(said('asgi concurrencyLimit=1', '2 at 0: wait 100')[0]).toBe(
      'None of 2 requests were answered: 2 were refused with a 503.',
    );
  });

  it('tells of a loop that stood still: how long, because of whom, and who was in line', () => {
    const blocked = said('asgi', 'rate 20 for 2s: cpu 5, wait 20', '1 at 1s: block 500');
    const { trace } = one('asgi', 'rate 20 for 2s: cpu 5, wait 20', '1 at 1s: block 500');
    const stuck = trace.segments.find(({ state }) => state === 'stuck');
    const waited = new Set(
      trace.segments.flatMap(({ state, request, from, to }) =>
        state === 'inLine' && from < (stuck?.to ?? 0) && to > (stuck?.from ?? 0) && request !== stuck?.request
          ? [request]
          : [],
      ),
    );
    expect(blocked).toContain(
      `The loop stood still for 500 ms, from 1 s on: request ${stuck?.request.slice(1)} blocked it, and ${waited.size} others were in line.`,
    );
    expect(said('asgi', '1 at 0: block 99')).toHaveLength(1);
    expect(said('asgi', '1 at 0: cpu 300').join(' ')).toContain('request 1 computed, and nobody was in line');
  });

  it('tells of seats that were all taken, and what for', () => {
    const sentences = said('sync', '4 at 0: cpu 5, wait 90, cpu 5');
    expect(sentences).toContain(
      'For 300 ms of 400 ms the only seat was taken, with up to 3 requests in line. Who was in it only waited for someone else, 90 % of the time.',
    );
    expect(said('gthread threads=2', '4 at 0: cpu 50').join(' ')).toContain('all 2 threads were taken');
    expect(said('sync workers=4', '4 at 0: cpu 5').join(' ')).not.toContain('taken');
  });

  it('tells of tokens, cores, the GIL and a quota that was spent', () => {
    expect(said('fastapi endpoint=def', '60 at 0: wait 200').join(' ')).toContain(
      'All 40 tokens were held for 200 ms, and up to 20 requests were in line for one.',
    );
    expect(said('sync workers=8 cores=2', '8 at 0: cpu 100').join(' ')).toContain(
      'All 2 cores computed at once for 400 ms, 100 % of the time',
    );
    expect(said('gthread', '4 at 0: cpu 100').join(' ')).toContain('No more than 1 core of 4 computed at once');
    expect(said('gthread gil=false', '4 at 0: cpu 100').join(' ')).not.toContain('GIL');
    expect(said('asgi quota=50ms', '1 at 0: cpu 100').join(' ')).toContain(
      'The quota was spent once: nobody computed for 50 ms',
    );
  });

  it('tells of what was dropped, killed, and done for nobody', () => {
    expect(said('sync backlog=1', '9 at 0: cpu 100').join(' ')).toMatch(
      /The backlog of 1 was full: \d attempts to connect were dropped/,
    );
    expect(said('sync timeout=2s', '1 at 0: wait 9000').join(' ')).toMatch(/1 worker was ended by SIGABRT, at \d/);
    expect(said('sync', '2 at 0 patience 150ms: cpu 100').join(' ')).toContain(
      'For those who had given up the server computed 50 ms more',
    );
    expect(said('asgi stopAt=50ms', '1 at 0: wait 200').join(' ')).toContain(
      'Told to stop at 50 ms, the server finished what it had and had nothing left to do at 200 ms.',
    );
    expect(said('asgi stopAt=1s grace=1s', '1 at 0: wait 5000').join(' ')).toContain(
      'Told to stop at 1 s, the server cut off 1 request',
    );
    expect(said('asgi', 'probe every 1s patience 500ms for 3s: cpu 1', '1 at 500ms: block 2000').join(' ')).toContain(
      'The health probe failed',
    );
  });

  it('tells of more than could be served, with the numbers of the run', () => {
    const { trace, report } = one('sync', 'rate 80 for 3s: cpu 5, wait 90, cpu 5');
    const last = trace.requests.at(-1)?.at ?? 0;
    const answered = trace.outcomes.filter(({ at }) => at <= last).length;
    expect(report.said.join(' ')).toContain(
      `and ${answered} of 240 answered. The rest took ${time(trace.end - last)} more.`,
    );
    expect(said('asgi', 'rate 20 for 3s: cpu 5').join(' ')).not.toContain('More came');
  });

  it('is said in whole sentences, each once, without a number that is none', () => {
    for (const [server, ...clients] of various) {
      const sentences = said(server, ...clients);
      expect(sentences.length).toBeGreaterThan(0);
      expect(new Set(sentences).size).toBe(sentences.length);
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^[A-Z\d].*[.]$/);
        expect(sentence).not.toMatch(/NaN|undefined|Infinity|\b1 (were|requests|others|threads|cores)\b/);
      }
    }
  });
});

describe('who of two was faster', () => {
  it('is said with the reason', () => {
    const [sync, asgi] = ran(['sync', 'asgi'], 'rate 80 for 3s: cpu 5, wait 90, cpu 5').map(({ report }) => report);
    if (sync === undefined || asgi === undefined) throw new Error('two ran');
    const [first, why] = compared(sync, asgi);
    expect(first).toMatch(
      /^asgi was faster: half of its answers took 100 ms or less, on sync 10\.5 s, 105 times as long\.$/,
    );
    expect(why).toBe(
      `Why: on sync a request was in line for ${time(sync.summary.times.inLine)} on average, on asgi for 0 ms.`,
    );
    expect(compared(asgi, sync)).toEqual(compared(sync, asgi));
  });

  it('is nobody where there is no difference', () => {
    const [sync, gevent] = ran(['sync', 'gevent'], '5 at 0: cpu 100').map(({ report }) => report);
    if (sync === undefined || gevent === undefined) throw new Error('two ran');
    expect(compared(sync, gevent)[0]).toContain('no difference that a user would feel');
  });

  it('says first who answered more', () => {
    const [few, all] = ran(['asgi concurrencyLimit=2', 'asgi'], '4 at 0: wait 100').map(({ report }) => report);
    if (few === undefined || all === undefined) throw new Error('two ran');
    expect(compared(few, all)[0]).toBe('asgi answered 4 of 4, concurrencyLimit=2 1.');
  });
});

it('numbers are said as one says them', () => {
  expect([0, 0.44, 9.96, 48.2, 999, 1000, 20_240, 99_949, 372_000].map(time)).toEqual([
    '0 ms',
    '0.4 ms',
    '10 ms',
    '48 ms',
    '999 ms',
    '1 s',
    '20.2 s',
    '99.9 s',
    '372 s',
  ]);
  expect([0, 0.001, 0.5, 0.999, 1].map(percent)).toEqual(['0 %', '1 %', '50 %', '99 %', '100 %']);
  expect([12, 1234, 20_000].map(grouped)).toEqual(['12', '1,234', '20,000']);
  expect([1, 2, 5].map(times)).toEqual(['once', 'twice', '5 times']);
  expect([counted(1, 'core'), counted(2, 'core')]).toEqual(['1 core', '2 cores']);
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});

it('what is there at once is counted from instant to instant', () => {
  const all = atOnce(
    [
      { from: 0, to: 10 },
      { from: 5, to: 20 },
    ],
    [{ from: 8, to: 12 }],
  );
  expect(all.map(({ at, counts }) => [at, ...counts])).toEqual([
    [0, 1, 0],
    [5, 2, 0],
    [8, 2, 1],
    [10, 1, 1],
    [12, 1, 0],
    [20, 0, 0],
  ]);
  expect(timeWhile(all, (a = 0, b = 0) => a > 0 && b > 0)).toBe(4);
  expect(mostOf(all, 0)).toBe(2);
});

it('all figures of a run are those of the model', () => {
  const { trace, report } = one('gthread', 'poisson 60 for 3s: cpu ~5, wait ~60');
  expect(report.latencies).toEqual(
    figures(trace)
      .map(({ latency }) => latency)
      .toSorted((a, b) => a - b),
  );
});
