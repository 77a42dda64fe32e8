import { whatIsSaid } from './conversation/scene.ts';
import { whoIsWhere } from './machine/describe.ts';
import { whereItIs } from './path/scene.ts';
import { beatOf, type Scene } from './scene.ts';
import { whatIsAnswered } from './tree/phrases.ts';

/** A beat in words: its sentence, and what is to be seen; the picture's text alternative. */
export function describe(scene: Scene, number: number): string {
  const { ask, answers, say, payoff } = beatOf(scene, number);
  return [ask === '' ? say : `${ask} ${answers.map(({ text }) => text).join(', ')}.`, payoff, ...seen(scene, number)]
    .filter((part) => part !== '')
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

/** What is to be seen at a beat, in phrases. */
export function seen(scene: Scene, number: number): readonly string[] {
  switch (scene.kind) {
    case 'machine':
      return whoIsWhere(scene, beatOf(scene, number));
    case 'path':
      return whereItIs(scene, beatOf(scene, number));
    case 'conversation':
      return whatIsSaid(scene, beatOf(scene, number));
    case 'tree':
      return whatIsAnswered(scene, beatOf(scene, number));
    case 'chart':
    case 'turns':
    case 'race':
      return beatOf(scene, number).seen;
    case 'fleet':
      return scene.room.howTheyAre(scene, beatOf(scene, number));
    default:
      return scene satisfies never;
  }
}
