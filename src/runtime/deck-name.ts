import { keep, kept } from './storage.ts';

let name = kept('deck');

/** Whether this window had a name when it was loaded: it was a deck before. */
export const hadName = name !== undefined;

/** A name for this window's deck that survives a reload. */
export function deckName(): string {
  return name ?? renamed();
}

/** Another name, where a copy of the tab has inherited this one. */
export function renamed(): string {
  name = Math.random().toString(36).slice(2, 10);
  keep('deck', name);
  return name;
}

/** Opens the speaker's window, or brings it to the front. At once: the browser asks for a key press right before it. */
export function openSpeaker(): void {
  // in the one file that holds both windows it is a page of that
  const url = new URL(document.documentElement.dataset.speaker ?? 'speaker.html', location.href);
  url.hash = deckName();
  window.open(url, `speaker-${deckName()}`, 'popup,width=1200,height=800')?.focus();
}
