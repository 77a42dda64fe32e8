const length = 30;

/** A line that grows from 0 to 1 where somebody watches; a log gets nothing. */
export function progress(stream: NodeJS.WriteStream = process.stderr) {
  const clear = () => void (stream.isTTY && stream.write('\r\u001b[2K'));
  return {
    show(done: number, words: string): void {
      if (!stream.isTTY) return;
      const full = Math.round(length * Math.min(1, done));
      const line = `lab ${'█'.repeat(full)}${'░'.repeat(length - full)} ${words}`;
      clear();
      stream.write(line.slice(0, Math.max(0, stream.columns - 1)));
    },
    clear,
  };
}
