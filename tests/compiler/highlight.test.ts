import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlighted, languages } from '../../src/compiler/highlight.ts';
import { unbalanced } from './balance.ts';

const samples = {
  python: '"""A\n\n<b> & c\n"""\n@app.get("/")\nasync def f(x: int = 1) -> str:\n    return f"{x!r}"  # why',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is TypeScript to be highlighted
  typescript: 'const a = `x\n${`b\n`}`; /* c\nd */\nclass A<T> {}',
  bash: "cat <<EOF\n$HOME\nEOF\necho 'a\nb'",
  yaml: 'a: |\n  b\n  c\n# d\ne: "f\n  g"',
  json: '{\n  "a": [1, true, null]\n}',
  http: 'POST / HTTP/1.1\nHost: a\n\n{"a":\n1}',
  ini: '[a]\nb = "c"',
  text: '<script>\n"&"',
} as const;

function text(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

function expectLines(code: string, language: string): void {
  const lines = highlighted(code, language);
  expect(lines.map(text).join('\n')).toBe(code);
  for (const line of lines) expect(unbalanced(line)).toBeUndefined();
}

describe('a highlighted listing', () => {
  it.each(Object.entries(samples))(
    'in %s has the text of the code, and each line closes what it opens',
    (language, code) => {
      expectLines(code, language);
    },
  );

  it('has a sample of every language here', () => {
    expect(Object.keys(samples).toSorted()).toEqual(languages.toSorted());
  });

  it('goes on with a string on the next line', () => {
    const lines = highlighted('a = """x\ny"""', 'python');
    expect(lines).toEqual([
      'a = <span class="hljs-string">&quot;&quot;&quot;x</span>',
      '<span class="hljs-string">y&quot;&quot;&quot;</span>',
    ]);
  });

  it('is true to any code, however wrong', () => {
    const piece = fc.constantFrom('"""', "'", '`', '${', '}', '#', '/*', '*/', '\n', '<', '&', '{', 'def ', 'a', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(...languages), (pieces, language) => {
        expectLines(pieces.join(''), language);
      }),
      { seed: 2026, numRuns: 300 },
    );
  });
});
