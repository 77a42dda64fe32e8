import { isRecord } from './messages.ts';

/** A way for data between windows. */
export interface Wire {
  post(data: unknown): void;
  listen(heard: (data: unknown) => void): void;
}

/**
 * From window to window, between one that was opened and the one that opened it: for a deck that is a file, where some
 * browsers take every window for a host of its own, and a BroadcastChannel ends at its edge. Such a window has no
 * name to address it by, so what is said is open to whatever page is in it; it is where a talk stands, and no more.
 */
export function directWire(): Wire {
  const peers = new Set<Window>();
  if (isWindow(opener)) peers.add(opener);
  return {
    post(data) {
      for (const peer of peers) if (!peer.closed) peer.postMessage(data, '*');
    },
    listen(heard) {
      addEventListener('message', ({ data, origin, source }: MessageEvent<unknown>) => {
        if (origin !== 'null' && origin !== 'file://') return;
        // a window that was opened speaks first: it is the one that asks
        if (isWindow(source) && isRecord(data) && Number.isInteger(data.version)) peers.add(source);
        heard(data);
      });
    },
  };
}

/** What is said on several wires is heard once: every window counts what it says. */
export function together(wires: readonly Wire[]): Wire {
  const from = Math.random().toString(36).slice(2);
  const latest = new Map<string, number>();
  let count = 0;
  return {
    post(data) {
      count += 1;
      for (const wire of wires) wire.post({ ...(isRecord(data) ? data : {}), from, count });
    },
    listen(heard) {
      for (const wire of wires) {
        wire.listen((data) => {
          if (!isRecord(data) || typeof data.from !== 'string' || typeof data.count !== 'number') return;
          if (data.count <= (latest.get(data.from) ?? 0)) return;
          latest.set(data.from, data.count);
          heard(data);
        });
      }
    },
  };
}

/** Windows of other hosts are no `Window` of this one: by what they do they are known. */
function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'closed' in value;
}
