/** Something that is fetched when it is first needed, once. */
export interface Late<T> {
  /** What there is of it by now. */
  now(): T | undefined;
  /** Fetches it, if it has not come yet, and uses it as soon as it is here. What fails is tried again next time. */
  soon(use: (part: T) => void): void;
}

/** `complaint` is for whoever looks at the console. */
export function late<T>(fetch: () => Promise<T>, complaint: string): Late<T> {
  let part: T | undefined;
  let coming: Promise<T> | undefined;
  return {
    now: () => part,
    soon(use) {
      if (part !== undefined) {
        use(part);
        return;
      }
      coming ??= fetch();
      coming.then(
        (here) => {
          part = here;
          use(here);
        },
        (error: unknown) => {
          coming = undefined;
          console.error(`${complaint}: ${error instanceof Error ? error.message : String(error)}`);
        },
      );
    },
  };
}
