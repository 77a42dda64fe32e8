import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculatorProblems } from '../../src/draw/calculator/form.ts';
import { calculatorHtml, givenHtml, outcomeHtml } from '../../src/draw/calculator/html.ts';
import type { CalculatorSpec } from '../../src/draw/calculator/spec.ts';
import { compared, type Found, simulatedRow } from '../../src/draw/calculator/told.ts';
import { faultSentence, formulas, sentences } from '../../src/draw/calculator/words.ts';
import { message } from '../../src/model/rules.ts';
import { bounds, type Demand, demandFields, demandProblems, isWhole } from '../../src/model/sizing/demand.ts';
import { sizing, type Way } from '../../src/model/sizing/plan.ts';

const server: Demand = { rate: 200, cpu: 10, wait: 90, cores: 4, target: 250, memory: 40, pool: 0 };
const said = (change: Partial<Demand>) => {
  const demand = { ...server, ...change };
  return sentences(demand, sizing(demand));
};
const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('in words', () => {
  it('says where queueing takes over, before and after', () => {
    expect(said({})).toContain('Queueing takes over at 320/s: all 4 cores are 80 % busy then.');
    expect(said({ cores: 2, rate: 50 })).toContain('Queueing takes over at 160/s: both cores are 80 % busy then.');
    expect(said({ cores: 1, rate: 50 })).toContain('Queueing takes over at 80/s: the core is 80 % busy then.');
    expect(said({ rate: 380, target: 5000 })[0]).toMatch(
      /^Queueing has taken over: the cores are 95 % busy, and who comes is 190 ms in line for 10 ms of work\.$/,
    );
  });

  it('says where the CPU alone is more than the cores, and how many it takes', () => {
    expect(said({ rate: 500 })).toEqual([
      'The CPU alone wants 5 cores, and there are 4: whatever serves, the line grows for ever.',
      'With 7 cores a fifth of them would be free; or let each request compute less.',
    ]);
    expect(said({ rate: 100, cores: 1 })[0]).toContain('wants 1 cores, and there is 1');
  });

  it('says where threads cannot help, and where they are more than there are', () => {
    expect(said({ wait: 0 })).toContain(
      'Threads cannot help: nobody waits for anybody else, and one key lets one of them compute.',
    );
    expect(said({})).toContain(
      'Threads share a key, and so a core: it takes 3 processes, however many threads they have.',
    );
    expect(said({ wait: 900, rate: 60, target: 2000 }).join(' ')).toMatch(
      /\d+ threads in a process are more than FastAPI’s 40, unless told/,
    );
  });

  it('says what a seat costs where it is a process', () => {
    expect(said({}).join(' ')).toMatch(/A seat is a process: 2[5-7] sync workers take 1(\.1)? GB/);
    expect(said({ wait: 500_000, target: 600_000 })).toContain(
      'It would take more than 10000 sync workers, each of them a process.',
    );
    expect(said({ wait: 30_000, rate: 5, target: 40_000 })).toContain(
      'gunicorn ends a sync worker after 30 s in one request.',
    );
  });

  it('says where the pool is the limit, and where it is nearly so', () => {
    expect(said({ pool: 4 })[0]).toMatch(/^More wait for the database in each process than its pool of 4 lets through/);
    expect(said({ pool: 5, cores: 4 })[0]).toBe(
      'A pool of 5 is 90 % taken: a line forms before it too, which these numbers leave out.',
    );
  });

  it('says what cannot be in time, and whether it is for the line', () => {
    expect(said({ target: 50 })[0]).toBe(
      'Nothing is within 50 ms: without any line, one request in a hundred takes longer than 123 ms.',
    );
    expect(said({ rate: 380 })).toContain(
      'On 4 cores nothing keeps to 250 ms: the time goes in line, and not in work.',
    );
    expect(said({ target: 130 })[0]).toMatch(/^On 4 cores event loops and threads cannot keep to 130 ms/);
  });

  it('tells what is assumed', () => {
    expect(formulas.map(([, how]) => how).join(' ')).toMatch(/Little’s law.*M\/M\/1.*M\/M\/c.*Poisson arrivals/);
  });
});

describe('whatever is typed', () => {
  const demand = fc.record({
    ...Object.fromEntries(
      demandFields.map((field) => {
        const { from, to } = bounds[field];
        const wide = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -1, 0, 1e300, from, to));
        const near = isWhole(field)
          ? fc.integer({ min: from, max: to })
          : fc.double({ min: from, max: to, noNaN: true });
        return [field, fc.oneof({ weight: 9, arbitrary: near }, wide)];
      }),
    ),
  });

  it('is a sentence or a number, and never NaN', () => {
    fc.assert(
      fc.property(demand, (typed) => {
        const value = { ...server, ...typed };
        const problems = demandProblems(value);
        const told =
          problems.length > 0 ? problems.map(faultSentence).join(' ') : words(givenHtml(value) + outcomeHtml(value));
        expect(told).not.toMatch(/NaN|Infinity|undefined|null|-\d/);
        expect(told.length).toBeGreaterThan(20);
      }),
      { numRuns: 400 },
    );
  });

  it('is told by the name of its field', () => {
    const told = (change: object) => demandProblems({ ...server, ...change }).map(faultSentence);
    expect(told({ rate: -5 })).toEqual(['Requests: a number from 0.01 to 100000.']);
    expect(told({ cores: 2.5, pool: Number.NaN })).toEqual([
      'Cores: a whole number from 1 to 64.',
      'Its DB pool: a whole number from 0 to 10000.',
    ]);
  });
});

