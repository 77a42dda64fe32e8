/** A fault of who typed the command; the usage is said with it. */
export class UsageError extends Error {}

/** Runs a command to its end. What goes wrong is said without a stack, and then the exit code is 1. */
export async function command(usage: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(fault(error, usage));
    process.exitCode = 1;
  }
}

function fault(error: unknown, usage: string): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message}. ${usage}`;
  // Node explains at length how to escape what it took for an option: its first sentence is the fault
  if ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return `${firstLine(error).split('. ')[0]?.replace(/\.$/, '')}. ${usage}`;
  }
  return error.message;
}

/** A browser's errors go on for pages; the first line says what happened. */
export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** The port that was asked for. Throws if it is none. */
export function portOf(asked: string): number {
  const port = Number(asked);
  if (/^\d+$/.test(asked) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`"${asked}" is no port, which is a number from 1 to 65535`);
}
