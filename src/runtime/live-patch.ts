/**
 * Makes of a living section what is written now: `was` is what it was made of, and `will` what it is to be. Only what
 * differs between those two is touched, so that all that has come since (a diagram's picture, reveal's classes) stays,
 * and a diagram whose fence has not changed plays on.
 */
export function patchTree(live: Element, was: Element, will: Element): void {
  patch(live, was, will);
  // a line more above moves all that is below it
  carry(live, will, '[data-source]', 'data-source');
  // reveal has numbered the fragments, which would put a new one behind them all
  carry(live, will, '.fragment', 'data-fragment-index');
}

function patch(live: Element, was: Element, will: Element): void {
  patchAttributes(live, was, will);
  if (written(was) === written(will)) return;
  if (!canDescend(live, was) || !canDescend(will, will)) {
    live.replaceChildren(...[...will.childNodes].map((node) => document.importNode(node, true)));
    return;
  }
  const old = [...was.children].map((element, i) => ({ was: element, live: live.children[i] }));
  const kept: Element[] = [];
  let from = 0;
  for (const element of will.children) {
    const rest = old.slice(from);
    const same = rest.findIndex((each) => written(each.was) === written(element));
    const alike = same >= 0 ? same : rest.findIndex((each) => areAlike(each.was, element));
    const match = rest[alike];
    if (match?.live === undefined) {
      kept.push(document.importNode(element, true));
      continue;
    }
    from += alike + 1;
    if (same < 0) patch(match.live, match.was, element);
    kept.push(match.live);
  }
  for (const { live: each } of old) if (each !== undefined && !kept.includes(each)) each.remove();
  // those that stay are in their order already: each new one goes where it belongs, and none of them moves
  let next: Element | null = null;
  for (const each of kept.toReversed()) {
    if (each.parentElement !== live || each.nextElementSibling !== next) live.insertBefore(each, next);
    next = each;
  }
}

/** What is around a diagram is worth keeping; a diagram itself is the same or another. */
function areAlike(was: Element, will: Element): boolean {
  return was.tagName === will.tagName && holdsDiagram(was) && holdsDiagram(will);
}

function holdsDiagram(element: Element): boolean {
  return element.querySelector('deck-diagram') !== null;
}

/** Whether the children of an element are all there is in it, and are still those that were written. */
function canDescend(element: Element, was: Element): boolean {
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '');
  return holdsDiagram(was) && !hasText && element.children.length === was.children.length;
}

/** An element as HTML, wherever in its file it is written. */
function written(element: Element): string {
  return element.outerHTML.replace(/ data-(?:source|version)="[^"]*"/g, '');
}

function patchAttributes(live: Element, was: Element, will: Element): void {
  for (const name of new Set([...was.getAttributeNames(), ...will.getAttributeNames()])) {
    const [before, after] = [was.getAttribute(name), will.getAttribute(name)];
    if (before === after) continue;
    if (name === 'class') {
      live.classList.remove(...was.classList);
      live.classList.add(...will.classList);
    } else if (after === null) live.removeAttribute(name);
    else live.setAttribute(name, after);
  }
}

function carry(live: Element, will: Element, selector: string, attribute: string): void {
  const now = [...live.querySelectorAll(selector)];
  for (const [i, element] of [...will.querySelectorAll(selector)].entries()) {
    const value = element.getAttribute(attribute);
    if (value === null) now[i]?.removeAttribute(attribute);
    else now[i]?.setAttribute(attribute, value);
  }
}
