import { isRecord } from '../../model/rules.ts';

/**
 * The number at a path of plain data, such as "arrivals[0].count"; in a text of work, "arrivals[0].does.wait" is what
 * stands behind the word, if it is the same wherever that stands. Undefined where there is none.
 */
export function numberAt(value: unknown, path: string): number | undefined {
  let here = value;
  for (const step of stepsOf(path)) {
    if (typeof here === 'string') here = behind(here, step);
    else if (Array.isArray(here)) here = typeof step === 'number' ? here[step] : undefined;
    else here = isRecord(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return typeof here === 'number' ? here : undefined;
}

/** The data with another number at a path that has one. */
export function withNumber(value: unknown, path: string, number: number): unknown {
  return put(value, stepsOf(path), number);
}

type Step = string | number;

function put(value: unknown, [step, ...rest]: readonly Step[], number: number): unknown {
  if (step === undefined) return number;
  if (typeof value === 'string') return value.replace(word(step), (_, before: string) => `${before}${number}`);
  if (Array.isArray(value)) return value.map((each: unknown, i) => (i === step ? put(each, rest, number) : each));
  return isRecord(value) ? { ...value, [step]: put(value[step], rest, number) } : value;
}

function behind(text: string, step: Step): number | undefined {
  const found = new Set([...text.matchAll(word(step))].map(([, , number]) => Number(number)));
  const [first] = found;
  return found.size === 1 ? first : undefined;
}

/** "wait 90" in "cpu 5, wait 90, cpu 5". */
function word(step: Step): RegExp {
  return new RegExp(`\\b(${String(step).replaceAll(/\W/g, '')} +)(\\d+(?:\\.\\d+)?)(?![\\w.])`, 'g');
}

function stepsOf(path: string): readonly Step[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name = '', index]) =>
    index === undefined ? name : Number(index),
  );
}
