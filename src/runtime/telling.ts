/** While a film plays its place is told this often, ms. */
const filmPace = 100;

/** When something is said that changes more often than anybody needs to hear of it. */
export interface Telling {
  /** Soon, and once for all that one key changes: a step moves the slide and then its film. */
  tell(): void;
  /** Now and then while a film plays, and at once when it stops. */
  tellFilm(isPlaying: boolean): void;
  /** Says nothing until `begin`: what is on its way is not where it goes. */
  hold(): void;
  begin(): void;
}

export function telling(say: () => void): Telling {
  let last = 0;
  let later: ReturnType<typeof setTimeout> | undefined;
  let isComing = false;
  let isHeld = false;

  function speak(): void {
    isComing = false;
    if (isHeld) return;
    last = performance.now();
    say();
  }

  function tell(): void {
    clearTimeout(later);
    later = undefined;
    if (isComing || isHeld) return;
    isComing = true;
    queueMicrotask(speak);
  }

  return {
    tell,
    tellFilm(isPlaying) {
      const wait = last + filmPace - performance.now();
      if (wait <= 0 || !isPlaying) tell();
      else later ??= setTimeout(tell, wait);
    },
    hold() {
      isHeld = true;
    },
    begin() {
      isHeld = false;
      tell();
    },
  };
}
