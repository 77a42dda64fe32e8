/** Written by the compiler, `later.ts`. */
declare module 'virtual:drawings' {
  /** What stands in a diagram, its data and its poster, by where the diagram is written. */
  export const drawings: Readonly<Record<string, string>>;
}

/** Written by the compiler, `search.ts`. */
declare module 'virtual:search' {
  /** What can be found on each slide, by slug. */
  export const index: import('./find.ts').Index;
}
