/**
 * For a page that is measured, before its own scripts: while `data-hurry` of its root is a number of ms above 0, frames come
 * as fast as they can be drawn, each so much later by its own clock; else they are the screen's. Runs in the page, and so
 * knows nothing of what is around it here.
 */
export function hurriedFrames(): void {
  const real = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const waiting = new Map<number, FrameRequestCallback>();
  const { port1, port2 } = new MessageChannel();
  let now = 0;
  let last = 1e9;
  const step = () => Number(document.documentElement.dataset.hurry ?? 0);
  port1.onmessage = () => {
    if (waiting.size === 0) return;
    now += step();
    const frames = [...waiting.values()];
    waiting.clear();
    for (const frame of frames) frame(now);
  };
  window.requestAnimationFrame = (frame) => {
    if (step() === 0) return real(frame);
    last += 1;
    waiting.set(last, frame);
    port2.postMessage(undefined);
    return last;
  };
  window.cancelAnimationFrame = (id) => {
    if (!waiting.delete(id)) cancel(id);
  };
}
