import { mmc, responseQuantile } from '../../model/theory.ts';
import { type Curves, type Dot, fineness, type Share } from './scene.ts';
import type { CurveSpec, ShareSpec } from './spec.ts';

/** At a hundred per cent a line grows for ever. */
export const busiest = 99;

/** What theory says of a curve's servers when they are so busy (per cent): the mean and the 99th percentile (ms). */
export function atBusy(spec: CurveSpec, percent: number): { readonly mean: number; p99: number } {
  const { servers, service } = spec;
  const rate = rateAt(spec, percent);
  return { mean: mmc(rate, service, servers).response, p99: responseQuantile(rate, service, servers, 0.99) };
}

/** How many a second keep a curve's servers so busy (per cent). */
export function rateAt({ servers, service }: CurveSpec, percent: number): number {
  return ((percent / 100) * servers * 1000) / service;
}

/** What beats call a thing. */
export function nameOf({ label, name = label }: { readonly label: string; readonly name?: string }): string {
  return name;
}

/** The curves as far as any beat goes: a page carries no more of them. */
export function curvesOf(
  specs: readonly CurveSpec[],
  end: number,
  dotsOf: (spec: CurveSpec) => readonly Dot[],
): Omit<Curves, 'placed'> & { readonly note: string } {
  const services = [...new Set(specs.map(({ service }) => service))];
  const mean = services.length === 1 ? `, ${services[0]} ms on average` : '';
  const curves = specs.map((spec) => ({
    name: nameOf(spec),
    label: spec.label,
    values: Array.from({ length: end * fineness + 1 }, (_, i) => Math.round(atBusy(spec, i / fineness).mean * 10) / 10),
    dots: dotsOf(spec),
  }));
  const highest = Math.max(1, ...curves.flatMap(({ values }) => values));
  const step = niceStep(highest, 5);
  return {
    form: 'curve',
    curves,
    ticks: Array.from({ length: Math.floor(highest / step + 1e-9) + 1 }, (_, i) => i * step),
    note: `random arrivals, exponential service${mean}${curves.some(({ dots }) => dots.length > 0) ? '; dots: simulated' : ''}`,
  };
}

/** One request and the tools for it, as the law of capacity has them. */
export function shared({ total, cores, threads }: ShareSpec): Omit<Share, 'placed'> & { readonly note: string } {
  return {
    form: 'share',
    total,
    tools: [
      { name: 'one', label: 'one worker', slots: 1, cores: 1 },
      { name: 'processes', label: `${cores} processes`, slots: cores, cores },
      // of one process, and with its one key
      { name: 'threads', label: `${threads} threads`, slots: threads, cores: 1 },
      { name: 'loop', label: 'one loop', cores: 1 },
      { name: 'loops', label: 'a loop a core', cores },
    ],
    note: `slots ÷ time, until the cores run out: ${total} ms a request, ${cores} cores`,
  };
}

/** A round step, `most` or fewer to the whole. */
function niceStep(end: number, most: number): number {
  const rough = end / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough - 1e-9) ?? 10);
}
