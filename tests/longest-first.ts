import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The dearest files, the dearest first. */
const dear = ['browser/endurance', 'export/lint', 'export/commands', 'browser/dev', 'export/pdf', 'browser/cockpit'];

/**
 * What takes longest is begun first, so that nobody waits at the end for a file that runs alone. Vitest remembers how long
 * each took; in a fresh clone it goes by their sizes, which say little of these.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = dear.findIndex((name) => moduleId.includes(`tests/${name}.`));
      return place < 0 ? dear.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
