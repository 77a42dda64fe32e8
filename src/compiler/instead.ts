/** A construct of reveal.js that is not for this deck: how it is recognised, and what to write in its place. */
interface Instead {
  readonly pattern: RegExp;
  readonly expected: string;
}

const noMovement = 'leave it out: slides change at once, and only diagrams move';
const noScripts = 'leave it out: slides have no scripts of their own';
const onePaper = 'leave it out: light and dark each have one paper';

const onSlides: readonly Instead[] = [
  { pattern: /^data-(auto-animate|transition|background-transition)/, expected: noMovement },
  { pattern: /^data-background/, expected: onePaper },
  { pattern: /^data-visibility$/, expected: 'expected optional, which takes a slide off the live path' },
  { pattern: /^data-(autoslide|timing)$/, expected: 'expected minutes: in the front matter of the chapter' },
  { pattern: /^data-notes$/, expected: 'expected a line "Note:" and its parts' },
  {
    pattern: /^data-(markdown|separator|separator-vertical|separator-notes|charset|template)$/,
    expected: 'leave it out: a line "---" separates slides, in UTF-8',
  },
];

const onElements: readonly Instead[] = [
  { pattern: /^data-(id|auto-animate)/, expected: noMovement },
  { pattern: /^data-(line-numbers|ln-start-from)$/, expected: 'expected steps like [1-3|5,7] behind the language' },
  { pattern: /^data-(trim|noescape)$/, expected: 'leave it out: listings are shown as they are' },
  { pattern: /^(src|srcset|data-src|data-background.*)$/, expected: 'expected ![words](path)' },
  { pattern: /^on[a-z]+$/, expected: noScripts },
];

const classes: readonly Instead[] = [
  { pattern: /^r-(stack|hstack|vstack)$/, expected: 'expected "::: left" and "::: right"' },
  { pattern: /^r-(fit-text|stretch|frame)$/, expected: 'leave it out: the kind of a slide sets its sizes' },
];

const inText: readonly Instead[] = [
  {
    pattern: /\$\$|\$[^\s$][^$]*[\\^_][^$]*(?<!\s)\$/,
    expected: 'expected words, or a chart: there is no TeX here',
  },
  { pattern: /^#{1,6}(?=[^\s#\d!])/, expected: 'expected a space behind it' },
  { pattern: /\n={2,}$/, expected: 'expected a heading with ## in front of it' },
  {
    pattern: /^\|(?=.*\n[ ]*\|)/,
    expected: 'expected a table, whose second line has as many cells as its first: | - | - |',
  },
  { pattern: /\[[^[\]]+\]\[[^[\]]*\]/, expected: 'expected a line with what it stands for, such as [name]: #its-slug' },
  { pattern: /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/, expected: 'expected a plain quotation' },
];

const inTags: ReadonlyMap<string, string> = new Map([
  ['section', 'expected a line "---" between two slides'],
  ['aside', 'expected a line "Note:" and its parts'],
  ['textarea', 'expected Markdown as it stands in a file of slides/'],
  ['iframe', 'expected ![words](path): the deck needs no network'],
  ['img', 'expected ![words](path)'],
  ['video', 'expected a diagram, or ![words](path)'],
  ['audio', 'expected a diagram, or words'],
  ['script', noScripts],
]);

/** What to write instead of an attribute of a slide; undefined if there is nothing to be said against it. */
export function insteadOnSlide(attribute: string): string | undefined {
  return among(onSlides, attribute);
}

/** What to write instead of an attribute of an element. */
export function insteadOnElement(attribute: string): string | undefined {
  return among(onElements, attribute);
}

/** What to write instead of a class. */
export function insteadOfClass(name: string): string | undefined {
  return among(classes, name);
}

/** What to write instead of a tag of raw HTML. */
export function insteadOfTag(name: string): string | undefined {
  return inTags.get(name);
}

/** Where in the Markdown of a paragraph something may be that was not to stay text, and what to write instead. */
export function insteadInText(text: string): readonly { at: number; written: string; expected: string }[] {
  return inText.flatMap(({ pattern, expected }) => {
    const found = pattern.exec(text);
    return found === null ? [] : [{ at: found.index, written: found[0].trim(), expected }];
  });
}

function among(all: readonly Instead[], name: string): string | undefined {
  return all.find(({ pattern }) => pattern.test(name))?.expected;
}
