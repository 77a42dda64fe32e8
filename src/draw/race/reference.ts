import type { Ms } from '../../model/kernel.ts';
import { resolved } from '../machine/reference.ts';
import { requestCalled, whoIsThere } from '../machine/run.ts';
import type { Lookup } from '../told.ts';
import { instantIn, type Rows, rowCalled } from './instant.ts';
import { countsAt, type Row } from './scene.ts';

/**
 * `{sync:last.latency}` and `{asgi:end}`, as in a run, behind the name of its row; `{sync:answered}` and `{sync:inLine}`
 * are counted when the beat ends, `{sync:answered@asgi:last done}` at another instant. Of all: `{winner}`, who has
 * answered everybody first, or "a tie", and `{answering r1}`, who answers that request.
 */
export function references(rows: Rows, now: Ms): Lookup {
  return (reference) => {
    const [whole = '', ...at] = reference.split('@');
    if (whole.trim() === 'winner') return { value: winner(rows) };
    const asked = /^answering (\S+)$/.exec(whole.trim())?.[1];
    if (asked !== undefined) return answering(asked, rows);
    const found = rowCalled(whole, rows);
    if (!('value' in found)) return found;
    const { row, rest } = found.value;
    const instant = at.length === 0 ? { value: now } : instantIn(at.join('@'), rows);
    if (!('value' in instant)) return instant;
    const counts = countsAt(row, instant.value);
    if (rest === 'answered' || rest === 'inLine') return { value: String(counts[rest]) };
    if (at.length > 0)
      return { what: `"${rest}" at an instant`, expected: 'expected answered or inLine, which are counted there' };
    const { value, faults } = resolved(`{${rest}}`, new Map([['', row.run]]), '');
    const [fault] = faults;
    if (fault === undefined) return { value };
    const { what, expected = '' } = fault;
    return { what, expected: expected.startsWith('a run has') ? `${expected}, answered, inLine` : expected };
  };
}

function winner(rows: Rows): string {
  const all = [...rows.values()];
  const earliest = Math.min(...all.map(({ end }) => end));
  const [first, ...others] = all.filter(({ end }) => end === earliest);
  return first === undefined || others.length > 0 ? 'a tie' : first.label;
}

function answering(who: string, rows: Rows): ReturnType<Lookup> {
  const all = [...rows.values()];
  const stranger = all.find(({ run }) => requestCalled(run, who) === undefined);
  if (stranger !== undefined)
    return { what: `no request ${who} on every row`, expected: `one has ${whoIsThere(stranger.run)}` };
  const outcomes = ({ run }: Row) => run.figures.get(requestCalled(run, who) ?? 'r0')?.outcome;
  return { value: named(all.filter((row) => outcomes(row) === 'replied')) };
}

/** "gevent and asgi"; "nobody". */
function named(rows: readonly Row[]): string {
  const labels = rows.map(({ label }) => label);
  const last = labels.at(-1) ?? 'nobody';
  return labels.length < 2 ? last : `${labels.slice(0, -1).join(', ')} and ${last}`;
}
