import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { listingTests, pythonOfListings } from './listings.ts';
import { noPython } from './python.ts';

/** `npm run claims`: the slides, each a claim by its title, with the tests that hold it; and those without one. */
const root = process.cwd();
const python = pythonOfListings(root, console.log);
if (python === undefined) throw new Error(noPython);

const titles = await titlesBySlug();
const tests = new Map<string, string[]>([...titles.keys()].map((slug) => [slug, []]));
for (const { test, slides } of listingTests(python, root)) for (const slug of slides) add(slug, test);
for (const { slug, test } of testsInTypeScript()) if (titles.has(slug)) add(slug, test);

const held = [...titles].filter(([slug]) => (tests.get(slug)?.length ?? 0) > 0);
for (const [slug, title] of held) print(slug, title, tests.get(slug) ?? []);
const later = [...tests.keys()].filter((slug) => !titles.has(slug));
for (const slug of later) print(slug, '(not a slide of this deck yet)', tests.get(slug) ?? []);
const open = [...titles].filter(([slug]) => tests.get(slug)?.length === 0);
console.log(`\n${held.length} of ${titles.size} slides have a test. Without one:`);
for (const [slug, title] of open) console.log(`  ${slug.padEnd(20)} ${title}`);

function add(slug: string, test: string): void {
  const known = tests.get(slug);
  if (known === undefined) tests.set(slug, [test]);
  else known.push(test);
}

function print(slug: string, title: string, all: readonly string[]): void {
  console.log(`\n${slug.padEnd(20)} ${title}`);
  for (const test of all) console.log(`  ${test}`);
}

/** The slides of the deck as it is compiled. */
async function titlesBySlug(): Promise<ReadonlyMap<string, string>> {
  const server = await createServer({
    root,
    logLevel: 'error',
    server: { middlewareMode: true, ws: false, watch: null },
  });
  try {
    const html = await server.transformIndexHtml('/index.html', readFileSync(join(root, 'index.html'), 'utf8'));
    const slides = html.matchAll(/<section[^>]* id="([^"]+)"[^>]*>[\s\S]*?<h([12])[^>]*>([\s\S]*?)<\/h\2>/g);
    return new Map(
      Array.from(slides, ([, slug = '', , title = '']) => [slug, title.replace(/<[^>]*>|\s+/g, ' ').trim()]),
    );
  } finally {
    await server.close();
  }
}

/** Tests in TypeScript whose title begins with a slide: "many-waits: eight users are answered …". */
function testsInTypeScript(): readonly { readonly slug: string; readonly test: string }[] {
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => {
      const titles = readFileSync(join(root, 'tests', file), 'utf8').matchAll(
        /\b(?:it|test|describe)\(\s*['"`]([\w-]+): ([^'"`]+)/g,
      );
      return Array.from(titles, ([, slug = '', title = '']) => ({ slug, test: `${file}: ${title}` }));
    });
}
