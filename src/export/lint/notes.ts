import type { Finding } from './finding.ts';
import { wordsIn } from './spoken.ts';
import type { Written } from './talk.ts';

/** Parts of the notes that say nothing: the compiler sees that they are there, and not that a picture or a comment is all. */
export function emptyNotes(slides: readonly Written[]): readonly Finding[] {
  return slides.flatMap(({ slug, source, notes }) =>
    notes
      .filter(({ text }) => wordsIn(text) === 0)
      .map(
        ({ part }): Finding => ({
          rule: 'notes',
          slug,
          source,
          subject: part,
          what: `no words in "${part}:"`,
          expected: 'expected some, even if they are "Nothing."',
        }),
      ),
  );
}
