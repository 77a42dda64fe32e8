import type { Offer } from './contents.ts';

/** The PDFs that the page's head says stand beside it. */
export function papers(): readonly Offer[] {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel="alternate"][type="application/pdf"]')].map(
    ({ title, href }) => ({ text: title, href }),
  );
}
