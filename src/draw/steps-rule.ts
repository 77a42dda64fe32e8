import { parseSteps } from '../model/notation.ts';
import { type Rule, text } from '../model/rules.ts';

/** The rule of what a request does: "cpu 5, wait 90, cpu 5". */
export const stepsRule: Rule = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  const parsed = parseSteps(value);
  if (parsed.kind === 'steps') return [];
  const { what, expected, offset } = parsed.fault;
  const [word = ''] = value.slice(offset).split(/\s/);
  return [{ path, what, expected, spot: { text: word, from: offset } }];
};
