/**
 * Puts sections into columns, as reveal wants them: a column of several is a section of sections. `present` stays where
 * it is and the others move around it, because an element that is moved loses what plays in it. Says whether anything
 * had to move.
 */
export function arrange(
  slides: Element,
  columns: readonly (readonly Element[])[],
  present: Element | undefined,
): boolean {
  const stacks = new Set<Element>();
  let moved = false;
  const tops = columns.flatMap((column) => {
    if (column.length < 2) return column;
    const here = present !== undefined && column.includes(present);
    const near = stackOf(here ? present : column[0]);
    const free = near !== undefined && !stacks.has(near) && (here || near !== stackOf(present));
    const stack = free ? near : document.createElement('section');
    stacks.add(stack);
    moved = order(stack, column, here ? present : undefined) || moved;
    return [stack];
  });
  const top = tops.find((each) => present !== undefined && each.contains(present));
  return order(slides, tops, top) || moved;
}

function stackOf(section: Element | undefined): Element | undefined {
  return section?.parentElement?.closest('section') ?? undefined;
}

/** Makes `wanted` the sections of `parent`, in their order, without moving `fixed` where it stands there already. */
function order(parent: Element, wanted: readonly Element[], fixed = wanted[0]): boolean {
  if (fixed === undefined) return false;
  let moved = false;
  for (const old of parent.querySelectorAll(':scope > section')) {
    if (wanted.includes(old)) continue;
    old.remove();
    moved = true;
  }
  if (fixed.parentElement !== parent) {
    parent.prepend(fixed);
    moved = true;
  }
  const at = wanted.indexOf(fixed);
  let last = fixed;
  for (const each of wanted.slice(0, at).toReversed()) {
    if (each.nextElementSibling !== last || each.parentElement !== parent) {
      last.before(each);
      moved = true;
    }
    last = each;
  }
  last = fixed;
  for (const each of wanted.slice(at + 1)) {
    if (last.nextElementSibling !== each) {
      last.after(each);
      moved = true;
    }
    last = each;
  }
  return moved;
}
