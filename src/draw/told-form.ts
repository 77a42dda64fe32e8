import { flag, list, optional, type Rule, type Rules, text } from '../model/rules.ts';

const placeholder = /\{([^{}]*)\}/g;

/** Text whose references are whole: of a brace that is forgotten nothing would be resolved. */
export const spoken: Rule = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  const brace = /[{}]/.exec(blanked(value));
  if (brace === null) return [];
  const [from, isOpen] = [brace.index, brace[0] === '{'];
  const expected = `expected a reference, such as {name}, or no "${brace[0]}"`;
  return [{ path, what: `"${brace[0]}" without "${isOpen ? '}' : '{'}"`, expected, spot: { text: brace[0], from } }];
};

/** The rule of a sentence: a number that is typed would stay when the data changes. */
export function sentence(expected: string): Rule {
  return (value, path) => {
    const wrong = spoken(value, path);
    const typed = typeof value === 'string' ? /\d+/.exec(blanked(value)) : null;
    if (wrong.length > 0 || typed === null) return wrong;
    const spot = { text: typed[0], from: typed.index };
    return [{ path, what: `the number ${typed[0]} is typed`, expected, spot }];
  };
}

/** Spaces in the place of references, so that offsets stay true. */
function blanked(value: string): string {
  return value.replace(placeholder, (whole) => ' '.repeat(whole.length));
}

const counted = sentence('expected a word, or a reference to what is counted');

/** The form of a beat's words. */
export const words: Rules = {
  ask: optional(counted),
  answers: optional(list(spoken)),
  say: optional(counted),
  payoff: optional(counted),
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
