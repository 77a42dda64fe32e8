interface Beat {
  readonly run: string;
  readonly from: number;
  readonly at: number;
  readonly lens: number;
  readonly ask: string;
  readonly reader: boolean;
}

/**
 * How long each step of a diagram plays on stage, ms on the wall; `json` is its data as the page has it. The first step
 * stands, and so does one that no clock runs in.
 */
export function stageTimes(json: string): readonly number[] {
  const { beats }: { readonly beats: readonly Beat[] } = JSON.parse(json);
  const stage = beats.filter(({ reader }) => !reader);
  return stage.map(({ run, from, at, lens }, i) => {
    const before = stage[i - 1];
    if (before === undefined) return 0;
    const start = before.run !== run ? from : before.ask === '' ? before.at : 0;
    return Math.max(0, at - start) * lens;
  });
}
