import { expect } from 'vitest';
import type { Trace } from '../../../src/model/trace.ts';
import { request, steps, together } from '../work.ts';
import type { Claims } from './claim.ts';

const server = { kind: 'asgi' } as const;
const probe = { path: '/', steps: steps('cpu 1'), period: 100, patience: 50, failures: 1, grace: 0, to: 100 };
/** Only the first is asked before its request is done. */
const late = { ...probe, apart: 5000, to: 5050 };

/** Where whom of the users was sent, and when. */
function sent({ events, requests }: Trace): string[] {
  const probes = new Set(requests.flatMap(({ id, probe: isProbe }) => (isProbe ? [id] : [])));
  return events.flatMap((event) =>
    event.kind === 'sent' && !probes.has(event.request) ? [`${event.place} at ${event.at}`] : [],
  );
}

/** Of replicas behind a balancer. */
export const fleets = {
  'a balancer sends each request to the next replica': ({ simulateFleet }) => {
    const trace = simulateFleet({ replicas: 2, server }, together(3, 'cpu 1'));
    expect(sent(trace)).toEqual(['pod 1 at 0', 'pod 2 at 0', 'pod 1 at 0']);
  },

  'a balancer passes over a replica that restarts': ({ simulateFleet }) => {
    const arrivals = [request(0, 'block 200'), request(60, 'cpu 1'), request(70, 'cpu 1')];
    const trace = simulateFleet({ replicas: 2, server, probe: late }, arrivals);
    expect(sent(trace)).toEqual(['pod 1 at 0', 'pod 2 at 60', 'pod 2 at 70']);
  },

  'a replica that has booted is in rotation again': ({ simulateFleet }) => {
    const arrivals = [request(0, 'block 200'), request(1060, 'cpu 1')];
    const trace = simulateFleet({ replicas: 1, server, probe }, arrivals);
    expect(sent(trace)).toEqual(['pod 1 at 0', 'pod 1 at 1060']);
  },

  'who comes while no replica is ready is refused': ({ simulateFleet }) => {
    const trace = simulateFleet({ replicas: 1, server, probe }, [request(0, 'block 200'), request(60, 'cpu 1')]);
    expect(trace.outcomes.at(-1)).toMatchObject({ kind: 'lost', at: 60 });
    expect(sent(trace)).toEqual(['pod 1 at 0']);
  },

  'a balancer sends a lost SYN to the same replica again': ({ simulateFleet }) => {
    const trace = simulateFleet({ replicas: 1, server: { kind: 'sync', backlog: 1 } }, together(5, 'wait 600'));
    expect(trace.events.some(({ kind }) => kind === 'dropped')).toBe(true);
    expect(sent(trace)).toHaveLength(5);
  },

  'replicas are asked how they are one after the other': ({ simulateFleet }) => {
    const trace = simulateFleet({ replicas: 3, server, probe: { ...probe, apart: 30 } }, []);
    expect(trace.requests.map(({ at }) => at)).toEqual([0, 30, 60]);
  },
} satisfies Claims;
