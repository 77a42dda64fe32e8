/** Written by the compiler, `later.ts`. */
declare module 'virtual:drawings' {
  /** What stands in a diagram, its data and its poster, by where the diagram is written. */
  export const drawings: Readonly<Record<string, string>>;
}
