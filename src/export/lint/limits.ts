/** What the rules hold a slide to. Sizes are pixels of the stage of 1280 × 720, unless they are CSS pixels of a phone. */
export const limits = {
  /** The last row reads 20 px. */
  text: 20,
  textOnPhone: 12,
  /** WCAG 2.2, 1.4.3: text of 24 px and more is large. */
  contrast: 4.5,
  contrastOfLarge: 3,
  large: 24,
  /** Beside the evidence. */
  words: 40,
  listing: 18,
  /** What two things may share or a thing may stick out, and nobody sees it: edges are rounded. */
  slack: 1.5,
  wordsAMinute: 140,
  /** The talk as a whole. */
  minutes: 30,
} as const;
