import { isRecord, type Rule } from '../rules.ts';

/** An object with any keys, whose values are all of one kind. */
/* @__NO_SIDE_EFFECTS__ */
export function dictionary(item: Rule): Rule {
  return (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, each]) => item(each, `${path}.${key}`))
      : [{ path, what: value === undefined ? 'missing' : 'no object', expected: 'expected keys and values' }];
}
