import { beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import type { Figure } from '../../src/compiler/figure.ts';
import { columnsOf } from '../../src/compiler/section.ts';
import { shelfIn } from '../../src/compiler/shelf.ts';
import type { Scene } from '../../src/draw/scene.ts';
import { figures } from '../../src/model/measure.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { summary } from '../../src/model/summary.ts';
import type { Trace } from '../../src/model/trace.ts';
import { experimentIn, fragmentOf } from '../../src/play/address.ts';
import { trialOf } from '../../src/play/experiment.ts';
import { type Preset, presetOf } from '../../src/play/preset.ts';

interface Shown {
  readonly slug: string;
  readonly figure: Figure;
  readonly preset: Preset | undefined;
}

/** Every diagram of the talk, as the compiler has it. */
let all: readonly Shown[] = [];
beforeAll(() => {
  all = columnsOf(compiled('slides', '.', shelfIn('.')))
    .flat()
    .flatMap((slide) =>
      slide.figures.map((figure) => ({ slug: slide.slug, figure, preset: presetOf(figure.composition, slide) })),
    );
});

/** A run as its clients saw it, and what it came to. */
function seen(trace: Trace) {
  const { end, outcomes, throughput, latency, times, cores } = summary(trace);
  return { end, outcomes, throughput, latency, times, cores, each: figures(trace) };
}

/** The runs of a slide that its preset stands for, in the order of its servers. */
function runsOf({ figure: { composition } }: Shown): readonly Trace[] {
  const scene: Scene = composition.scene;
  switch (scene.kind) {
    case 'machine':
      return [scene.runs.get('run')?.trace].filter((trace) => trace !== undefined);
    case 'race':
      return (composition.rivals ?? []).flatMap((row) => scene.rows[row]?.run.trace ?? []);
    case 'fleet': {
      const { fleet, trace } = scene.runs.get('run') ?? {};
      if (fleet === undefined || trace === undefined || composition.data.kind !== 'fleet') return [];
      if (fleet.replicas === 1) return [trace];
      // all that comes to its replicas, and what one of them is asked: without a balancer
      const { apart, ...probe } = fleet.probe ?? { path: '', steps: [], period: 0, patience: 0, to: 0 };
      const users = trace.requests.filter((request) => !request.probe);
      return [
        simulate(fleet.server, [
          ...users.map(({ at, path, steps }) => ({ at, path, steps })),
          { kind: 'probe', ...probe },
        ]),
      ];
    }
    default:
      return [];
  }
}

describe('the presets of the playground', () => {
  it('are all machines, races and fleets of the talk that are simulated', () => {
    const isSimulated = ({ figure: { composition } }: Shown) =>
      ['machine', 'race', 'fleet'].includes(composition.data.kind) &&
      !JSON.stringify(composition.data).includes('"recorded"');
    expect(all.filter(({ preset }) => preset !== undefined).map(({ slug }) => slug)).toEqual(
      all.filter(isSimulated).map(({ slug }) => slug),
    );
    expect(all.filter(isSimulated).length).toBeGreaterThan(15);
  });

  it('give the figures that their slides give', () => {
    for (const shown of all) {
      if (shown.preset === undefined) continue;
      const trial = trialOf(shown.preset.experiment);
      if ('faults' in trial) throw new Error(`${shown.slug}: ${JSON.stringify(trial.faults)}`);
      const own = trial.servers.map((server) => seen(simulate(server, trial.clients)));
      const theirs = runsOf(shown).map(seen);
      expect(own.length, shown.slug).toBeGreaterThan(0);
      expect(own, shown.slug).toEqual(theirs);
    }
  });

  it('have addresses that mean them, short enough to be read aloud to nobody and to be pasted by all', () => {
    for (const { preset, slug } of all) {
      if (preset === undefined) continue;
      const fragment = fragmentOf(preset.experiment);
      expect(experimentIn(fragment), slug).toEqual({ experiment: preset.experiment, faults: [] });
      expect(fragment.length, slug).toBeLessThan(300);
    }
  });

  it('say of a race of many which two they are, and of a fleet that it is one pod', () => {
    const titleOf = (slug: string) => all.find((each) => each.slug === slug)?.preset?.title;
    expect(titleOf('race')).toBe('The same traffic on four servers: sync ×1 and asgi');
    // no payoff compares them: who is told of most
    expect(titleOf('executioner')).toMatch(/: sync and asgi$/);
    expect(titleOf('shutdown')).toMatch(/: grace 3 s and no limit$/);
    expect(titleOf('probe')).toMatch(/: one pod$/);
    expect(titleOf('blocking-call')).toBe('One blocking call stops every request');
  });
});
