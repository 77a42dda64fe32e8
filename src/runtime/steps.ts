/**
 * The fragments of a slide in the groups that reveal shows one after another: those with an index in its order, then
 * the others in the order of the document (reveal.js, controllers/fragments.js, `sort`).
 */
export function fragmentGroups(slide: Element): readonly (readonly Element[])[] {
  const ordered = new Map<number, Element[]>();
  const unordered: Element[][] = [];
  for (const fragment of slide.querySelectorAll('.fragment')) {
    const index = Number.parseInt(fragment.getAttribute('data-fragment-index') ?? '', 10);
    if (Number.isNaN(index)) unordered.push([fragment]);
    else ordered.set(index, [...(ordered.get(index) ?? []), fragment]);
  }
  const inOrder = [...ordered].sort(([a], [b]) => a - b).map(([, group]) => group);
  return [...inOrder, ...unordered];
}

/** Shows a slide that no reveal runs as it is at `step`: -1 before the first click, the last group at the end. */
export function showStep(slide: Element, step: number): void {
  for (const [i, group] of fragmentGroups(slide).entries()) {
    for (const fragment of group) fragment.classList.toggle('visible', i <= step);
  }
}

/**
 * Calls `changed` with the number of visible markers among the children of `element`, now and whenever reveal, or a
 * copy of the page, changes it. A picture that depends on nothing else is right after every jump, reload and print.
 */
export function watchSteps(element: Element, changed: (step: number) => void): MutationObserver {
  const markers = [...element.querySelectorAll(':scope > .step')];
  let last: number | undefined;
  const look = () => {
    const step = markers.filter((marker) => marker.classList.contains('visible')).length;
    if (step !== last) changed(step);
    last = step;
  };
  const observer = new MutationObserver(look);
  for (const marker of markers) observer.observe(marker, { attributes: true, attributeFilter: ['class'] });
  look();
  return observer;
}
