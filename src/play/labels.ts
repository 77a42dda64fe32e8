/** What to call the servers of an experiment, from the lines that describe them: their kinds or, if those are the same, what differs. */
export function labelsOf(servers: readonly string[]): readonly string[] {
  const words = servers.map((line) => line.trim().split(/\s+/));
  const kinds = words.map(([kind = 'server']) => kind);
  const [first, second] = words;
  if (first === undefined || second === undefined || kinds[0] !== kinds[1]) return kinds;
  const own = (of: readonly string[], other: readonly string[]) =>
    of
      .filter((word) => !other.includes(word))
      .map(spoken)
      .join(', ') ||
    of[0] ||
    '';
  const names = [own(first, second), own(second, first)];
  return names[0] === names[1] ? ['first', 'second'] : names;
}

/** Things that are counted. */
const counted = /^(workers|threads|tokens|cores|connections)=(\d+)$/;

/** "4 workers", "no GIL", "timeout=3s". */
function spoken(word: string): string {
  const [, what = '', count = ''] = counted.exec(word) ?? [];
  if (what !== '') return `${count} ${count === '1' ? what.slice(0, -1) : what}`;
  return word === 'gil=false' ? 'no GIL' : word.replace(/^(endpoint|handler|supervisor)=/, '');
}
