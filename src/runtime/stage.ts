/** The two sizes of the stage, in its own pixels: wide for rooms and screens, tall for a phone held upright. */
export interface Stage {
  readonly width: number;
  readonly height: number;
}

export const wide: Stage = { width: 1280, height: 720 };
export const tall: Stage = { width: 720, height: 1280 };

/** The media query under which the stage is tall; `deck.css` asks the same one. */
export const tallQuery = '(max-width: 599px) and (orientation: portrait)';
