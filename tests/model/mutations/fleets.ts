import { type Mutation, NOTHING, of } from './mutation.ts';

/** Of replicas behind a balancer. */
export const FLEETS: readonly Mutation[] = of(
  'fleet.ts',
  ['turn = at + 1;', 'turn = at;', 'a balancer sends each request to the next replica'],
  [
    'if (!pod?.isReady) continue;',
    'if (pod === undefined) continue;',
    'a balancer passes over a replica that restarts',
    'who comes while no replica is ready is refused',
  ],
  ['  pod.isReady = true;', NOTHING, 'a replica that has booted is in rotation again'],
  ['flows.set(request, pod);', NOTHING, 'a balancer sends a lost SYN to the same replica again'],
  ['from: from + n * apart', 'from', 'replicas are asked how they are one after the other'],
);
