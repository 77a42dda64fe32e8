import { expect, it } from 'vitest';
import { choicesOf } from '../../src/draw/caption.ts';
import { sheet } from '../../src/draw/geometry.ts';
import { questionAt, verdict } from '../../src/draw/question.ts';
import { beatOf } from '../../src/draw/scene.ts';
import { textWidth } from '../../src/draw/text.ts';
import { scenesOfTheTalk } from './scenes.ts';

const asking = scenesOfTheTalk().flatMap(({ slug, scene, formats }) =>
  scene.beats.flatMap((beat, asked) => (beat.ask === '' ? [] : [{ slug, scene, formats, asked, beat }])),
);

it('the talk asks', () => {
  expect(asking.length).toBeGreaterThan(8);
});

it.each(asking)('$slug: its question is open until a beat that says the answer, or to the end', (each) => {
  const { scene, asked, beat } = each;
  const { answered = 0 } = questionAt(scene, asked) ?? {};
  expect(answered).toBeGreaterThan(asked);
  const right = beat.answers.find((answer) => answer.right)?.text ?? '';
  for (let number = asked + 1; number < answered; number++) {
    expect(questionAt(scene, number)).toMatchObject({ asked, answered });
    expect(beatOf(scene, number).payoff.split(' ')).not.toContain(right);
  }
});

it.each(asking)('$slug: every answer has its box, and what becomes of a guess fits', ({ formats, beat }) => {
  for (const format of formats) {
    const page = sheet(format);
    const choices = choicesOf(page, beat);
    expect(choices.map(({ letter }) => letter).join('')).toBe('ABCDEF'.slice(0, beat.answers.length));
    expect(choices).toHaveLength(beat.answers.length);
    // a finger wants 44 px of a phone's 390
    for (const { w } of choices) expect(w).toBeGreaterThanOrEqual((44 * page.width) / (format === 'tall' ? 390 : 1280));
  }
  for (const { text } of beat.answers) {
    const words = verdict(choicesOf(sheet('wide'), beat), text, true);
    // beside the bar, and under the title of the tall picture
    expect(textWidth(words, { size: 20 }), words).toBeLessThanOrEqual(410);
    expect(textWidth(words, { size: 24 }), words).toBeLessThanOrEqual(610);
  }
});

it('a guess is told with its letter, and the right one only when it is known', () => {
  const answers = [
    { letter: 'A', text: '60 ms', right: false },
    { letter: 'B', text: '160 ms', right: true },
  ];
  expect(['', '60 ms', '160 ms'].map((guess) => verdict(answers, guess, false))).toEqual([
    '',
    'You said A, 60 ms.',
    'You said B, 160 ms.',
  ]);
  expect(['60 ms', '160 ms'].map((guess) => verdict(answers, guess, true))).toEqual([
    'You said A, 60 ms. Wrong: it is B, 160 ms.',
    'You said B, 160 ms. Right.',
  ]);
});

it('a number that is a part of another does not answer', () => {
  const still = {
    run: '',
    from: 0,
    at: 0,
    lens: 1,
    ask: '',
    answers: [],
    say: '',
    payoff: '',
    reader: false,
  };
  const answers = [{ text: '60 ms', right: true }];
  const beats = [
    { ...still, ask: 'How long?', answers },
    { ...still, payoff: '160 ms' },
    { ...still, payoff: '1.60 ms' },
    { ...still, say: 'It is 60 ms.' },
    { ...still, say: 'More.' },
    { ...still, ask: 'And now?', answers },
  ];
  expect(beats.map((_, number) => questionAt({ beats }, number)?.answered)).toEqual([3, 3, 3, 3, 3, undefined]);
});
