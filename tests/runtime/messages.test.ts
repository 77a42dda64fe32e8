import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMessage, type Message } from '../../src/runtime/messages.ts';

const place = { slug: 'claim', step: 0 };
const state = {
  place,
  black: false,
  frozen: { slug: 'table', step: -1 },
  film: {
    slug: 'claim',
    view: { beat: 1, t: 40.5, settled: 0.5, since: 3, came: 0, before: true },
    position: 10,
    length: 20,
    playing: true,
  },
  watch: { before: 0, since: 1000 },
  theme: 'dark',
  zoomed: false,
  overview: false,
} as const;

const right: readonly Message[] = [
  { type: 'hello', deck: 'a', fresh: true },
  { type: 'state', deck: 'a', state },
  { type: 'checked', deck: 'a', findings: [{ name: 'Fonts', fine: true, say: 'Here.' }] },
  { type: 'rehearsal', deck: 'a' },
  { type: 'bye', deck: 'a', from: 'speaker' },
  { type: 'ask', deck: undefined },
  { type: 'action', deck: 'a', action: 'next' },
  { type: 'go', deck: 'a', place },
  { type: 'scrub', deck: 'a', slug: 'claim', position: 3.5 },
  { type: 'point', deck: 'a', at: { x: 0, y: 1 } },
  { type: 'point', deck: 'a', at: null },
  { type: 'zoom', deck: 'a', at: { x: 0.5, y: 0.5 } },
  { type: 'reset', deck: 'a' },
  { type: 'check', deck: 'a' },
  { type: 'restore', deck: 'a', state },
];

describe('what goes from window to window', () => {
  it.each(right)('$type is understood', (message) => {
    expect(isMessage(message)).toBe(true);
  });

  it.each(right)('$type without one of its parts is not', (message) => {
    const parts: readonly string[] = Object.keys(message).filter((key) => key !== 'deck' || message.type !== 'ask');
    for (const part of parts) {
      const rest = Object.fromEntries(Object.entries(message).filter(([key]) => key !== part));
      expect([part, isMessage(rest)]).toEqual([part, false]);
      for (const wrong of [{}, Number.NaN, -7]) expect(isMessage({ ...message, [part]: wrong })).toBe(false);
    }
  });

  it('whatever else is said on the channel is refused, and nothing is thrown', () => {
    const values = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true });
    fc.assert(fc.property(values, (value) => !isMessage(value)));
    const types = right.map(({ type }) => type).filter((type) => type !== 'ask');
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.dictionary(fc.string(), values), (type, rest) => {
        const message = { ...rest, type };
        return 'deck' in message || !isMessage(message);
      }),
    );
  });
});
