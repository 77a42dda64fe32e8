import { UsageError } from '../command.ts';
import { listed, named, parsed, type Theme, themes } from '../options.ts';

/** What a command line asks for. */
export interface Wanted {
  /** Every step of a slide, or its last only. */
  readonly steps: boolean;
  readonly themes: readonly Theme[];
  /** Of the window, CSS px. */
  readonly width: number;
  readonly height: number;
  /** Slugs; none for all slides. */
  readonly only: readonly string[];
  /** The folder for the pictures. */
  readonly out: string;
}

const options = {
  steps: { type: 'boolean', default: false },
  theme: { type: 'string', default: 'light' },
  width: { type: 'string', default: '1280' },
  only: { type: 'string', default: '' },
  out: { type: 'string', default: 'shots' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const usage = 'npm run shots -- --help has examples.';

export const help = `Writes a picture of every slide, as the room sees it, and all of them small on a contact sheet.

npm run shots -- [options]

Examples
  npm run shots                                     every slide at its last step, in shots/
  npm run shots -- --steps --only second-user,gevent
                                                    every step of two slides
  npm run shots -- --theme both --width 390         on a phone, in light and dark
  npm run shots -- --width 1920 --out /tmp/talk     larger, and elsewhere

Options
  --steps          a picture of every step; step 0 is before the first click
  --theme NAME     light, dark or both; light
  --width PX       of the window, 200 to 4096; 1280. The window is 16:9, and under 600 a phone held upright
  --only SLUGS     these slides only, with commas between them
  --out FOLDER     where to, made if it is not there; shots
  --help           this`;

/** undefined where only help is wanted. Throws a UsageError for what cannot be. */
export function wanted(args: readonly string[]): Wanted | undefined {
  const { values } = parsed(args, options);
  if (values.help) return undefined;
  const width = Number(values.width);
  if (!/^\d+$/.test(values.width) || width < 200 || width > 4096)
    throw new UsageError(`--width "${values.width}" is no number of pixels from 200 to 4096`);
  const theme = named(values.theme, [...themes, 'both'], 'theme');
  if (values.out === '') throw new UsageError('--out has no folder');
  return {
    steps: values.steps,
    themes: theme === 'both' ? themes : [theme],
    width,
    height: Math.round(width < 600 ? (width * 844) / 390 : (width * 9) / 16),
    only: listed(values.only),
    out: values.out,
  };
}
