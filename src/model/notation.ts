import { decimal } from './decimal.ts';
import { expectedOneOf } from './nearest.ts';
import { LONGEST } from './rules.ts';
import { type Step, TIMED } from './workload.ts';

/** Where a text stops being steps; `what` and `expected` are phrases that read on. */
export interface Fault {
  /** From the beginning of the text, in UTF-16 units. */
  readonly offset: number;
  readonly what: string;
  readonly expected: string;
}

export type Parsed =
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  | { readonly kind: 'fault'; readonly fault: Fault };

interface Token {
  readonly text: string;
  readonly offset: number;
}

const TOKEN = /[[\],]|[^\s[\],]+/g;
const DURATION = /^\d+(\.\d+)?$/;
const MEAN = /^~\d+(\.\d+)?$/;
const STEP_NAMES = [...TIMED, 'thread', 'reply'];
const UNIT = /^(ms|s|seconds?|milliseconds?)$/;

/**
 * Reads "cpu 5, wait 90, cpu 5", "thread [wait 90, cpu 1]" and, with work behind the answer, "cpu 5, reply, wait 20";
 * "thread exempt [wait 90]" takes none of the pool's tokens, and "nothing" is no step at all. Durations are milliseconds;
 * where chance may choose (`chance`), "cpu ~10" is exponential with that mean.
 */
export function parseSteps(text: string, { chance = false } = {}): Parsed {
  const tokens = Array.from(text.matchAll(TOKEN), ({ 0: found, index }): Token => ({ text: found, offset: index }));
  const end: Token = { text: '', offset: text.length };
  let at = 0;

  const peek = () => tokens[at] ?? end;

  function next(): Token {
    const token = peek();
    at += 1;
    return token;
  }

  function steps(): Step[] | Fault {
    const found: Step[] = [];
    if (peek().text === 'nothing') {
      next();
      return found;
    }
    for (;;) {
      const one = step();
      if ('what' in one) return one;
      found.push(one);
      if (peek().text !== ',') return found;
      next();
    }
  }

  function step(): Step | Fault {
    const name = next();
    const kind = TIMED.find((known) => known === name.text);
    if (kind !== undefined) return timed(kind, name);
    if (name.text === 'reply') return { kind: 'reply' };
    return name.text === 'thread'
      ? thread()
      : fault(name, 'is not a step', expectedOneOf(name.text, STEP_NAMES, 'steps'));
  }

  function timed(kind: (typeof TIMED)[number], name: Token): Step | Fault {
    const duration = next();
    if (MEAN.test(duration.text)) {
      return chance
        ? { kind, ms: Number(duration.text.slice(1)), exponential: true }
        : fault(duration, 'leaves to chance what nothing repeats', 'expected a duration, such as 5');
    }
    if (!DURATION.test(duration.text))
      return duration.text === ',' || duration.text === ']' || duration === end
        ? fault(name, 'has no duration', `expected milliseconds, such as ${kind} 5`)
        : fault(
            duration,
            'is not a duration',
            /^\d.*;$/.test(duration.text) ? 'expected a comma instead of ;' : 'expected milliseconds, such as 5 or 0.5',
          );
    return Number(duration.text) <= LONGEST
      ? { kind, ms: Number(duration.text) }
      : fault(duration, 'is too long', `expected ${LONGEST} milliseconds or less`);
  }

  function thread(): Step | Fault {
    const isExempt = peek().text === 'exempt';
    if (isExempt) next();
    const open = next();
    if (open.text !== '[') return fault(open, 'is not the beginning of steps', 'expected [ and steps and ]');
    const inner = steps();
    if ('what' in inner) return inner;
    const close = next();
    return close.text === ']'
      ? { kind: 'thread', steps: inner, ...(isExempt && { exempt: true }) }
      : fault(close, 'does not go on with the steps', 'expected a comma or ]');
  }

  const all = steps();
  if ('what' in all) return { kind: 'fault', fault: all };
  const rest = peek();
  return rest === end
    ? { kind: 'steps', steps: all }
    : {
        kind: 'fault',
        fault: fault(
          rest,
          'does not go on with the steps',
          UNIT.test(rest.text) ? 'expected milliseconds, without a unit' : 'expected a comma',
        ),
      };
}

/** Steps as `parseSteps` reads them. */
export function written(steps: readonly Step[]): string {
  if (steps.length === 0) return 'nothing';
  return steps
    .map((step) => {
      if (step.kind === 'reply') return 'reply';
      if (step.kind === 'thread') return `thread ${step.exempt ? 'exempt ' : ''}[${written(step.steps)}]`;
      return `${step.kind} ${step.exponential ? '~' : ''}${decimal(step.ms)}`;
    })
    .join(', ');
}

function fault({ text, offset }: Token, what: string, expected: string): Fault {
  return { offset, what: `${text === '' ? 'the end' : `"${text}"`} ${what}`, expected };
}
