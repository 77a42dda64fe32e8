import { expectedOneOf } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import type { Format } from '../shape.ts';
import { keyOf, type Tell, teller, told } from '../told.ts';
import { formatsOf, misfits } from './plan.ts';
import type { Beat, Scene, Talk } from './scene.ts';
import type { BeatSpec, ConversationSpec, TalkSpec } from './spec.ts';

/** Conversations for the page, and what is wrong with them: a message that is never said, words without room. */
export function conversed(
  spec: ConversationSpec,
  inColumn = false,
): { readonly data: Scene; readonly scene: Scene; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const talks = spec.talks.map(talkOf);
  const formats = formatsOf(inColumn);
  const beats: Beat[] = [];
  for (const [i, beat] of spec.beats.entries()) beats.push(beatOf(beat, i, beats.at(-1), spec, formats, tell));
  const scene: Scene = { kind: 'conversation', talks, beats, key: keyOf(spec.key, beats.length, tell) };
  for (const format of formats) for (const [path, what, expected] of misfits(talks, format)) tell(path, what, expected);
  return { data: scene, scene, problems };
}

function talkOf({ title = '', remark = '', between, messages }: TalkSpec): Talk {
  let now: Talk['messages'][number]['seat'] = 'free';
  return {
    title,
    remark,
    between,
    messages: messages.map(({ from, to, text, seat = now }) => {
      now = seat;
      if (from === undefined) return { text, seat };
      const sender = between.indexOf(from);
      return { from: sender, to: to === undefined ? 1 - sender : between.indexOf(to), text, seat };
    }),
  };
}

function beatOf(
  beat: BeatSpec,
  i: number,
  before: Beat | undefined,
  { talks }: ConversationSpec,
  formats: readonly Format[],
  tell: Tell,
): Beat {
  const path = `beats[${i}]`;
  const said = [...(before?.said ?? talks.map(() => 0))];
  const about: number[] = [];
  const names = typeof beat.until === 'string' ? [beat.until] : (beat.until ?? []);
  for (const name of names) {
    // the next of that name: events come more than once
    const called = talks.map(({ messages }, n) =>
      messages.findIndex(({ name: own, text }, m) => m >= (said[n] ?? 0) && (own ?? text) === name),
    );
    const talk = called.findIndex((at) => at >= 0);
    if (talk >= 0) {
      said[talk] = (called[talk] ?? 0) + 1;
      about.push(talk);
      continue;
    }
    const left = talks.flatMap(({ messages }, n) => messages.slice(before?.said[n] ?? 0));
    const known = [...new Set(left.map(({ name: own, text }) => own ?? text))];
    tell(
      `${path}.until`,
      `no message "${name}" from here on`,
      known.length === 0 ? 'all has been said' : expectedOneOf(name, known, 'messages'),
      { text: name, from: 0 },
    );
  }
  const lines = beat.lines === undefined ? before?.lines : String(beat.lines);
  return {
    ...told(beat, path, { counts: {}, formats, tell }),
    said,
    about,
    ...(lines === undefined ? {} : { lines }),
  };
}
