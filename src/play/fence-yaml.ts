import { isRecord } from '../model/rules.ts';

/** Words that YAML does not take for something else, on one line. */
const PLAIN = /^[A-Za-z/][\w/. -]*$/;
/** What they would be without quotes: a truth, or nothing. */
const OTHERS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** Data as YAML on one line, as people write it. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isRecord(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return fields.length === 0 ? '{}' : `{ ${fields.map(([key, field]) => `${key}: ${flow(field)}`).join(', ')} }`;
  }
  const isPlain = typeof value === 'string' && PLAIN.test(value) && !OTHERS.test(value) && !/[ ]$/.test(value);
  return isPlain ? value : JSON.stringify(value);
}
