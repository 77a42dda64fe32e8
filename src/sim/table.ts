import type { Distribution, Summary } from '../model/summary.ts';
import type { Outcome, PlaceId, State } from '../model/trace.ts';

/** A heading with those of its columns, and rows of a name and cells. */
interface Block {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  replied: 'replied',
  failed: 'failed (500)',
  refused: 'refused (503)',
  gaveUp: 'gave up',
  lost: 'lost (connection refused or reset)',
};

const STATES: Readonly<Record<State, string>> = {
  inLine: 'in line',
  running: 'running',
  away: 'away',
  stuck: 'stuck',
};

const PERCENTILES = ['mean', 'p50', 'p90', 'p99', 'max'];

/** More threads than these are one row. */
const FEW = 4;

/** A run's measures as lines for people, in one table. Times are ms. */
export function table(run: Summary): readonly string[] {
  const blocks = [
    requests(run),
    whole(run),
    latency(run),
    times(run),
    cores(run),
    seats(run),
    loops(run),
    pools(run),
    lines(run),
  ];
  const full = blocks.filter(({ rows }) => rows.length > 0);
  const names = full.flatMap(({ head, rows }) => [head, ...rows].map(([name = '']) => name.length));
  const width = Math.max(0, ...names);
  return full.flatMap((block, n) => [...(n === 0 ? [] : ['']), ...aligned(block, width)]);
}

function aligned({ head, rows }: Block, width: number): readonly string[] {
  const all = [head, ...rows];
  const widths = Array.from({ length: 8 }, (_, n) => Math.max(8, ...all.map((row) => row[n]?.length ?? 0)));
  return all.map(([name = '', ...cells]) => {
    const right = cells.map((cell, n) => `  ${cell.padStart(widths[n + 1] ?? 0)}`);
    return `${name.padEnd(width)}${right.join('')}`.trimEnd();
  });
}

function requests({ requests: all, outcomes }: Summary): Block {
  const kinds = entries(outcomes).filter(([, count]) => count > 0);
  const rows = kinds.map(([kind, count]) => [OUTCOMES[kind], String(count), percent(count / all)]);
  return { head: ['requests', 'number', 'share'], rows: kinds.length === 1 ? rows : [...rows, ['all', String(all)]] };
}

function whole({ end, throughput }: Summary): Block {
  const rows = [
    ['duration, s', (end / 1000).toFixed(2)],
    ['replies a second', throughput.toFixed(1)],
  ];
  return { head: ['run'], rows };
}

function latency({ latency: all }: Summary): Block {
  const rows = all === undefined ? [] : [['of those replied to', ...figures([distribution(all)]).flat()]];
  return { head: ['latency, ms', ...PERCENTILES], rows };
}

function times({ times: all, requests: count }: Summary): Block {
  const total = Object.values(all).reduce((sum, ms) => sum + ms, 0);
  const rows = entries(STATES).map(([state, name]) => [
    name,
    ...figures([[all[state]], [total]])
      .slice(0, 1)
      .flat(),
    ...(total > 0 ? [percent(all[state] / total)] : []),
  ]);
  return { head: ['time of a request, ms', 'mean', 'share'], rows: count === 0 ? [] : rows };
}

function cores({ cores: share }: Summary): Block {
  return { head: ['cores', 'busy'], rows: [['all', percent(share)]] };
}

/** A seat by its owner; many threads of one process are one row, and those that no work was handed to are none. */
function seats({ seats: all, pools }: Summary): Block {
  const groups = new Map<string, { readonly names: string[]; readonly shares: number[] }>();
  for (const { place, utilisation } of all) {
    const owner = place.replace(/\/seat$/, '');
    if (owner.includes('/thread ') && !isUsed(pools)) continue;
    const [prefix = owner, ...number] = owner.split(/(?<=\/thread )/);
    const key = number.length === 0 ? owner : prefix;
    const group = groups.get(key) ?? { names: [], shares: [] };
    group.names.push(owner);
    group.shares.push(utilisation);
    groups.set(key, group);
  }
  const rows = Array.from(groups, ([key, { names, shares }]) => {
    if (names.length <= FEW) return names.map((name, n) => [name, percent(shares[n] ?? 0)]);
    const [first, last] = [names[0]?.slice(key.length), names.at(-1)?.slice(key.length)];
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return [[`${key}${first} … ${last}`, percent(mean), percent(Math.min(...shares)), percent(Math.max(...shares))]];
  }).flat();
  const isFolded = rows.some((row) => row.length > 2);
  return { head: ['seats', 'held', ...(isFolded ? ['least', 'most'] : [])], rows };
}

function loops({ loops: all }: Summary): Block {
  const lags = figures(all.map(({ lag }) => distribution(lag)));
  const rows = all.map(({ place, utilisation }, n) => [place, percent(utilisation), ...(lags[n] ?? [])]);
  return {
    head: ['event loops', 'busy', ...PERCENTILES.map((name, n) => (n === 0 ? `lag, ms: ${name}` : name))],
    rows,
  };
}

function pools({ pools: all }: Summary): Block {
  const rows = (isUsed(all) ? all : []).map(({ place, size, utilisation, most }) => [
    place,
    percent(utilisation),
    String(size),
    String(most),
  ]);
  return { head: ['pools', 'held', 'size', 'most held'], rows };
}

/** A loop has a pool even if nothing is ever handed to a thread. */
function isUsed(pools: Summary['pools']): boolean {
  return pools.some(({ most }) => most > 0);
}

function lines({ queues }: Summary): Block {
  const all = queues.toSorted((a, b) => a.place.localeCompare(b.place, 'en', { numeric: true }));
  const means = figures(all.map(({ mean }) => [mean]));
  const rows = all.map(({ place, most }, n) => [lineOf(place), ...(means[n] ?? []), String(most)]);
  return { head: ['in line', 'mean', 'most'], rows };
}

/** Who wants a core is in line at the machine. */
function lineOf(place: PlaceId): string {
  return place === 'machine' ? 'cores' : place;
}

function distribution({ mean, p50, p90, p99, most }: Distribution): readonly number[] {
  return [mean, p50, p90, p99, most];
}

/** With the same number of decimals, enough for the greatest; a dash for what does not exist. */
function figures(rows: readonly (readonly number[])[]): readonly string[][] {
  const greatest = Math.max(0, ...rows.flat().filter((value) => Number.isFinite(value)));
  const decimals = greatest >= 10 ? 1 : greatest >= 1 ? 2 : 3;
  return rows.map((row) => row.map((value) => (Number.isFinite(value) ? value.toFixed(decimals) : '–')));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]]);
}
