import { describe, expect, it } from 'vitest';
import { simulateFleet } from '../../src/model/fleet.ts';
import { type FleetSpec, fleetClientProblems, fleetProblems } from '../../src/model/fleet-spec.ts';
import { assertLaws } from '../../src/model/laws.ts';
import { LAWS_OF_FLEETS } from '../../src/model/laws-of-fleets.ts';
import { podOf } from '../../src/model/places.ts';
import { message } from '../../src/model/rules.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Place, Trace } from '../../src/model/trace.ts';
import { poissonArrivals } from '../../src/model/workload.ts';
import { ends, latencies, life, request, STANDARD, steps, together, users } from './work.ts';

const probe = { path: '/healthz', steps: steps('cpu 1'), period: 1000, patience: 500, failures: 3, to: 20_000 };
const three: FleetSpec = { replicas: 3, server: { kind: 'asgi' }, probe: { ...probe, grace: 1000 } };
/** Somebody blocks the first replica for a minute; others come all the while. */
const oneBlocks = [request(0, 'block 60000'), ...Array.from({ length: 60 }, (_, n) => request(100 + n * 200, 'cpu 1'))];

/** To which replica whom of the users was sent, in order. */
function sent({ events, requests }: Trace): string[] {
  const probes = new Set(requests.flatMap(({ id, probe: isProbe }) => (isProbe ? [id] : [])));
  return events.flatMap((event) => (event.kind === 'sent' && !probes.has(event.request) ? [event.place] : []));
}

/** When a replica was out of rotation, and in it again. */
function rotation({ events }: Trace, pod: string): string[] {
  return events.flatMap(({ kind, place, at }) =>
    place === pod && (kind === 'ready' || kind === 'unready') ? [`${kind} at ${at}`] : [],
  );
}

describe('replicas behind a balancer', () => {
  it('are a server each: four times as many answers in the same time', () => {
    const one = simulate({ kind: 'sync' }, together(10, STANDARD));
    const four = simulateFleet({ replicas: 4, server: { kind: 'sync' } }, together(40, STANDARD));
    expect(one.end).toBe(1000);
    expect(four.end).toBe(1000);
    expect(latencies(four).filter((ms) => ms === 100)).toHaveLength(4);
  });

  it('have machines of their own: nobody waits for the core of another', () => {
    const server = { kind: 'sync', cores: 1 } as const;
    const trace = simulateFleet({ replicas: 4, server }, together(4, 'cpu 100'));
    expect(latencies(trace)).toEqual([100, 100, 100, 100]);
  });

  it('have a quota each, which the law looks at machine by machine', () => {
    const server = { kind: 'sync', cores: 1, quota: 50 } as const;
    expect(latencies(simulateFleet({ replicas: 2, server }, together(2, 'cpu 100')))).toEqual([150, 150]);
  });

  it('get new requests in turn', () => {
    const trace = simulateFleet({ replicas: 3, server: { kind: 'asgi' } }, together(7, 'cpu 1'));
    expect(sent(trace)).toEqual(['pod 1', 'pod 2', 'pod 3', 'pod 1', 'pod 2', 'pod 3', 'pod 1']);
  });

  it('are told apart by the names of their places', () => {
    const { places } = simulateFleet({ replicas: 2, server: { kind: 'asgi' } }, together(1, 'cpu 1'));
    expect(places.map(({ id }) => id)).toContain('pod 2/worker 1/loop');
    expect(new Set(places.map(({ id }) => id)).size).toBe(places.length);
  });

  it('keep the user who keeps the connection: what is balanced is connections', () => {
    const stays = simulateFleet({ replicas: 3, server: { kind: 'asgi' } }, [
      users('cpu 1', 100, { think: 10, keepAlive: true }),
    ]);
    expect(stays.requests.length).toBeGreaterThan(5);
    expect(new Set(stays.segments.map(({ place }) => podOf(place)))).toEqual(new Set(['pod 1']));
    const goes = simulateFleet({ replicas: 3, server: { kind: 'asgi' } }, [users('cpu 1', 100, { think: 10 })]);
    expect(new Set(goes.segments.map(({ place }) => podOf(place))).size).toBe(3);
  });

  it('send a lost SYN to the same replica again', () => {
    const server = { kind: 'sync', backlog: 1, workers: 1 } as const;
    const trace = simulateFleet({ replicas: 2, server }, together(10, 'wait 300'));
    expect(trace.events.some(({ kind }) => kind === 'dropped')).toBe(true);
    expect(sent(trace)).toHaveLength(10);
  });
});

