import { describe, expect, it } from 'vitest';
import { region } from '../../src/compiler/region.ts';

const file = `first()
# region outer
def f():
    # region inner
    if x:

        return 1
    # endregion
# endregion outer
  // region other
  b();
  // endregion
`;

describe('a region of a file', () => {
  it('is dedented, and keeps its inner lines without their markers', () => {
    expect(region(file, 'outer')).toEqual({ code: 'def f():\n    if x:\n\n        return 1' });
    expect(region(file, 'inner')).toEqual({ code: 'if x:\n\n    return 1' });
  });

  it('may be marked as a comment of any language', () => {
    expect(region(file, 'other')).toEqual({ code: 'b();' });
    expect(region('-- region q\nselect 1\n-- endregion\n', 'q')).toEqual({ code: 'select 1' });
    expect(region('; region i\na = 1\n; endregion\n', 'i')).toEqual({ code: 'a = 1' });
  });

  it('is the whole file without a name, without any marker', () => {
    const whole = region(file, undefined);
    expect(whole).toEqual({ code: expect.stringMatching(/^first\(\)\ndef f[\s\S]*\n {2}b\(\);$/) });
    expect(whole).toEqual({ code: expect.not.stringContaining('region') });
  });

  it('is the same with CRLF', () => {
    expect(region(file.replaceAll('\n', '\r\n'), 'inner')).toEqual(region(file, 'inner'));
  });

  it('loses empty lines at its ends, and spaces at the ends of lines', () => {
    expect(region('# region a\n\n  x  \n\n# endregion', 'a')).toEqual({ code: 'x' });
  });

  it('is missed with the names that there are', () => {
    const missed = { what: 'no region "something" in this file', expected: 'regions are outer, inner, other' };
    expect(region(file, 'something')).toEqual(missed);
  });

  it('has to end', () => {
    expect(region('# region a\nx', 'a')).toMatchObject({ what: 'region "a" is not closed' });
  });
});
