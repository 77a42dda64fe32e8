import { describe, expect, it } from 'vitest';
import { conversed } from '../../src/draw/conversation/compose.ts';
import { conversationProblems } from '../../src/draw/conversation/form.ts';
import type { ConversationSpec } from '../../src/draw/conversation/spec.ts';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';

/** One call: it takes the seat, keeps it while it waits, and gives it back. */
const call: ConversationSpec = {
  talks: [
    {
      between: ['server', 'app'],
      messages: [
        { from: 'server', text: 'app(environ)', name: 'call', seat: 'running' },
        { text: 'away', seat: 'kept' },
        { from: 'app', text: 'block', seat: 'running' },
        { from: 'app', text: 'block' },
        { from: 'server', text: 'close()', seat: 'free' },
      ],
    },
  ],
  beats: [
    { say: 'One.', until: 'call', lines: 1 },
    { say: 'Two.', until: 'away', lines: '8-9,11' },
    { say: 'Three.', until: 'block' },
    { say: 'Four.', until: 'block', lines: '12' },
    { say: 'Five.', until: 'close()' },
  ],
};

const other = { between: ['server', 'app'], messages: [{ from: 'server', text: 'websocket.connect' }] };
const two: ConversationSpec = {
  talks: [...call.talks, { ...other, title: 'websocket', remark: 'once per connection' }],
  beats: [{ say: 'Both.', until: ['call', 'websocket.connect'] }],
};

const formats: readonly Format[] = ['wide', 'tall', 'half', 'low'];
const shown = (spec: ConversationSpec, beat: number, format: Format = 'half') => {
  const { scene } = conversed(spec);
  return draw(scene, still(scene, beat), { ink: 'still', format });
};
const keyed = (shapes: readonly Shape[], part: string) => shapes.filter(({ key }) => key.includes(part));
const problemsOf = (problems: ReturnType<typeof conversationProblems>) =>
  problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const withTalk = (changes: object): unknown => ({ ...call, talks: [{ ...call.talks[0], ...changes }] });

describe('the form of a conversation', () => {
  it('that is right has no problems', () => {
    for (const spec of [call, two]) expect([conversationProblems(spec), conversed(spec).problems]).toEqual([[], []]);
    expect(conversed(call, true).problems).toEqual([]);
  });

  it.each([
    ['nothing', {}, 'talks: missing; expected a list'],
    ['four talks', { ...call, talks: Array(4).fill(other) }, 'talks: a list of 4; expected one to 3'],
    [
      'one lifeline',
      withTalk({ between: ['server'] }),
      'talks[0].between: a list of 1; expected two or three, from left to right',
    ],
    [
      'a stranger',
      withTalk({ messages: [{ from: 'client', text: 'a' }] }),
      'talks[0].messages[0].from: no lifeline "client"; lifelines are server, app',
    ],
    [
      'a monologue',
      withTalk({ messages: [{ from: 'app', to: 'app', text: 'a' }] }),
      'talks[0].messages[0].to: a message from app to itself; expected another lifeline',
    ],
    [
      'nobody speaking',
      withTalk({ messages: [{ to: 'app', text: 'a' }] }),
      'talks[0].messages[0].to: a message from nobody; expected from as well',
    ],
    [
      'no addressee among three',
      withTalk({ between: ['client', 'server', 'app'], messages: [{ from: 'app', text: 'a' }] }),
      'talks[0].messages[0].from: a message to nobody; expected to as well, among three',
    ],
    [
      'a wrong seat',
      withTalk({ messages: [{ from: 'app', text: 'a', seat: 'taken' }] }),
      'talks[0].messages[0].seat: "taken"; states of a seat are running, kept, away, free',
    ],
    ['no messages', withTalk({ messages: [] }), 'talks[0].messages: an empty list; expected at least one'],
    [
      'wrong lines',
      { ...call, beats: [{ say: 'a', lines: '8 to 9' }] },
      'beats[0].lines: "8 to 9"; expected lines of the listing, such as 8-9,11',
    ],
    [
      'a typed number',
      { ...call, beats: [{ say: 'away 90 ms' }] },
      'beats[0].say: the number 90 is typed; expected a word, or a reference to what is counted',
    ],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(problemsOf(conversationProblems(value))).toContain(message);
  });
});

