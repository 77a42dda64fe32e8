import { isMessage, isRecord, type Message } from './messages.ts';

const version = 2;

/** One end of the channel between the windows of this browser. */
export interface Channel {
  send(message: Message): void;
  /**
   * Calls `heard` with every message of our own version and form; all else is somebody else's talk. `other` hears that
   * there is a window of another version of this deck.
   */
  listen(heard: (message: Message) => void, other?: () => void): void;
}

export function openChannel(): Channel {
  const channel = new BroadcastChannel('python-concurrency-talk');
  return {
    send: (message) => channel.postMessage({ version, message }),
    listen: (heard, other) => {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (!isRecord(data)) return;
        if (data.version !== version) {
          if (Number.isInteger(data.version)) other?.();
        } else if (isMessage(data.message)) {
          heard(data.message);
        }
      });
    },
  };
}
