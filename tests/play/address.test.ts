import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERVER_FIELDS } from '../../src/model/phrases-of-servers.ts';
import { message } from '../../src/model/rules.ts';
import { experimentIn, fragmentOf } from '../../src/play/address.ts';
import { bounds, type Experiment, trialOf } from '../../src/play/experiment.ts';

/** What an address is told to be wrong with, one after another. */
function faultsOf(fragment: string): readonly string[] {
  const { experiment, faults } = experimentIn(fragment);
  expect(experiment).toBeUndefined();
  return faults.map(message);
}

const number = fc.integer({ min: 1, max: 64 });
const seconds = fc.integer({ min: 1, max: 90 }).map((n) => `${n}s`);
const path = fc.stringMatching(/^\/[\w+&=%#?.~!$'()*;@,-]{0,9}$/);
const steps = fc
  .array(fc.tuple(fc.constantFrom('cpu', 'wait', 'block', 'native'), number), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(([kind, ms]) => `${kind} ${ms}`).join(', '));
const server = fc.oneof(
  fc.tuple(fc.constantFrom('sync', 'gevent', 'asgi', 'tornado'), number).map(([kind, n]) => `${kind} workers=${n}`),
  fc.tuple(number, steps).map(([n, work]) => `fastapi tokens=${n} validation="${work}" background='def ${work}'`),
  fc.tuple(number, seconds).map(([n, time]) => `gthread   threads=${n} timeout=${time}`),
);
const clients = fc.oneof(
  fc
    .tuple(number, seconds, path, steps)
    .map(([n, to, at, work]) => `rate ${n} for ${to} path ${at}: ${work}, thread [${work}]`),
  fc.tuple(number, seconds, steps).map(([n, to, work]) => `users ${n} think ~${to} for ${to}: ${work}`),
  fc.tuple(number, path, steps).map(([n, at, work]) => ` ${n} at 0 apart 10ms path ${at}: ${work}`),
);
const servers: fc.Arbitrary<Experiment['servers']> = fc.oneof(fc.tuple(server), fc.tuple(server, server));
const experiment: fc.Arbitrary<Experiment> = fc
  .record({ servers, clients: fc.array(clients, { minLength: 1, maxLength: bounds.lines }) })
  .filter((each) => !('faults' in trialOf(each)));

describe('an address', () => {
  it('means the experiment that it was made of, whatever that is', () => {
    fc.assert(
      fc.property(experiment, (each) => {
        const fragment = fragmentOf(each);
        expect(experimentIn(fragment)).toEqual({ experiment: each, faults: [] });
        expect(experimentIn(`#${fragment}`).experiment).toEqual(each);
      }),
    );
  });

  it('is the same in the address bar of a browser, and has nothing in it that a mail would end it at', () => {
    fc.assert(
      fc.property(experiment, (each) => {
        const fragment = fragmentOf(each);
        expect(new URL(`https://example.org/playground.html#${fragment}`).hash).toBe(`#${fragment}`);
        expect(fragment).not.toMatch(/[\s"'<>[\]{}|\\^`#]/);
      }),
    );
  });

  it('can be read', () => {
    const each: Experiment = {
      servers: ['asgi workers=2', 'sync'],
      clients: ['rate 80 for 10s path /a: cpu 5, wait ~90'],
    };
    expect(fragmentOf(each)).toBe('1&s=asgi+workers=2&s=sync&c=rate+80+for+10s+path+/a:+cpu+5,+wait+~90');
  });

  it('in the README is one', () => {
    const addresses = [...readFileSync('README.md', 'utf8').matchAll(/`playground\.html(#[^`]+)`/g)];
    expect(addresses).toHaveLength(1);
    for (const [, fragment = ''] of addresses) expect(experimentIn(fragment).faults).toEqual([]);
  });

  it('without anything is nobody’s, and no mistake', () => {
    expect(experimentIn('')).toEqual({ faults: [] });
    expect(experimentIn('#')).toEqual({ faults: [] });
  });
});

describe('an address that is none', () => {
  it.each([
    ['blocking-call', ['the address is no experiment; expected "1&s=", a server, "&c=" and its clients']],
    ['<script>alert(1)</script>', ['the address is no experiment; expected "1&s=", a server, "&c=" and its clients']],
    ['01&s=asgi', ['the address is no experiment; expected "1&s=", a server, "&c=" and its clients']],
    [
      '2&s=asgi&everything=new',
      [
        'the address is of version 2 of the playground; expected version 1: this page may be older than the link, so load it again',
      ],
    ],
    ['1', ['the address has no server; expected one or two, such as s=asgi']],
    ['1&c=8+at+0:+cpu+1', ['the address has no server; expected one or two, such as s=asgi']],
    ['1&s=asgi', ['clients: nobody comes; expected one line of clients or more']],
    ['1&s=asgi&s=sync&s=gevent&c=8+at+0:+cpu+1', ['the address has 3 servers; expected one or two']],
    [
      '1&s=asgi&c=8+at+0:+cpu+1&run=alert(1)&__proto__=1&',
      [
        '“run=alert(1)” in the address says nothing; expected s= for a server, or c= for clients',
        '“__proto__=1” in the address says nothing; expected s= for a server, or c= for clients',
        '“” in the address says nothing; expected s= for a server, or c= for clients',
      ],
    ],
    [
      '1&s=asgi&c=8+at+0:+cpu+5%2',
      ['“c=8+at+0:+cpu+5%2” in the address is cut off or damaged; expected two digits behind each %'],
    ],
    ['1&s=%ff&c=8+at+0:+cpu+1', ['“s=%ff” in the address is cut off or damaged; expected two digits behind each %']],
    [
      '1&s=constructor&c=__proto__:+cpu+1',
      [
        `servers[0]: "constructor" is not a server; servers are ${[...SERVER_FIELDS.keys()].join(', ')}`,
        'clients[0]: "__proto__" is not a kind of clients; kinds are rate, poisson, bursts, users, probe, or a number: "8 at 0"',
      ],
    ],
    [
      '1&s=asgi+__proto__=1+workers=1e9&c=8+at+0:+cpu+1',
      [
        `servers[0]: "__proto__" is not a parameter of asgi; parameters are ${SERVER_FIELDS.get('asgi')?.join(', ')}`,
        'servers[0]: workers: "1e9" is not a number; expected a number, such as 4',
      ],
    ],
    ['1&s=sync&c=rate+1000000+for+9999s:+cpu+1', ['clients[0]: for: 9999000000 requests; expected 1000000 or fewer']],
    ['1&s=sync&c=1000000+at+0:+cpu+1', ['clients[0]: 1000000 clients; expected a whole number from 1 to 20000']],
    [
      '1&s=sync&c=19999+at+0:+cpu+1&c=20000+at+0:+cpu+1',
      ['clients: more than 20000 who come once; expected fewer, or a rate'],
    ],
    [
      '1&s=sync&c=8+at+0+apart+999999s:+cpu+1',
      ['clients[0]: apart: 999999000; expected milliseconds from 0 to 125000000'],
    ],
    [
      '1&s=sync&c=8+at+0:+cpu+99999999999',
      ['clients[0]: "99999999999" is too long; expected 1000000000 milliseconds or less'],
    ],
    [
      '1&s=sync&c=8+at+0+path+/%D1%80redict:+cpu+1',
      ['clients[0]: the character “р”; expected letters, digits and signs of plain English'],
    ],
    [
      '1&s=sync&c=8+at+0:+cpu+1%E2%80%AE',
      ['clients[0]: the character U+202E; expected letters, digits and signs of plain English'],
    ],
    [
      '1&s=sync%00&c=8+at+0:+cpu+1',
      ['servers[0]: the character U+0000; expected letters, digits and signs of plain English'],
    ],
    [
      '1&s=sync&c=8+at+0:%0A+cpu+1',
      ['clients[0]: the character U+000A; expected letters, digits and signs of plain English'],
    ],
    [`1&s=sync&c=8+at+0:+${'cpu+1,+'.repeat(200)}cpu+1`, ['clients[0]: 1413 characters; expected 1000 or fewer']],
    [`1&s=sync${'&c=8+at+0:+cpu+1'.repeat(13)}`, ['clients: 13 lines; expected 12 or fewer']],
    [`1&s=sync&c=${'x'.repeat(9000)}`, ['the address has 9011 characters; expected 8000 or fewer']],
  ])('%j says what is wrong, and what was expected, and means nothing', (fragment, faults) => {
    expect(faultsOf(fragment)).toEqual(faults);
  });

  it('never makes the reader fail, whatever it is', () => {
    const pieces = fc.constantFrom(
      '1',
      '&',
      's=',
      'c=',
      'asgi',
      '%',
      '%41',
      '%ED%A0%80',
      '\ud800',
      '+',
      ':',
      'rate',
      '8 at 0',
      '[',
      '<b>',
      '"',
    );
    const fragments = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }).map((text) => `1&s=asgi&c=${text}`),
      fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(fragments, (fragment) => {
        const { experiment: found, faults } = experimentIn(fragment);
        expect(found === undefined || faults.length === 0).toBe(true);
        for (const { what, expected } of faults) expect([what, expected]).not.toContain('');
        // what is written while it is typed is no reason to fail, either
        expect(fragmentOf({ servers: [fragment], clients: [fragment] })).toMatch(/^1&s=/);
      }),
    );
  });

  it('with brackets in brackets in brackets is refused like any other', () => {
    const deep = `8 at 0: ${'thread ['.repeat(110)}cpu 1${']'.repeat(10)}`;
    expect(experimentIn(fragmentOf({ servers: ['sync'], clients: [deep] })).faults).toHaveLength(1);
  });
});

describe('a fault of a line', () => {
  it('has its place in the line, for who wants to show it there', () => {
    expect(
      experimentIn('1&s=asgi+workers=0&c=8+at+0:+cpu+1,+blok+1').faults.map(({ path, spot }) => [path, spot]),
    ).toEqual([
      ['servers[0]', { text: 'asgi workers=0', from: 13 }],
      ['clients[0]', { text: '8 at 0: cpu 1, blok 1', from: 15 }],
    ]);
  });
});
