import type { Ms } from '../../model/kernel.ts';
import { GRACE, TIMEOUT } from '../../model/servers/group.ts';
import { type ServerSpec, supervision } from '../../model/servers/index.ts';
import type { RowData } from './scene.ts';

/** How old the heartbeat of a worker may be, and how long it may finish what it has, where somebody sees to that. */
export function limitsOf(server: ServerSpec): Pick<RowData, 'timeout' | 'grace'> {
  const { watches, kills } = supervision(server);
  const grace = server.grace ?? (kills ? GRACE : undefined);
  return { ...(watches ? { timeout: timeoutOf(server) } : {}), ...(grace === undefined ? {} : { grace }) };
}

function timeoutOf(server: ServerSpec): Ms {
  return ('timeout' in server ? server.timeout : undefined) ?? TIMEOUT;
}
