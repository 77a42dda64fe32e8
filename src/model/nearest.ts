/** `; did you mean "x"?` material: the candidate nearest to `word` when it is near enough to be a slip, else undefined. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  const head = word.slice(0, word.lastIndexOf('.') + 1);
  let least = Math.max(2, Math.ceil((word.length - head.length) / 3)) + 1;
  for (const candidate of candidates) {
    // another number is no slip of the pen: what numbers there are says more
    if (candidate !== word && withoutDigits(candidate) === withoutDigits(word)) continue;
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    // words of two letters are near to everything: something of the word must stand in the other
    if (d < Math.min(least, Math.max(word.length, candidate.length) - (candidate.startsWith(head) ? head.length : 0)))
      [best, least] = [candidate, d];
  }
  return best;
}

/** What was expected, in words: the near match if there is one, else all that is allowed. */
export function expectedOneOf(word: string, candidates: readonly string[], noun: string): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean "${near}"?`;
  return candidates.length === 0 ? `there are no ${noun}` : `${noun} are ${candidates.join(', ')}`;
}

function withoutDigits(word: string): string {
  return word.replaceAll(/\d+/g, '0');
}

/** Levenshtein's distance, a row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
