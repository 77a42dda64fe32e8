import { describe, expect, it } from 'vitest';
import { specProblems } from '../../src/draw/machine/form.ts';
import { four } from './specs.ts';

const messages = (value: unknown) =>
  specProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);

describe('a diagram', () => {
  it('that is well formed has no problems', () => {
    expect(specProblems(four)).toEqual([]);
  });

  it.each([
    [
      'no step',
      { ...four, arrivals: [{ path: '/', does: 'blok 5' }] },
      /^arrivals\[0\]\.does: "blok" is not a step; did you mean "block"\?$/,
    ],
    [
      'no server',
      { ...four, server: { kind: 'apache' } },
      /^server\.kind: "apache"; servers are sync, gthread, gevent, asgi, fastapi, tornado$/,
    ],
    [
      'no workers',
      { ...four, server: { kind: 'sync', workers: 0 } },
      /^server\.workers: 0; expected a whole number from 1 to 64$/,
    ],
    [
      'an unknown key',
      { ...four, beats: [{ until: '0 ms', sey: 'a' }] },
      /^beats\[0\]: unknown key "sey"; did you mean "say"\?$/,
    ],
    [
      'a typed number',
      { ...four, beats: [{ until: '0 ms', say: 'It took 400 ms.' }] },
      /^beats\[0\]\.say: the number 400 is typed; expected a reference to the run/,
    ],
    [
      'a typed payoff',
      { ...four, beats: [{ until: '0 ms', say: 'So.', payoff: '10 %' }] },
      /^beats\[0\]\.payoff: the number 10 is typed/,
    ],
    ['no beats', { ...four, beats: [] }, /^beats: an empty list; expected at least one$/],
    ['no arrivals', { ...four, arrivals: [] }, /^arrivals: an empty list; expected at least one$/],
    [
      'a wrong state',
      { ...four, beats: [{ until: '0 ms', say: 'a', lit: 'blue' }] },
      /^beats\[0\]\.lit: "blue"; states are running, away, inLine, stuck$/,
    ],
    [
      'a wrong run',
      { ...four, runs: { x: { server: { kind: 'sync', cores: -1 } } } },
      /^runs\.x\.server\.cores: -1; expected a whole number from 1 to 64$/,
    ],
    [
      'every without an end',
      { ...four, arrivals: [{ path: '/', does: 'cpu 1', every: 10 }] },
      /^arrivals\[0\]\.every: every without an end; expected until or count as well$/,
    ],
    [
      'too many requests',
      { ...four, arrivals: [{ path: '/', does: 'cpu 1', every: 1, until: 1e5 }] },
      /^arrivals\[0\]\.until: 100000 requests; expected 1000 or fewer$/,
    ],
    [
      'an endless probe',
      { ...four, arrivals: [{ path: '/', does: 'cpu 1', probe: true }] },
      /^arrivals\[0\]\.probe: a probe that never gives up; expected patience as well$/,
    ],
    ['a run called run', { ...four, runs: { run: {} } }, /^runs: no runs by name; /],
    ['nothing at all', {}, /^server: missing; expected \{ kind: … \}, where servers are sync, /],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(
      messages(value).some((each) => message.test(each)),
      messages(value).join('\n'),
    ).toBe(true);
  });
});
