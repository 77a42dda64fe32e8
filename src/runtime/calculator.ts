import './calculator-live.css';
import { calculating } from './calculator-life.ts';

/** Makes every calculator of the page one that calculates. */
export function define(): void {
  if (customElements.get('deck-calculator') === undefined) customElements.define('deck-calculator', DeckCalculator);
}

/**
 * `<deck-calculator>`: the worked example in it is what the page has without script. With script its numbers are fields,
 * and what follows from them is written anew by the code that wrote the example. In the light DOM, so that copies of the
 * page have the example, too; if anything fails it stands as it was.
 */
export class DeckCalculator extends HTMLElement {
  #life: ReturnType<typeof calculating> | undefined;

  connectedCallback(): void {
    // a frozen picture stays as it was
    if (this.closest('.frozen') !== null) return;
    // a copy of the page has taken the controls along, without their life
    for (const stale of this.querySelectorAll(':scope > .live')) stale.remove();
    delete this.dataset.alive;
    this.removeAttribute('data-formulas');
    try {
      this.#life = calculating(this);
    } catch (error) {
      console.error(`the calculator: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  disconnectedCallback(): void {
    this.#life?.end();
    this.#life = undefined;
  }
}
