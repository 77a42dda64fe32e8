import type { State } from '../runtime/messages.ts';
import type { Place } from '../runtime/place.ts';
import type { Plan } from './plan.ts';

/** Where the deck stands, and what of it the audience does not see as it is. */
export function statusOf(plan: Plan, state: State, connected: boolean, foreign: boolean): string {
  const { place, frozen } = state;
  const slide = plan.slides.find(({ slug }) => slug === place.slug);
  const steps = slide === undefined || slide.steps === 0 ? '' : ` · step ${place.step + 1} of ${slide.steps}`;
  const lost = foreign ? 'the deck is of another version: load both windows again' : 'the deck does not answer';
  return [
    `${slide?.number ?? ''} · ${slide?.chapter ?? ''}${steps}`,
    ...(connected ? [] : [lost]),
    ...(state.black ? ['screen is black'] : []),
    ...(frozen === null ? [] : [`frozen: the audience sees ${inWords(plan, frozen)}`]),
    ...(state.overview ? ['overview'] : []),
  ].join(' · ');
}

function inWords({ slides }: Plan, { slug, step }: Place): string {
  const number = slides.find((each) => each.slug === slug)?.number ?? slug;
  return step < 0 ? number : `${number}, step ${step + 1}`;
}

/** The optional slide that a key away lies below this one, if there is one. */
export function optionalBelow({ slides }: Plan, slug: string): string {
  const next = slides[slides.findIndex((each) => each.slug === slug) + 1];
  return next?.optional ? `↓ optional: ${next.number} ${next.title}` : '';
}
