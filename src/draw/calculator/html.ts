import { type Demand, demandFields } from '../../model/sizing/demand.ts';
import { type NoPlan, type Plan, type Sizing, sizing } from '../../model/sizing/plan.ts';
import { cross, tick } from '../glyphs.ts';
import { escaped, svgSource } from '../svg.ts';
import { memory, number, percent, time } from './numbers.ts';
import { type CalculatorSpec, shownFirst } from './spec.ts';
import { fieldWords, formulas, mostSentences, noPlanWords, sentences, wayWords } from './words.ts';

/**
 * A calculator as it stands in every page: a worked example of the preset that is shown first, which is all there is on
 * paper and without scripts. What gives it life takes the presets from its attribute, and writes the same parts anew.
 */
export function calculatorHtml(spec: CalculatorSpec): string {
  const shown = shownFirst(spec);
  if (shown === undefined) return '';
  return (
    `<deck-calculator data-spec="${escaped(JSON.stringify(spec))}">\n` +
    `<p class="example">${exampleHtml(shown.name)}</p>\n` +
    `<dl class="given">${givenHtml(shown)}</dl>\n` +
    `<div class="outcome">${outcomeHtml(shown)}</div>\n` +
    `<div class="formulas"><h3>What is computed</h3><dl>${formulasHtml()}</dl></div>\n` +
    '</deck-calculator>\n'
  );
}

/** Whose numbers these are. */
export function exampleHtml(name = 'your own numbers'): string {
  return `A worked example: ${escaped(name)}`;
}

/** What is asked of the service, and what it has. */
export function givenHtml(demand: Demand): string {
  return demandFields
    .map((field) => {
      const { label, unit } = fieldWords[field];
      const gap = unit === '' || unit === '/s' ? '' : ' ';
      return `<div><dt>${label}</dt><dd>${written(demand[field])}${gap}${unit}</dd></div>`;
    })
    .join('');
}

/** What a row of the simulator says, below that of the theory. */
export interface SimulatedRow {
  readonly mean: number;
  readonly p99: number;
  readonly words: string;
}

/** All that follows from a demand. `found` is what the simulator says of each way, and `told` what is to be said of that. */
export function outcomeHtml(
  demand: Demand,
  found: ReadonlyMap<Plan['way'], SimulatedRow> = new Map(),
  told: readonly string[] = [],
): string {
  const all = sizing(demand);
  const rows = all.plans.map((plan) => row(plan, demand) + simulatedRow(found.get(plan.way)));
  const said = [...told, ...sentences(demand, all)].slice(0, mostSentences);
  return (
    `${littleHtml(demand, all)}\n<table>\n<caption class="unseen">What serves them</caption>\n` +
    `<thead><tr><td></td>${columns.map(([head]) => `<th scope="col">${head}</th>`).join('')}</tr></thead>\n` +
    `<tbody>${rows.join('\n')}</tbody>\n</table>\n` +
    `<div class="sentences">${said.map((sentence) => `<p>${escaped(sentence)}</p>`).join('')}</div>`
  );
}

/** Little's law with the numbers at hand, and how many of those in flight compute. */
function littleHtml({ rate, cpu, wait }: Demand, { inFlight, computing, plans }: Sizing): string {
  const least = plans.every(({ kind }) => kind === 'none') ? ' at least' : '';
  const away = number(inFlight - computing);
  const rest = wait === 0 ? 'nobody is away' : `${away} ${away === '1' ? 'is' : 'are'} away`;
  const computes = number(computing) === '1' ? '1 computes' : `${number(computing)} compute`;
  const share = Math.max(0.5, (100 * computing) / inFlight).toFixed(1);
  return (
    `<p class="little"><b>${written(rate)}/s × ${time(cpu + wait)} = ${number(inFlight)} in flight${least}</b> ` +
    `<i style="--computing:${share}%" aria-hidden="true"></i> <span>${computes}, ${rest}</span></p>`
  );
}

const columns: readonly (readonly [head: string, value: (plan: Plan, demand: Demand) => string])[] = [
  ['Processes', ({ processes }) => number(processes)],
  ['Seats', seats],
  ['CPU busy', ({ stay }) => percent(stay.busy)],
  ['In flight', ({ inFlight }) => number(inFlight)],
  ['Mean', ({ stay }) => time(stay.mean)],
  ['99 % within', ({ stay }, { target }) => `${time(stay.p99)} ${mark(stay.p99 <= target)}`],
  ['Memory', (plan) => memory(plan.memory)],
  ['Connections', ({ connections }) => (connections === 0 ? '–' : number(connections))],
];

function seats({ way, processes, threads = 0 }: Plan): string {
  switch (way) {
    case 'loops':
      return 'any';
    case 'threads':
      return `${number(processes)} × ${number(threads)}`;
    case 'sync':
      return number(processes);
  }
}

function row(plan: Plan | NoPlan, demand: Demand): string {
  const head = `<th scope="row">${wayWords[plan.way]}</th>`;
  if (plan.kind === 'none') return `<tr>${head}<td colspan="${columns.length}">${noPlanWords[plan.why]}</td></tr>`;
  const cells = columns.map(([label, value]) => `<td data-label="${label}">${value(plan, demand)}</td>`);
  return `<tr>${head}${cells.join('')}</tr>`;
}

function simulatedRow(found: SimulatedRow | undefined): string {
  if (found === undefined) return '';
  const { mean, p99, words } = found;
  return (
    `<tr class="simulated"><th scope="row">simulated</th><td colspan="4">${escaped(words)}</td>` +
    `<td data-label="Mean">${time(mean)}</td><td data-label="99 % within">${time(p99)}</td><td colspan="2"></td></tr>`
  );
}

function mark(isRight: boolean): string {
  const drawn = svgSource([(isRight ? tick : cross)('mark', { x: 2, y: 17 })]);
  return `<svg viewBox="0 0 20 20" aria-hidden="true">${drawn}</svg><span class="unseen">${isRight ? 'in time' : 'too late'}</span>`;
}

function formulasHtml(): string {
  return formulas
    .map(([what, how]) => `${what === '' ? '' : `<dt>${escaped(what)}</dt>`}<dd>${escaped(how)}</dd>`)
    .join('');
}

/** As it was typed, to a thousandth. */
function written(value: number): string {
  return String(Number(value.toFixed(3)));
}
