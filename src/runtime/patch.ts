import type { Shape } from '../draw/shape.ts';
import { type SvgElement, svgElement } from '../draw/svg.ts';

const namespace = 'http://www.w3.org/2000/svg';

/** What an element of ours was last told, so that only what is new is written. */
const told = new WeakMap<Element, { readonly key: string; readonly source: SvgElement }>();

/** Makes the children of `parent` the picture of `shapes`: a shape with the key of before changes its element in place. */
export function patch(parent: Element, shapes: readonly Shape[]): void {
  const wanted = new Set(shapes.map(({ key }) => key));
  const known = new Map<string, Element>();
  // who goes, goes first: everyone behind would else be moved past them
  for (const child of [...parent.children]) {
    const key = told.get(child)?.key;
    if (key !== undefined && wanted.has(key)) known.set(key, child);
    else child.remove();
  }
  let place: Element | null = parent.firstElementChild;
  for (const shape of shapes) {
    const source = svgElement(shape);
    const old = known.get(shape.key);
    const element = old?.localName === source.tag ? old : document.createElementNS(namespace, source.tag);
    if (old !== undefined && old !== element) {
      if (old === place) place = old.nextElementSibling;
      old.remove();
    }
    write(element, shape.key, source);
    if (element === place) place = element.nextElementSibling;
    else parent.insertBefore(element, place);
  }
}

function write(element: Element, key: string, source: SvgElement): void {
  const before = told.get(element)?.source;
  for (const [name, value] of Object.entries(source.attributes)) {
    if (before?.attributes[name] !== value) element.setAttribute(name, value);
  }
  for (const name of Object.keys(before?.attributes ?? {})) {
    if (!(name in source.attributes)) element.removeAttribute(name);
  }
  if (source.text !== undefined && before?.text !== source.text) element.textContent = source.text;
  if (source.children !== undefined) patch(element, source.children);
  told.set(element, { key, source });
}
