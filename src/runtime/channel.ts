import { directWire, together, type Wire } from './direct.ts';
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
  const wire = location.protocol === 'file:' ? together([broadcast(), directWire()]) : broadcast();
  return {
    send: (message) => wire.post({ version, message }),
    listen: (heard, other) => {
      wire.listen((data) => {
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

function broadcast(): Wire {
  const channel = new BroadcastChannel('python-concurrency-talk');
  return {
    post: (data) => channel.postMessage(data),
    listen: (heard) => channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard(data)),
  };
}