describe('a probe', () => {
  it('restarts its replica after so many failures in a row, and takes it out of rotation from the last of them on', () => {
    const trace = simulateFleet(three, oneBlocks);
    expect(rotation(trace, 'pod 1')).toEqual(['unready at 2500', 'ready at 4500']);
    expect(life(trace, 'pod 1/worker 1')).toEqual([
      'SIGTERM at 2500',
      'SIGKILL at 3500',
      'gone by SIGKILL at 3500',
      'fork at 3500',
      'booted at 4500',
    ]);
    expect(rotation(trace, 'pod 2')).toEqual([]);
  });

  it('loses all that is on its replica by then, and nothing that is on another', () => {
    const trace = simulateFleet(three, oneBlocks);
    const homes = new Map(trace.events.flatMap((each) => (each.kind === 'sent' ? [[each.request, each.place]] : [])));
    const lost = trace.outcomes.filter(({ kind }) => kind === 'lost');
    expect(lost.length).toBeGreaterThan(3);
    expect(new Set(lost.map(({ at }) => at))).toEqual(new Set([3500]));
    expect(new Set(lost.map(({ request: id }) => homes.get(id)))).toEqual(new Set(['pod 1']));
  });

  it('has nobody sent there while it restarts: the others take its share', () => {
    const trace = simulateFleet(three, oneBlocks);
    const meanwhile = trace.events.filter(({ kind, at }) => kind === 'sent' && at > 2500 && at < 4500);
    const probes = new Set(trace.requests.flatMap(({ id, probe: isProbe }) => (isProbe ? [id] : [])));
    const pods = meanwhile.flatMap((each) => (each.kind === 'sent' && !probes.has(each.request) ? [each.place] : []));
    expect(pods.length).toBeGreaterThan(8);
    expect(pods.every((pod, n) => pod !== 'pod 1' && pod !== pods[n - 1])).toBe(true);
  });

  it('lets a replica finish what it has if its grace is longer than that takes', () => {
    const trace = simulateFleet({ ...three, probe: { ...probe, grace: 30_000 } }, [
      request(0, 'block 10000'),
      request(100, 'cpu 1'),
    ]);
    expect(ends(trace).filter((end) => /^r[12] /.test(end) || end.includes('lost'))).not.toContain('lost');
    expect(trace.outcomes.some(({ kind }) => kind === 'lost')).toBe(false);
  });

  it('asks each replica later than the one before, if it is told to', () => {
    const asked = simulateFleet(
      { replicas: 3, server: { kind: 'asgi' }, probe: { ...probe, to: 1000, apart: 300 } },
      [],
    );
    expect(asked.requests.map(({ at }) => at)).toEqual([0, 300, 600]);
  });

  it('that takes the last replica out leaves nobody to listen: a connection is refused at once', () => {
    const trace = simulateFleet({ ...three, replicas: 1 }, [request(0, 'block 60000'), request(3000, 'cpu 1')]);
    const id = trace.requests.find(({ at, probe: isProbe }) => at === 3000 && !isProbe)?.id;
    expect(ends(trace)).toContain(`${id} lost at 3000`);
    expect(sent(trace)).toHaveLength(1);
  });
});

describe('a fleet of one', () => {
  const arrivals = poissonArrivals({ path: '/', steps: steps('cpu 5, wait 40, block 3, cpu 5') }, 60, 3, 0, 2000);

  it.each(['sync', 'gthread', 'gevent', 'asgi', 'fastapi', 'tornado'] as const)('is the single %s server', (kind) => {
    const alone = simulate({ kind, workers: 2 }, arrivals);
    const fleet = simulateFleet({ replicas: 1, server: { kind, workers: 2 } }, arrivals);
    expect(withoutFleet(fleet)).toEqual(alone);
  });

  it('is probed as the single server is', () => {
    const asked = { ...probe, to: 2000 };
    const alone = simulate({ kind: 'asgi' }, [...arrivals, { ...asked, kind: 'probe' }]);
    const fleet = simulateFleet({ replicas: 1, server: { kind: 'asgi' }, probe: asked }, arrivals);
    // who comes in the same instant is another's turn, so that names differ
    expect(latencies(fleet)).toEqual(latencies(alone));
  });

  /** The trace with the names that a server alone has. */
  function withoutFleet(trace: Trace): unknown {
    const places = trace.places.filter(({ kind }: Place) => kind !== 'pod');
    const events = trace.events.filter(({ kind }) => kind !== 'sent');
    return JSON.parse(JSON.stringify({ ...trace, places, events }).replaceAll('pod 1/', ''));
  }
});

