import { describe, expect, it } from 'vitest';
import { summary } from '../../src/model/summary.ts';
import { table } from '../../src/sim/table.ts';
import { run } from './runs.ts';

function tableOf(server: string, ...clients: readonly string[]): string {
  return `\n${table(summary(run(server, ...clients))).join('\n')}\n`;
}

describe('the table of a run', () => {
  it('is its measures, aligned', () => {
    expect(tableOf('sync', '20 at 0: cpu 5, wait 90, cpu 5')).toMatchInlineSnapshot(`
      "
      requests                 number     share
      replied                      20   100.0 %

      run
      duration, s                2.00
      replies a second           10.0

      latency, ms                mean       p50       p90       p99       max
      of those replied to      1050.0    1000.0    1800.0    2000.0    2000.0

      time of a request, ms      mean     share
      in line                   950.0    90.5 %
      running                    10.0     1.0 %
      away                       90.0     8.6 %
      stuck                       0.0     0.0 %

      cores                      busy
      all                       2.5 %

      seats                      held
      worker 1                100.0 %

      in line                    mean      most
      backlog                    9.50        19
      "
    `);
  });

  it('has loops with their lag, pools, and many threads in one row', () => {
    expect(tableOf('fastapi endpoint=def tokens=6', 'rate 100 for 1s: cpu 1, wait 90')).toMatchInlineSnapshot(`
      "
      requests                 number     share
      replied                     100   100.0 %

      run
      duration, s                1.58
      replies a second           63.4

      latency, ms                mean       p50       p90       p99       max
      of those replied to       334.0     339.0     525.0     587.0     587.0

      time of a request, ms      mean     share
      in line                   243.0    72.8 %
      running                     1.0     0.3 %
      away                       90.0    26.9 %
      stuck                       0.0     0.0 %

      cores                      busy
      all                       1.6 %

      seats                      held     least      most
      worker 1/loop             0.0 %
      worker 1/thread 1 … 6    96.2 %    92.3 %    98.1 %

      event loops                busy  lag, ms: mean       p50       p90       p99       max
      worker 1/loop             0.0 %          0.000     0.000     0.000     0.000     0.000

      pools                      held      size  most held
      worker 1/tokens          96.2 %         6          6

      in line                    mean      most
      worker 1/tokens            15.4        34
      "
    `);
  });

  it('has no pools that no work was handed to', () => {
    expect(tableOf('asgi', '2 at 0: wait 90')).not.toMatch(/pool|thread/);
    expect(tableOf('asgi', '2 at 0: thread [wait 90]')).toMatch(/pool/);
  });

  it('tells in which ways requests ended', () => {
    const ends = tableOf('sync backlog=1', '4 at 0 patience 250ms: wait 100', '1 at 240: wait 20');
    expect(ends).toMatch(/^replied +3 +60\.0 %\ngave up +2 +40\.0 %\nall +5$/m);
  });

  it('of a run in which nobody came has no latency and no number that is none', () => {
    const empty = tableOf('asgi', 'rate 1 for 0s: cpu 1');
    expect(empty).not.toContain('latency');
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });
});