const spec: CalculatorSpec = {
  presets: [
    { name: 'A & B', ...server },
    { name: 'Inside', ...server, wait: 0, rate: 20, cpu: 100, target: 1000 },
  ],
};

describe('the worked example', () => {
  const html = calculatorHtml(spec);

  it('has all numbers of the preset that is shown, without any script', () => {
    const text = words(html);
    expect(text).toContain('200/s × 100 ms = 20 in flight');
    expect(text).toContain('2 compute, 18 are away');
    expect(text).toMatch(/Event loops 3 any 67 % 24 120 ms/);
    expect(text).toMatch(/Requests 200\/s CPU each 10 ms Wait each 90 ms Cores 4/);
    expect(html).toContain('A worked example: A &amp; B');
    expect(words(calculatorHtml({ ...spec, shown: 'Inside' }))).toContain('20/s × 100 ms = 2 in flight');
  });

  it('says of what grows for ever that its law is the least', () => {
    expect(words(outcomeHtml({ ...server, rate: 500 }))).toContain('500/s × 100 ms = 50 in flight at least');
  });

  it('marks what is in time, and says so', () => {
    expect(words(outcomeHtml(server))).toContain('in time');
    expect(words(outcomeHtml({ ...server, target: 50 }))).toContain('too late');
  });

  it('gives its numbers along, for whoever makes it calculate', () => {
    const [, data = ''] = /data-spec="([^"]*)"/.exec(html) ?? [];
    expect(JSON.parse(data.replaceAll('&quot;', '"').replaceAll('&amp;', '&'))).toEqual(spec);
  });

  it('has the same heads and cells in each row', () => {
    const rows = [...html.matchAll(/<tr>.*?<\/tr>/gs)].map(([row]) => [...row.matchAll(/<t[dh]/g)].length);
    expect(rows).toEqual([9, 9, 9, 9]);
  });
});

describe('what the simulator says', () => {
  const found = (mean: number, half: number) => ({
    mean: { mean, from: mean - half, to: mean + half },
    p99: 200,
    count: 3000,
  });
  const told = (of: readonly (readonly [Way, Found])[]) => compared(sizing(server), new Map(of));

  it('stands in a row below the theory’s, with its interval', () => {
    const row = simulatedRow(found(121, 4));
    expect(row).toEqual({ mean: 121, p99: 200, words: '3000 requests, mean ± 4 ms with 95 %' });
    const html = outcomeHtml(server, new Map([['loops', row ?? { mean: 0, p99: 0, words: '' }]]));
    expect(words(html)).toMatch(/simulated 3000 requests, mean ± 4 ms with 95 % 121 ms 200 ms/);
  });

  it('agrees where the mean of theory is in the interval', () => {
    expect(told([['loops', found(121, 4)]])).toEqual([
      'Theory and simulator agree: each mean of theory is in the simulator’s interval.',
    ]);
  });

  it('says by how much it differs, and why', () => {
    expect(told([['threads', found(150, 4)]])[0]).toMatch(
      /^Threads: [\d.]+ ms more than in theory: the main thread needs the key/,
    );
    expect(told([['loops', found(90, 4)]])[0]).toMatch(/^Event loops: 30 ms less than in theory: chance/);
  });

  it('says where only what is rare differs', () => {
    const [agree, tail] = told([['loops', { ...found(120, 4), p99: 300 }]]);
    expect(agree).toMatch(/^Theory and simulator agree/);
    expect(tail).toMatch(/^Event loops: 99 % within 300 ms, and not 203 ms: so rare a time/);
    expect(told([['loops', { ...found(120, 4), p99: 210 }]])).toHaveLength(1);
  });

  it('says what is too much for it', () => {
    expect(told([['sync', 'processes']])).toEqual([
      'Sync workers are not simulated: it has no more than 64 processes.',
    ]);
    expect(simulatedRow('processes')).toBeUndefined();
  });
});

describe('the form of a fence', () => {
  const wrong = (value: unknown) => calculatorProblems(value).map(message);
  const [preset] = spec.presets;

  it('is told by path', () => {
    expect(wrong(spec)).toEqual([]);
    expect(wrong({ presets: [] })).toEqual(['presets: a list of 0; expected one to 4']);
    expect(wrong({ presets: [preset, preset] })).toEqual(['presets[1].name: "A & B" twice; expected another name']);
    expect(wrong({ ...spec, shown: 'Insid' })).toEqual(['shown: no preset "Insid"; did you mean "Inside"?']);
    expect(wrong({ presets: [{ ...preset, cores: 0, wait: '90 ms' }] })).toEqual([
      'presets[0].wait: "90 ms"; expected a number from 0 to 600000, without a unit',
      'presets[0].cores: 0; expected a whole number from 1 to 64',
    ]);
    expect(wrong({ presets: [{ ...preset, colour: 1 }] })).toEqual([
      'presets[0]: unknown key "colour"; keys are name, rate, cpu, wait, cores, target, memory, pool',
    ]);
  });
});
