/** An element with these attributes and children; an attribute that is `false` is left out. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== false) element.setAttribute(key, value === true ? '' : value);
  element.append(...children);
  return element;
}

/** A button that says what it does, in words or, where these are a sign, for ears. */
export function button(words: string, pressed: () => void, label = ''): HTMLButtonElement {
  const element = made('button', { type: 'button', ...(label === '' ? {} : { 'aria-label': label }) }, words);
  element.addEventListener('click', pressed);
  return element;
}

/** An SVG picture that `patch` draws in. */
export function picture(className: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('class', className);
  return svg;
}

/** Sets an attribute if it is another: written again it would be laid out again. */
export function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

let ids = 0;

/** An id that no other element has. */
export function newId(): string {
  ids += 1;
  return `p${ids}`;
}
