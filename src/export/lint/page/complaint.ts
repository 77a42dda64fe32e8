import type { Fault } from '../finding.ts';

/** A fault of an element, before its place in the Markdown is known. */
export interface Complaint extends Pick<Fault, 'subject' | 'what' | 'expected'> {
  readonly element: Element;
}
