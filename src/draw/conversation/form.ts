import { expectedOneOf } from '../../model/nearest.ts';
import { isRecord, list, optional, type Problem, type Rule, record, text, whole, word } from '../../model/rules.ts';
import { some, words } from '../told.ts';
import { type ConversationSpec, seatStates } from './spec.ts';

const messages = some(
  record({
    from: optional(text),
    to: optional(text),
    text,
    name: optional(text),
    seat: optional(word(seatStates, 'states of a seat')),
  }),
);

const lifelines: Rule = (value, path) =>
  Array.isArray(value) && (value.length < 2 || value.length > 3)
    ? [{ path, what: `a list of ${value.length}`, expected: 'expected two or three, from left to right' }]
    : list(text)(value, path);

const fields = record({ title: optional(text), remark: optional(text), between: lifelines, messages });

/** A talk whose messages come from somebody who takes part in it, and go to somebody else. */
const talk: Rule = (value, path) => {
  const wrong = fields(value, path);
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  const { between, messages: said } = value;
  if (!Array.isArray(between) || !Array.isArray(said)) return [];
  return said.flatMap((each: unknown, i): readonly Problem[] => {
    if (!isRecord(each)) return [];
    const at = `${path}.messages[${i}]`;
    const unknown = ['from', 'to'].filter((end) => each[end] !== undefined && !between.includes(each[end]));
    const strangers = unknown.map((end) => {
      const expected = expectedOneOf(String(each[end]), between.map(String), 'lifelines');
      return { path: `${at}.${end}`, what: `no lifeline "${each[end]}"`, expected };
    });
    if (strangers.length > 0) return strangers;
    if (each.from === undefined && each.to !== undefined)
      return [{ path: `${at}.to`, what: 'a message from nobody', expected: 'expected from as well' }];
    if (each.from !== undefined && each.to === undefined && between.length > 2)
      return [{ path: `${at}.from`, what: 'a message to nobody', expected: 'expected to as well, among three' }];
    return each.from !== undefined && each.from === each.to
      ? [{ path: `${at}.to`, what: `a message from ${each.from} to itself`, expected: 'expected another lifeline' }]
      : [];
  });
};

const until: Rule = (value, path) => (Array.isArray(value) ? list(text)(value, path) : text(value, path));

const lines: Rule = (value, path) =>
  (typeof value === 'string' || typeof value === 'number') && /^\d+(-\d+)?(,\d+(-\d+)?)*$/.test(String(value))
    ? []
    : [{ path, what: JSON.stringify(value) ?? 'nothing', expected: 'expected lines of the listing, such as 8-9,11' }];

const conversation = record({
  talks: some(talk, 3),
  key: optional(whole(0, 99)),
  beats: some(record({ ...words, until: optional(until), lines: optional(lines) })),
});

/** What is wrong with the form of a conversation, each by its path. */
export function conversationProblems(value: unknown): readonly Problem[] {
  return conversation(value, '');
}

/** Tells a conversation from what has problems. */
export function isConversation(value: unknown): value is ConversationSpec {
  return conversationProblems(value).length === 0;
}
