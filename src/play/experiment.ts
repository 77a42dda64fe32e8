/** One or two servers, and who comes to each of them, in the notation of the command line: what an address carries. */
export interface Experiment {
  /** "asgi workers=2" */
  readonly servers: readonly [string] | readonly [string, string];
  /** "rate 80 for 10s: cpu 5, wait 90, cpu 5" */
  readonly clients: readonly string[];
}
