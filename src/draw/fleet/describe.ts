import type { Beat } from '../scene.ts';
import { duration } from '../words.ts';
import { failuresAt, outageAt, type Pod, podsOf, stayAt } from './history.ts';
import { isSeated } from './picture.ts';
import type { Scene } from './scene.ts';

/** More replicas than this are told together. */
const mostTold = 4;

/** How every replica is when a beat ends, and what came of it, in phrases. */
export function howTheyAre({ runs }: Scene, { run: name, at, ask }: Beat): readonly string[] {
  const run = runs.get(name);
  if (run === undefined) return [];
  const pods = podsOf(run.trace);
  const outcomes = run.users.trace.outcomes.filter((each) => each.at <= at);
  const answered = outcomes.filter(({ kind }) => kind === 'replied').length;
  const lost = outcomes.length - answered;
  const each = pods.map((pod) => howIsIt(pod, at, ask !== ''));
  const told =
    pods.length <= mostTold
      ? each.map((words, i) => `${pods[i]?.id}: ${words}`)
      : [...new Set(each)].map((words) => `${each.filter((other) => other === words).length} pods: ${words}`);
  return [`At ${duration(at)}`, ...told, `${answered} answered${lost > 0 ? `, ${lost} lost` : ''}`];
}

function howIsIt(pod: Pod, t: number, before: boolean): string {
  const stays = pod.visits
    .filter(({ probe }) => !probe)
    .flatMap((visit) =>
      before && visit.from === t ? [undefined] : [stayAt(visit, t)].filter((stay) => stay !== undefined),
    );
  const sitting = stays.find((stay) => stay !== undefined && isSeated(stay));
  const inLine = stays.filter((stay) => stay === undefined || stay.state === 'inLine').length;
  const outage = outageAt(pod, t);
  const missed = failuresAt(pod, t);
  const states = { running: 'one runs', away: 'one waits in the seat', stuck: 'stuck', inLine: '' };
  const parts = [
    outage === undefined ? '' : outage.killed <= t ? 'restarting' : 'not ready',
    sitting === undefined ? '' : states[sitting.state],
    inLine > 0 ? `${inLine} in line` : '',
    missed > 0 ? `${missed} ${missed === 1 ? 'probe' : 'probes'} missed` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'idle' : parts.join(', ');
}
