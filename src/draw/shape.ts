import type { ColourName, PatternName } from './theme.ts';

/** What a shape is filled with: a colour of the theme, or a pattern of it. */
export type Paint = ColourName | PatternName;

/** Line and fill; what is left out is not drawn. Widths and dashes are pixels of the stage. */
export interface Look {
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly width?: number;
  readonly dash?: string;
  readonly opacity?: number;
}

interface Keyed {
  /** Names the same thing from frame to frame; unique among its siblings. */
  readonly key: string;
}

/**
 * A picture is plain data, in pixels of the stage: the string of a poster, the live picture in the page and what the
 * tests look at are all made of it. `role` says what a test of the grammar may hold it to.
 */
export type Shape =
  | (Keyed &
      Look & {
        readonly kind: 'rect';
        readonly x: number;
        readonly y: number;
        readonly w: number;
        readonly h: number;
        readonly r?: number;
      })
  | (Keyed & Look & { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly r: number })
  | (Keyed & Look & { readonly kind: 'path'; readonly d: string })
  | (Keyed & TextLook & { readonly kind: 'text'; readonly x: number; readonly y: number; readonly text: string })
  | (Keyed & {
      readonly kind: 'group';
      readonly x: number;
      readonly y: number;
      readonly opacity?: number;
      readonly role?: 'disc' | 'dot' | 'token';
      readonly moving?: boolean;
      readonly children: readonly Shape[];
    });

export interface TextLook {
  readonly size: number;
  readonly fill: ColourName;
  readonly bold?: boolean;
  readonly mono?: boolean;
  /** Where x is: at the start of the text unless said. */
  readonly anchor?: 'middle' | 'end';
  readonly opacity?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly w: number;
  readonly h: number;
}

/**
 * The sizes of a picture: *wide* is the stage, *tall* a phone held upright; *half* stands in a column beside a listing,
 * *low* below it on a phone.
 */
export type Format = 'wide' | 'tall' | 'half' | 'low';

/** How many shapes there are, groups and all that is in them counted. */
export function count(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, shape) => sum + 1 + (shape.kind === 'group' ? count(shape.children) : 0), 0);
}
