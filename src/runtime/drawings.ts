/**
 * The built page has its diagrams in words only, but for those of its first slide. Fetches what belongs there, and gives
 * what puts it in: the data that it takes to draw a diagram, and the poster, which stands if that fails.
 */
export async function fetchDrawings(): Promise<(root: ParentNode) => void> {
  const { drawings } = await import('virtual:drawings');
  return (root) => {
    for (const words of root.querySelectorAll('deck-diagram > noscript')) {
      const source = words.closest<HTMLElement>('deck-diagram')?.dataset.source ?? '';
      const inside = drawings[source];
      if (inside === undefined) throw new Error(`no drawing of ${source}`);
      words.outerHTML = inside;
    }
  };
}
