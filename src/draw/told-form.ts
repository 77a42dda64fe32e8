import { flag, list, optional, type Rule, type Rules, text } from '../model/rules.ts';

/** A number that is typed would stay when the data changes. */
const sentence: Rule = (value, path) => {
  const wrong = text(value, path);
  const typed = typeof value === 'string' ? /\d+/.exec(value.replace(/\{[^{}]*\}/g, ''))?.[0] : undefined;
  return wrong.length > 0 || typed === undefined
    ? wrong
    : [{ path, what: `the number ${typed} is typed`, expected: 'expected a word, or a reference to what is counted' }];
};

/** The form of a beat's words. */
export const words: Rules = {
  ask: optional(sentence),
  answers: optional(list(text)),
  say: optional(sentence),
  payoff: optional(sentence),
  reader: optional(flag),
};

/** A list with something in it, and no more than `most`. */
export function some(rule: Rule, most = 99): Rule {
  return (value, path) => {
    if (!Array.isArray(value) || (value.length > 0 && value.length <= most)) return list(rule)(value, path);
    const expected = most < 99 ? `expected one to ${most}` : 'expected at least one';
    return [{ path, what: value.length === 0 ? 'an empty list' : `a list of ${value.length}`, expected }];
  };
}
