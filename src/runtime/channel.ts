import { type Action, isAction } from './keys.ts';
import type { Place } from './place.ts';

/** What deck and speaker's window tell each other. `deck` names the deck, so that two in one browser stay apart. */
export type Message =
  | { readonly type: 'state'; readonly deck: string; readonly place: Place; readonly black: boolean }
  | { readonly type: 'action'; readonly deck: string; readonly action: Action }
  | { readonly type: 'go'; readonly deck: string; readonly place: Place }
  | { readonly type: 'hello'; readonly deck: string | undefined };

const version = 1;

/** One end of the channel between the windows of this browser. */
export interface Channel {
  send(message: Message): void;
  /** Calls `heard` with every message of our own version and form; all else is somebody else's talk. */
  listen(heard: (message: Message) => void): void;
}

export function openChannel(): Channel {
  const channel = new BroadcastChannel('python-concurrency-talk');
  return {
    send: (message) => channel.postMessage({ version, message }),
    listen: (heard) => {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = messageIn(data);
        if (message !== undefined) heard(message);
      });
    },
  };
}

function messageIn(data: unknown): Message | undefined {
  if (!isRecord(data) || data.version !== version) return undefined;
  return isMessage(data.message) ? data.message : undefined;
}

function isMessage(value: unknown): value is Message {
  if (!isRecord(value)) return false;
  const { type, deck, place, black, action } = value;
  if (type === 'hello') return deck === undefined || typeof deck === 'string';
  if (typeof deck !== 'string') return false;
  if (type === 'action') return isAction(action);
  if (!isRecord(place) || typeof place.slug !== 'string' || !Number.isInteger(place.step)) return false;
  return type === 'go' || (type === 'state' && typeof black === 'boolean');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
