import { describe, expect, it } from 'vitest';
import { type ListingResult, listingResults, pythonOfListings, ruffComplaints } from '../../lab/listings.ts';
import { noPython } from '../../lab/python.ts';

const root = process.cwd();
const python = pythonOfListings(root, (line) => console.log(line));

if (python === undefined) {
  // where it counts it must not be passed over
  console.warn(`\n${noPython}\nTHE LISTINGS ARE NOT TESTED.\n`);
  it.skipIf(process.env.CI === undefined)('the listings are tested', () => {
    throw new Error(noPython);
  });
} else {
  describe('a listing', () => {
    it('is formatted and linted as Python people do', () => {
      expect(ruffComplaints(python, root)).toBe('');
    });
  });
  for (const [file, tests] of byFile(listingResults(python, root))) {
    describe(file, () => {
      for (const { name, slides, outcome, text } of tests) {
        it.skipIf(outcome === 'skipped')(`${slides.map((slug) => `${slug}: `).join('')}${name}`, () => {
          if (outcome === 'failed') throw new Error(text);
        });
      }
    });
  }
}

/** The results by file, with names that read as sentences. */
function byFile(results: readonly ListingResult[]) {
  const files = new Map<string, (ListingResult & { readonly name: string })[]>();
  for (const result of results) {
    const [file = '', ...path] = result.test.split('::');
    const name = path.join(' ').replaceAll('test_', '').replaceAll('_', ' ');
    files.set(file, [...(files.get(file) ?? []), { ...result, name }]);
  }
  return files;
}
