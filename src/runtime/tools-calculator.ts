import { late } from './later.ts';
import type { DeckPlugin } from './plugin.ts';
import { paperOf } from './print.ts';

/** The calculator comes when its slide is near; its worked example stands meanwhile, and for good if it does not come. */
export const calculators: DeckPlugin = {
  id: 'calculators',
  init(deck) {
    // on paper the example is all there is
    if (paperOf(document.documentElement) !== undefined) return;
    const calculator = late(() => import('./calculator.ts'), 'The calculator did not come');
    const look = () => {
      if (isNear(deck.getCurrentSlide())) calculator.soon(({ define }) => define());
    };
    for (const event of ['ready', 'slidechanged', 'saved']) deck.on(event, look);
  },
};

/** In this column, or in one beside it. */
function isNear(slide: HTMLElement | undefined): boolean {
  const column = slide?.closest('.slides > section');
  const near = [column, column?.previousElementSibling, column?.nextElementSibling];
  return near.some((each) => each?.querySelector('deck-calculator'));
}
