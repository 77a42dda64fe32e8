import { exampleHtml, givenHtml, outcomeHtml, type SimulatedRow } from '../draw/calculator/html.ts';
import { type CalculatorSpec, type Preset, shownFirst } from '../draw/calculator/spec.ts';
import { compared, type Found, simulatedRow } from '../draw/calculator/told.ts';
import { faultSentence, mostSentences } from '../draw/calculator/words.ts';
import { type Demand, type DemandField, demandFields, demandProblems, isDemand } from '../model/sizing/demand.ts';
import { sizing, type Way } from '../model/sizing/plan.ts';
import { field } from './calculator-field.ts';
import { type Running, simulate } from './calculator-run.ts';
import { toolbar } from './calculator-toolbar.ts';
import { keep, keptJson } from './storage.ts';

/** So long is nothing said while a number changes, ms. */
const pause = 500;

/** What a reader has typed, NaN for what is no number. */
type Typed = Readonly<Record<DemandField, number>>;

/** Makes the worked example in `host` one that calculates, until it is ended. */
export function calculating(host: HTMLElement): { end(): void } {
  // the compiler has made and checked it
  const spec: CalculatorSpec = JSON.parse(host.dataset.spec ?? '');
  const first = firstOf(spec);
  const section = host.closest('section');
  const key = `calculator ${section?.id ?? ''}`;
  let running: Running | undefined;
  let found: ReadonlyMap<Way, Found> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const fields = new Map(demandFields.map((name) => [name, field(name, changed)]));
  const form = document.createElement('div');
  form.className = 'live fields';
  form.dataset.preventSwipe = '';
  form.role = 'group';
  form.ariaLabel = 'Your numbers';
  // a button that was clicked does not take the focus
  form.addEventListener('mousedown', (event) => {
    if (event.target instanceof HTMLButtonElement) event.preventDefault();
  });
  form.append(...[...fields.values()].map(({ element }) => element));
  const status = document.createElement('p');
  status.className = 'live unseen';
  status.role = 'status';
  const bar = toolbar(spec.presets, {
    begin,
    reset: () => begin(first),
    simulate: () => (running === undefined ? run() : stop()),
    formulas: () => host.toggleAttribute('data-formulas'),
  });

  function typed(): Typed {
    const read = (name: DemandField) => fields.get(name)?.read() ?? Number.NaN;
    return {
      ...{ rate: read('rate'), cpu: read('cpu'), wait: read('wait'), cores: read('cores') },
      ...{ target: read('target'), memory: read('memory'), pool: read('pool') },
    };
  }

  function type(values: Typed): void {
    for (const [name, each] of fields) each.show(values[name]);
  }

  function begin(preset: Preset): void {
    type(preset);
    changed();
  }

  function changed(): void {
    stop();
    found = undefined;
    const values = typed();
    keep(key, same(values, first) ? undefined : JSON.stringify(values));
    show();
    clearTimeout(silence);
    silence = setTimeout(say, pause);
  }

  function show(): void {
    const values = typed();
    const problems = demandProblems(values);
    const isRight = isDemand(values);
    for (const [name, each] of fields) each.judge(problems.every(({ path }) => path !== name));
    const preset = spec.presets.find((each) => same(values, each));
    bar.show({
      preset,
      isFirst: same(values, first),
      simulates: isRight && sizing(values).plans.some(({ kind }) => kind === 'plan'),
    });
    write('example', exampleHtml(preset?.name));
    if (isRight) write('given', givenHtml(values));
    write('outcome', isRight ? outcome(values) : faultsHtml(problems.map(faultSentence)));
  }

  function outcome(demand: Demand): string {
    if (found === undefined) return outcomeHtml(demand);
    const rows = [...found].flatMap(([way, each]): [Way, SimulatedRow][] => {
      const row = simulatedRow(each);
      return row === undefined ? [] : [[way, row]];
    });
    return outcomeHtml(demand, new Map(rows), compared(sizing(demand), found));
  }

  /** Writes a part of the example anew. */
  function write(name: 'example' | 'given' | 'outcome', html: string): void {
    const part = host.querySelector(`:scope > .${name}`);
    if (part !== null) part.innerHTML = html;
  }

  /** What has changed, for ears: the law, and what is to be known of it. */
  function say(): void {
    const said = [...host.querySelectorAll('.little > :is(b, span:last-child), .sentences > p')];
    status.textContent = said.map(({ textContent }) => (textContent ?? '').replace(/[.]?$/, '.')).join(' ');
  }

  function run(): void {
    const values = typed();
    if (!isDemand(values)) return;
    const plans = sizing(values).plans.flatMap((plan) => (plan.kind === 'plan' ? [plan] : []));
    status.textContent = 'Simulating';
    bar.run(0);
    running = simulate(values, plans, {
      progress: bar.run,
      ended: (all) => {
        stop();
        found = all;
        show();
        say();
      },
      failed: (error) => {
        stop();
        status.textContent = 'This cannot be simulated.';
        console.error(`the calculator: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
  }

  function stop(): void {
    running?.stop();
    running = undefined;
    bar.run(undefined);
  }

  const leaving = new MutationObserver(() => {
    if (section?.classList.contains('present') !== true) stop();
  });
  if (section !== null) leaving.observe(section, { attributes: true, attributeFilter: ['class'] });
  type(keptJson(key, isTyped) ?? first);
  host.prepend(bar.element, form, status);
  host.dataset.alive = '';
  show();

  return {
    end() {
      stop();
      clearTimeout(silence);
      leaving.disconnect();
      for (const part of [bar.element, form, status]) part.remove();
      delete host.dataset.alive;
    },
  };
}

function firstOf(spec: CalculatorSpec): Preset {
  const first = shownFirst(spec);
  if (first === undefined) throw new Error('it has no presets');
  return first;
}

function same(values: Typed, preset: Preset): boolean {
  return demandFields.every((name) => values[name] === preset[name]);
}

function faultsHtml(sentences: readonly string[]): string {
  const said = sentences.slice(0, mostSentences).map((sentence) => `<p>${sentence}</p>`);
  return `<div class="sentences">${said.join('')}</div>`;
}

/** What this window has kept, if it is what was typed: what is no number has become null. */
function isTyped(value: unknown): value is Typed {
  return typeof value === 'object' && value !== null && demandFields.every((name) => name in value);
}
