import type { Finding } from '../runtime/messages.ts';
import { minutesAndSeconds } from './clock.ts';
import type { Plan } from './plan.ts';

/** How much more than it has a chapter may need before it is worth a word. */
const tolerance = 1.15;

/** What this window finds before the talk: whether what is said fits into its time. */
export function ownFindings({ chapters, length }: Plan): readonly Finding[] {
  const needs = chapters.reduce((sum, chapter) => sum + chapter.needs, 0);
  const long = chapters.filter((chapter) => chapter.has > 0 && chapter.needs > chapter.has * tolerance);
  const sum = `What is said takes ${minutesAndSeconds(needs)} of ${minutesAndSeconds(length)}.`;
  const over = long.map(
    (chapter) => `${chapter.title}: ${minutesAndSeconds(chapter.needs)} of ${minutesAndSeconds(chapter.has)}`,
  );
  const name = 'Time plan';
  if (length === 0) return [{ name, fine: false, say: 'No minutes: give each chapter its time.' }];
  if (needs > length) return [{ name, fine: false, say: `${sum} Leave something out. ${over.join('; ')}` }];
  return [{ name, fine: true, say: over.length === 0 ? sum : `${sum} Tight: ${over.join('; ')}.` }];
}
