/** An element with what it is and what is in it. */
export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  what: Partial<HTMLElementTagNameMap[K]>,
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), what);
  element.append(...inside);
  return element;
}

export function button(text: string, name: string, pressed: () => void): HTMLButtonElement {
  const element = made('button', { type: 'button', className: name, textContent: text });
  element.addEventListener('click', pressed);
  return element;
}
