import type { FleetProbe } from '../../model/fleet-spec.ts';
import type { Ms } from '../../model/kernel.ts';

/** What a probe is told, as it stands on the slide, in one line or two. */
export function settings({ period, patience, failures, grace }: FleetProbe, lines: number): readonly string[] {
  const asked = [`probe every ${seconds(period)}`, `limit ${seconds(patience)}`];
  const then =
    failures === undefined ? [] : [`${failures} failures`, ...(grace === undefined ? [] : [`grace ${seconds(grace)}`])];
  return lines === 1 ? [[...asked, ...then].join(' · ')] : [asked.join(' · '), then.join(' · ')];
}

function seconds(ms: Ms): string {
  return ms >= 1000 ? `${round(ms / 1000)} s` : `${round(ms)} ms`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
