/** After so long a pause the mouse's arrow is gone, ms. */
const pause = 3000;

/** Hides the arrow of a mouse that rests; it is back when it moves. */
export function hideRestingCursor(): void {
  const { classList } = document.documentElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = () => {
    classList.remove('resting');
    clearTimeout(timer);
    timer = setTimeout(() => classList.add('resting'), pause);
  };
  document.addEventListener('pointermove', moved, { passive: true });
  document.addEventListener('pointerdown', moved, { passive: true });
  moved();
}
