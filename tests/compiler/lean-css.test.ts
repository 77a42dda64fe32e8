import { expect, it } from 'vitest';
import { lean } from '../../src/compiler/lean-css.ts';

it('leaves out rules of which every selector is of an overlay, and no others', () => {
  const css =
    '.reveal{color:red}.reveal .r-overlay,.reveal .r-overlay-help a{top:0}.r-overlay,.sheet{left:0}' +
    '@media print{.r-overlay{display:none}.sheet{top:0}}@keyframes turn{0%{top:0}to{top:1px}}';
  expect(lean(css)).toBe(
    '.reveal{color:red}.r-overlay,.sheet{left:0}@media print{.sheet{top:0}}@keyframes turn{0%{top:0}to{top:1px}}',
  );
});