describe('a conversation', () => {
  it.each([
    [
      'a message that never comes',
      { ...call, beats: [{ say: 'a', until: 'open' }] },
      /^beats\[0\]\.until: no message "open" from here on; messages are call, away, block, close\(\)$/,
    ],
    [
      'a message that is over',
      { ...call, beats: [...call.beats, { say: 'a', until: 'call' }] },
      /^beats\[5\]\.until: no message "call" from here on/,
    ],
    [
      'a text too wide',
      { ...call, talks: [{ ...other, messages: [{ from: 'app', text: 'x'.repeat(90) }] }], beats: [{ say: 'a' }] },
      /^talks\[0\]\.messages\[0\]\.text: this is \d+ px too wide for the wide picture/,
    ],
    [
      'too many messages',
      { ...call, talks: [{ ...other, messages: Array(20).fill({ text: 'a' }) }], beats: [{ say: 'a' }] },
      /^talks\[0\]\.messages: no room for 20 messages in the wide picture/,
    ],
    [
      'a count',
      { ...call, beats: [{ say: '{trips}' }] },
      /^beats\[0\]\.say: no count "trips"; nothing is counted here$/,
    ],
  ])('with %s is told so', (_, spec: ConversationSpec, message) => {
    const told = problemsOf(conversed(spec).problems);
    expect(
      told.some((each) => message.test(each)),
      told.join('\n'),
    ).toBe(true);
  });

  it.each(formats)('draws what has been said, and nothing of what will be, %s', (format) => {
    const rows = call.beats.map((_, beat) => keyed(shown(call, beat, format), ' text').length);
    expect(rows).toEqual([1, 2, 3, 4, 5]);
    const arrows = call.beats.map((_, beat) => keyed(shown(call, beat, format), ' arrow').length);
    expect(arrows, 'a remark has none').toEqual([1, 1, 2, 3, 4]);
  });

  it('lights one message at a time', () => {
    const lit = call.beats.map((_, beat) => keyed(shown(call, beat), ' lit').map(({ key }) => key));
    expect(lit).toEqual([['0 0 lit'], ['0 1 lit'], ['0 2 lit'], ['0 3 lit'], ['0 4 lit']]);
  });

  it('fills the seat from the first message to the last, and keeps it while away', () => {
    const seats = (beat: number) =>
      keyed(shown(call, beat), ' seat').map((shape) => shape.kind === 'rect' && shape.fill);
    expect([0, 1, 2, 4].map(seats)).toEqual([
      ['running-fill'],
      ['running-fill', 'kept-hatch'],
      ['running-fill', 'kept-hatch', 'running-fill'],
      ['running-fill', 'kept-hatch', 'running-fill'],
    ]);
    const ends = (beat: number) =>
      keyed(shown(call, beat), ' seat').map((shape) => (shape.kind === 'rect' ? shape.y + shape.h : 0));
    const arrow = keyed(shown(call, 4), '0 4 arrow')[0];
    expect(arrow?.kind === 'path' && arrow.d, 'close() ends it').toContain(` ${Math.round(ends(4).at(-1) ?? 0)}L`);
  });

  it('keeps the lines of the listing until others are named', () => {
    expect(conversed(call).scene.beats.map(({ lines }) => lines)).toEqual(['1', '8-9,11', '8-9,11', '12', '12']);
  });

  it('may go on in several talks at once', () => {
    const shapes = shown(two, 0, 'wide');
    expect(keyed(shapes, ' lit').map(({ key }) => key)).toEqual(['0 0 lit', '1 0 lit']);
    expect(inWords(conversed(two).scene, 0)).toBe(
      'Both. server to app: app(environ). websocket, server to app: websocket.connect.',
    );
  });

  it('grows the line of the lit message once, and moves nothing', () => {
    const { scene } = conversed(call);
    const at = (settled: number) => draw(scene, { beat: 2, t: 0, settled, came: 1 }, { ink: 'live', format: 'half' });
    const changed = at(0.5).filter((shape, i) => JSON.stringify(shape) !== JSON.stringify(at(1)[i]));
    expect(changed.map(({ key }) => key)).toEqual(['0 2 arrow']);
    expect(at(0)).toEqual(at(1));
  });
});
