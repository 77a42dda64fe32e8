import { watchSteps } from './steps.ts';

/**
 * `<deck-listing data-steps="1-3|5,7">`: lights the lines of its step. In the light DOM and without state of its own,
 * so that a copy of the page (print, the speaker's window) works as the original does.
 */
export class DeckListing extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback(): void {
    const steps = this.dataset.steps?.split('|').map(linesIn);
    // a page that stands for the whole slide shows the whole listing
    if (steps === undefined || document.documentElement.dataset.print === 'slides') return;
    const lines = [...this.querySelectorAll('.line')];
    this.#observer = watchSteps(this, (step) => {
      this.dataset.lit = String(step);
      for (const [i, line] of lines.entries()) line.classList.toggle('lit', steps[step]?.has(i + 1) ?? false);
    });
  }

  disconnectedCallback(): void {
    this.#observer?.disconnect();
  }
}

/** The numbers of the lines that a step names: "1-3,5". */
export function linesIn(step: string): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const range of step.split(',')) {
    const [from = 0, to = from] = range.split('-').map(Number);
    for (let n = from; n <= to; n++) numbers.add(n);
  }
  return numbers;
}
