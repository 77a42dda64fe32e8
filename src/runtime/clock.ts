/** Something that plays and can be stopped. */
export interface Playing {
  stop(): void;
}

/**
 * Calls `frame` with the ms on the wall since the start, once a frame of the screen and at last with `length`; then
 * `ended`. A page that nobody sees gets no frames: it goes to the end at once.
 */
export function play(length: number, frame: (elapsed: number) => void, ended: () => void): Playing {
  let request = 0;
  let start: number | undefined;
  const finish = () => {
    stop();
    frame(length);
    ended();
  };
  const tick = (now: number) => {
    start ??= now;
    const elapsed = now - start;
    if (elapsed >= length) {
      finish();
      return;
    }
    // asked for first, so that a frame can stop it
    request = requestAnimationFrame(tick);
    frame(elapsed);
  };
  const hidden = () => {
    if (document.hidden) finish();
  };
  const stop = () => {
    cancelAnimationFrame(request);
    document.removeEventListener('visibilitychange', hidden);
  };
  document.addEventListener('visibilitychange', hidden);
  request = requestAnimationFrame(tick);
  return { stop };
}
