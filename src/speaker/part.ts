/** The element, which is in speaker.html; without it the page is another one. */
export function part<T extends Element>(selector: string, type: new () => T): T {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`speaker.html has no ${selector}`);
  return found;
}
