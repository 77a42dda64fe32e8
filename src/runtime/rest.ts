/** The families that slides are set in. */
const families = ['Geist', '"Geist Mono"'] as const;

/** The families that did not come. Fetches them, also those that only a later slide has. */
export async function missingFonts(): Promise<readonly string[]> {
  const found = await Promise.all(
    families.map(async (family) => {
      try {
        const faces = await document.fonts.load(`400 20px ${family}`);
        return faces.length > 0 && faces.every(({ status }) => status === 'loaded');
      } catch {
        return false;
      }
    }),
  );
  return families.filter((_, i) => found[i] === false);
}

/** How many parts of the code that only some slides need did not come. Fetches them. */
export async function missingParts(): Promise<number> {
  if (document.querySelector('deck-diagram') === null) return 0;
  const parts = await Promise.allSettled([
    import('./diagram-guess.ts'),
    import('./diagram-knobs.ts'),
    import('./diagram-walk.ts'),
    ...(document.querySelector('deck-calculator') === null ? [] : [import('./calculator.ts')]),
    import('./rooms.ts').then(({ fetchRooms }) => fetchRooms()),
  ]);
  return parts.filter(({ status }) => status === 'rejected').length;
}

/** Pictures of later slides that are not here. */
export function missingImages(): number {
  const images = [...document.querySelectorAll<HTMLImageElement>('.slides img')];
  return images.filter(({ complete, naturalWidth }) => !complete || naturalWidth === 0).length;
}

/** Fetches what later slides need, so that the talk goes on when the network does not. */
export async function fetchRest(): Promise<void> {
  for (const image of document.querySelectorAll<HTMLImageElement>('.slides img')) image.loading = 'eager';
  await Promise.all([missingFonts(), missingParts()]);
}
