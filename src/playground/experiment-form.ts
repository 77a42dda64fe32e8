import { type Examined, examined } from '../play/examined.ts';
import type { Experiment } from '../play/experiment.ts';
import type { Preset } from '../play/preset.ts';
import { clientsForm } from './clients-form.ts';
import { button, made, newId } from './dom.ts';
import { isSame } from './presets.ts';
import { serverForm } from './server-form.ts';

/** The experiment that is being typed. */
export interface ExperimentForm {
  readonly element: HTMLElement;
  experiment(): Experiment;
  show(experiment: Experiment): void;
  /** How much of a run is done, from 0 to 1; undefined while none runs. */
  running(share: number | undefined): void;
  /** Says whether what is typed is what is shown beside. */
  isShown(experiment: Experiment | undefined): void;
}

interface Deeds {
  changed(experiment: Experiment): void;
  run(): void;
  stop(): void;
}

export function experimentForm(presets: readonly Preset[], { changed, run, stop }: Deeds): ExperimentForm {
  let isRunning = false;
  let last: Examined | undefined;
  const start = () => {
    if (!isRunning && last?.trial !== undefined) run();
  };
  const servers = [serverForm(typed, start), serverForm(typed, start)] as const;
  const [first, second] = servers;
  const clients = clientsForm(typed, start);
  const choice = made(
    'select',
    { id: newId() },
    made('option', { value: '' }, 'Your own'),
    ...presets.map(({ title }, i) => made('option', { value: String(i) }, title)),
  );
  choice.addEventListener('change', () => {
    const preset = presets[Number(choice.value)];
    if (choice.value === '' || preset === undefined) return;
    show(preset.experiment);
    typed();
    start();
  });
  const add = button('Race a second server', () => {
    second.show(first.text());
    toggle(true);
    typed();
    second.element.querySelector('select')?.focus();
  });
  const remove = button('Remove this server', () => {
    toggle(false);
    typed();
    add.focus();
  });
  remove.className = 'remove-server';
  second.element.append(remove);
  const all = made('div', { class: 'faults', role: 'status' });
  const go = button('Run', () => (isRunning ? stop() : start()));
  go.className = 'run';
  const stale = made('p', { class: 'stale' });
  const element = made(
    'form',
    { class: 'experiment', 'aria-label': 'The experiment' },
    made('div', { class: 'field wide' }, made('label', { for: choice.id }, 'Begin with the run of a slide'), choice),
    first.element,
    second.element,
    add,
    clients.element,
    made('div', { class: 'go' }, all, go, stale),
  );
  element.addEventListener('submit', (event) => event.preventDefault());

  function toggle(isRace: boolean): void {
    second.element.hidden = !isRace;
    add.hidden = isRace;
    first.call(isRace ? 'First server' : 'Server');
    second.call('Second server');
  }

  function experiment(): Experiment {
    const texts = second.element.hidden ? ([first.text()] as const) : ([first.text(), second.text()] as const);
    return { servers: texts, clients: clients.lines() };
  }

  function show({ servers: [one, other], clients: lines }: Experiment): void {
    first.show(one);
    if (other !== undefined) second.show(other);
    toggle(other !== undefined);
    clients.show(lines);
    judge();
  }

  function judge(): void {
    const now = experiment();
    last = examined(now);
    for (const [i, each] of servers.entries()) each.judge(last.servers[i] ?? []);
    clients.judge(last.clients);
    all.replaceChildren(...last.all.map((text) => made('p', {}, text)));
    go.disabled = last.trial === undefined && !isRunning;
    const preset = presets.findIndex((each) => isSame(each.experiment, now));
    choice.value = preset < 0 ? '' : String(preset);
  }

  function typed(): void {
    judge();
    changed(experiment());
  }

  return {
    element,
    experiment,
    show,
    running(share) {
      isRunning = share !== undefined;
      go.textContent = isRunning ? 'Stop' : 'Run';
      go.classList.toggle('running', isRunning);
      go.style.setProperty('--done', `${Math.round((share ?? 0) * 100)}%`);
      go.disabled = !isRunning && last?.trial === undefined;
    },
    isShown(shown) {
      const isStale = shown !== undefined && !isSame(shown, experiment());
      element.classList.toggle('is-stale', isStale);
      stale.textContent = isStale ? 'Changed since it ran.' : '';
    },
  };
}
