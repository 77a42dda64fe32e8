import { optional, type Rule, record, text } from '../model/rules.ts';

const lineRange: Rule = (value, path) =>
  typeof value === 'string' && /^[1-9]\d*(-[1-9]\d*)?$/.test(value)
    ? []
    : [
        {
          path,
          what: `${JSON.stringify(value)} are no lines`,
          expected: typeof value === 'number' ? `did you mean "${value}", in quotes?` : 'expected lines, such as 2-6',
        },
      ];

/** The form of what says which code a picture shows. */
export const codeRule = record({ file: text, region: optional(text), lines: optional(lineRange) });
