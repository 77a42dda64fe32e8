/** What to call the servers of an experiment, from the lines that describe them: their kinds or, if those are the same, what differs. */
export function labelsOf(servers: readonly string[]): readonly string[] {
  const words = servers.map((line) => line.trim().split(/\s+/));
  const kinds = words.map(([kind = 'server']) => kind);
  const [first, second] = words;
  if (first === undefined || second === undefined || kinds[0] !== kinds[1]) return kinds;
  const own = (of: readonly string[], other: readonly string[]) =>
    of.filter((word) => !other.includes(word)).map((word) => word.replace(/^gil=false$/, 'no GIL'));
  const names = [own(first, second), own(second, first)].map((different, i) =>
    `${kinds[i]} ${different.join(' ')}`.trim(),
  );
  return names[0] === names[1] ? ['first', 'second'] : names;
}
