import type { Plan, Report } from './plan.ts';
import { play } from './play.ts';

/** The load generator is a process of its own, so that what else the lab does makes no request late. */
process.on('message', (plan: Plan) => {
  play(plan, (beginning) => tell({ kind: 'begins', ...beginning })).then(
    (requests) => tell({ kind: 'played', requests }),
    (error: unknown) => tell({ kind: 'fault', what: error instanceof Error ? error.message : String(error) }),
  );
});
// whoever started it has gone
process.on('disconnect', () => process.exit());

function tell(report: Report): void {
  process.send?.(report);
}
