import type { WriteStream } from 'node:tty';

/** A line that grows from 0 to 1, where somebody watches. */
export interface Progress {
  show(done: number, words?: string): void;
  /** Leaves nothing of it. */
  end(): void;
}

const length = 30;

/** On a terminal; a log gets nothing. */
export function progress(what: string, stream: WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => {}, end: () => {} };
  return {
    show(done, words = '') {
      const full = Math.round(length * Math.min(1, done));
      const line = `${what} ${'█'.repeat(full)}${'░'.repeat(length - full)} ${words}`;
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(0, stream.columns - 1))}`);
    },
    end() {
      stream.write('\r\u001b[2K');
    },
  };
}
