import { experimentIn, fragmentOf } from '../play/address.ts';
import { sentence } from '../play/examined.ts';
import type { Experiment } from '../play/experiment.ts';
import { actionOf } from '../runtime/keys.ts';
import { toggleTheme } from '../runtime/theme.ts';
import { button, made } from './dom.ts';
import { experimentForm } from './experiment-form.ts';
import { begin, type Lab } from './lab.ts';
import { presetsIn } from './presets.ts';
import { result } from './result.ts';
import { tools } from './tools.ts';

/** What the page begins with, if nothing else is asked for. */
const usual: Experiment = {
  servers: ['asgi'],
  clients: ['rate 40 for 3s: cpu 5, wait 90, cpu 5', '1 at 1s path /report: block 500'],
};

const page = document.querySelector('#playground') ?? document.body;
const status = made('p', { class: 'unseen', role: 'status' });
const notice = made('div', { class: 'address-faults', role: 'alert' });
/** So long after the last key the address says what is typed, ms. */
const pause = 250;

let running: { stop(): void } | undefined;
let mirroring: ReturnType<typeof setTimeout> | undefined;
let lab: Lab | undefined;

const form = experimentForm(presetsIn(document), {
  changed(experiment) {
    clearTimeout(mirroring);
    // a browser does not take an address with every key
    mirroring = setTimeout(() => history.replaceState(null, '', addressOf(experiment)), pause);
    notice.replaceChildren();
    form.isShown(lab?.experiment);
    if (running !== undefined) stop();
  },
  run: () => run(true),
  stop,
});
const files = tools({
  lab: () => lab,
  player: () => shown.player,
  say,
  link: () => new URL(addressOf(form.experiment()), location.href).href,
});
const shown = result(files.element);
shown.element.hidden = true;
page.append(notice, made('div', { class: 'desk' }, form.element, shown.element), status);

function addressOf(experiment: Experiment): string {
  return `#${fragmentOf(experiment)}`;
}

function say(text: string): void {
  status.textContent = text;
}

function stop(): void {
  running?.stop();
  running = undefined;
  form.running(undefined);
  say('Stopped.');
}

/** Runs what is typed; `asked` for by its reader, it plays, and has an address to come back to. */
function run(asked: boolean): void {
  const experiment = form.experiment();
  running?.stop();
  form.running(0);
  clearTimeout(mirroring);
  const address = addressOf(experiment);
  if (asked && lab !== undefined) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  running = begin(experiment, {
    progress: ({ share }) => form.running(share),
    ended(next) {
      running = undefined;
      lab = next;
      form.running(undefined);
      form.isShown(experiment);
      shown.element.hidden = false;
      files.show(next);
      say(`The run has ended. ${shown.show(next, asked)}`);
      if (asked) toResult();
    },
    failed(why) {
      running = undefined;
      form.running(undefined);
      notice.replaceChildren(made('p', {}, sentence(why.replace(/[.]$/, ''), 'nothing is shown of it')));
    },
  });
}

/** On a phone the run is below what was typed. */
function toResult(): void {
  const { top } = shown.element.getBoundingClientRect();
  if (top > innerHeight / 2) shown.element.scrollIntoView({ block: 'start' });
}

/** Which line a fault is in: "clients 2: ". */
function lineOf(path: string): string {
  const [, what, n] = /^(server|clients)s?\[(\d+)\]$/.exec(path) ?? [];
  return what === undefined ? '' : `${what} ${Number(n) + 1}: `;
}

/** What the address asks for; what it asks in vain is said, and the usual is there instead. */
function open(): void {
  const { experiment, faults } = experimentIn(location.hash);
  form.show(experiment ?? usual);
  const lines = faults.map(({ what, expected, path }) => sentence(`${lineOf(path)}${what}`, expected));
  notice.replaceChildren(
    ...(lines.length === 0
      ? []
      : [
          made('p', {}, 'The address of this page cannot be played, so this is the usual experiment:'),
          made('ul', {}, ...lines.slice(0, 8).map((line) => made('li', {}, line))),
        ]),
  );
  run(false);
}

addEventListener('popstate', open);
document.addEventListener('keydown', (event) => {
  const action = actionOf(event);
  if (action === 'theme') toggleTheme();
  else if (action === 'play') shown.player.toggle();
  else if (action === 'replay') shown.player.replay();
  else if (action === 'eventBefore') shown.player.event(-1);
  else if (action === 'eventAfter') shown.player.event(1);
  else return;
  event.preventDefault();
});

const theme = button('Light or dark', toggleTheme);
theme.className = 'theme';
document.querySelector('body > header > p')?.append(theme);
open();