it('the same fleet and the same clients make the same trace', () => {
  expect(simulateFleet(three, oneBlocks)).toEqual(simulateFleet(three, oneBlocks));
});

describe('the laws of fleets', () => {
  const sound = simulateFleet(three, oneBlocks);
  const changed = (change: Partial<Trace>) => () => assertLaws({ ...sound, ...change });

  it('are these, and each is broken below', () => {
    expect(Object.keys(LAWS_OF_FLEETS)).toEqual([
      'the balancer sends nobody to a replica that is not ready',
      'while the same replicas are ready, none is sent two requests more than another',
      'a request stays on the replica that it was sent to',
    ]);
    expect(changed({})).not.toThrow();
  });

  it('when somebody is sent to a replica that restarts', () => {
    const events = sound.events.map((event) =>
      event.kind === 'sent' && event.at === 2700 ? { ...event, place: 'pod 1' } : event,
    );
    expect(changed({ events })).toThrow('the balancer sends nobody to a replica that is not ready; at 2700 ms');
  });

  it('when one is passed over', () => {
    const events = sound.events.map((event) =>
      event.kind === 'sent' && event.place === 'pod 3' && event.at < 2000 && event.at % 1000 !== 0
        ? { ...event, place: 'pod 2' }
        : event,
    );
    expect(changed({ events })).toThrow('none is sent two requests more than another');
  });

  it('when a request turns up elsewhere', () => {
    const segments = sound.segments.map((stay) =>
      stay.request === 'r1' ? { ...stay, place: stay.place.replace('pod 1', 'pod 2') } : stay,
    );
    expect(changed({ segments })).toThrow(/law broken: .*; at .* ms, by r/);
    const law = LAWS_OF_FLEETS['a request stays on the replica that it was sent to'];
    expect(law?.({ ...sound, segments }, new Map())).toMatchObject({ request: 'r1' });
  });
});

describe('who describes a fleet wrongly', () => {
  const faults = (value: unknown) => fleetProblems(value).map(message);

  it.each([
    ['no replicas', { replicas: 0, server: { kind: 'sync' } }, 'replicas: 0; expected a whole number from 1 to 100'],
    ['no server', { replicas: 1, server: { kind: 'synk' } }, 'server.kind: "synk"; did you mean "sync"?'],
    [
      'a server that stops',
      { replicas: 1, server: { kind: 'sync', stopAt: 5 } },
      'server.stopAt: a replica that ends by itself; expected one that only its probe ends',
    ],
    ['a probe of nothing', { replicas: 1, server: { kind: 'sync' }, probe: 5 }, 'probe: 5; expected keys and values'],
    [
      'a probe without a limit',
      { replicas: 1, server: { kind: 'sync' }, probe: { path: '/', steps: [], period: 5, to: 9 } },
      'probe.patience: missing; expected milliseconds',
    ],
    [
      'a probe apart by less than nothing',
      { replicas: 1, server: { kind: 'sync' }, probe: { ...probe, apart: -1 } },
      'probe.apart: -1; expected milliseconds',
    ],
  ])('%s', (_, value, expected) => {
    expect(faults(value).join('\n')).toContain(expected);
  });

  it('by a probe that goes to the balancer', () => {
    const wrong = fleetClientProblems([request(0, 'cpu 1', { probe: true, patience: 5 })]).map(message);
    expect(wrong).toEqual(['clients[0]: a probe at the balancer; expected it as the probe of the fleet']);
    expect(() => simulateFleet(three, [{ ...probe, kind: 'probe' }])).toThrow('a probe at the balancer');
  });
});
