import { message } from '../model/rules.ts';
import { button, made } from './dom.ts';
import { download, pngOf, svgOf } from './download.ts';
import type { Lab } from './lab.ts';
import type { FileKind } from './messages.ts';
import type { Player } from './player.ts';

interface Desk {
  lab(): Lab | undefined;
  player(): Player;
  say(text: string): void;
  /** The address of what is typed. */
  link(): string;
}

/** What can be taken along. */
export interface Tools {
  readonly element: HTMLElement;
  /** Of these servers. */
  show(lab: Lab): void;
}

const fileKinds: readonly (readonly [FileKind, words: string, suffix: string])[] = [
  ['json', 'JSON', 'json'],
  ['perfetto', 'Perfetto trace', 'perfetto.json'],
];

export function tools({ lab, player, say, link: address }: Desk): Tools {
  const told = made('p', { class: 'told', role: 'status' });
  const tell = (text: string) => {
    told.textContent = text;
    say(text);
  };
  /** Does it, or says that it failed. */
  const tried = (deed: () => Promise<string>) => () => {
    deed().then(tell, (error: unknown) => {
      tell(`That did not work: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const copied = async (text: string, what: string) => {
    await navigator.clipboard.writeText(text);
    return `${what} is in the clipboard.`;
  };
  const link = button(
    'Copy the link',
    tried(() => copied(address(), 'The link')),
  );
  const picture = (words: string, name: string, take: (player: Player) => Promise<Blob>) =>
    button(
      words,
      tried(async () => {
        download(name, await take(player()));
        return `The picture is in ${name}.`;
      }),
    );
  const fence = button(
    'Copy as a diagram for a slide',
    tried(async () => {
      const found = await lab()?.fence();
      if (found === undefined) return '';
      if ('fence' in found) return copied(found.fence, 'The fence');
      return `A slide cannot show this: ${found.faults.map(message).join('. ')}.`;
    }),
  );
  const runs = made('span', { class: 'runs' });
  const element = made(
    'section',
    { class: 'tools' },
    made('h2', {}, 'To take along'),
    link,
    fence,
    picture('SVG of the picture', 'playground.svg', ({ drawn }) => svgOf(drawn())),
    picture('PNG of the picture', 'playground.png', ({ drawn }) => pngOf(drawn())),
    runs,
    told,
  );
  return {
    element,
    show({ reports }) {
      const isRace = reports.length > 1;
      runs.replaceChildren(
        ...fileKinds.flatMap(([kind, words, suffix]) =>
          reports.map(({ label }, server) =>
            button(
              isRace ? `${words}: ${label}` : words,
              tried(async () => {
                const name = `${label.replace(/[^\w.-]+/g, '-')}.${suffix}`;
                const file = await lab()?.file(server, kind);
                if (file !== undefined) download(name, file);
                return `The run is in ${name}.`;
              }),
            ),
          ),
        ),
      );
    },
  };
}
