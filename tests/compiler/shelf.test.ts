import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { once, type Shelf, shelfIn } from '../../src/compiler/shelf.ts';

const folder = mkdtempSync(join(tmpdir(), 'shelf-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A project with as little as a shelf looks at. */
function project(): string {
  count += 1;
  const root = join(folder, `project-${count}`);
  for (const part of ['model', 'draw', 'play', 'compiler']) {
    mkdirSync(join(root, 'src', part, 'room'), { recursive: true });
    writeFileSync(join(root, 'src', part, 'room', 'a.ts'), `// ${part}`);
  }
  writeFileSync(join(root, 'package.json'), '{}');
  return root;
}
const kept = (root: string) => join(root, 'node_modules/.cache/deck');
const only = (root: string) => join(kept(root), readdirSync(kept(root))[0] ?? '');
const anew = () => {
  throw new Error('made anew');
};

describe('what is on the shelf', () => {
  it('is found by whoever comes later, and under nothing else', () => {
    const root = project();
    expect(once(shelfIn(root), ['poster', { a: 1 }], () => 'A\n“picture”')).toBe('A\n“picture”');
    expect(once(shelfIn(root), ['poster', { a: 1 }], anew)).toBe('A\n“picture”');
    expect(once(shelfIn(root), ['poster', { a: 2 }], () => 'another')).toBe('another');
    expect(readdirSync(kept(root))).toHaveLength(2);
  });

  it.each([
    'src/model/room/a.ts',
    'src/draw/room/a.ts',
    'src/play/room/a.ts',
    'src/compiler/room/a.ts',
    'src/draw/new.ts',
    'package.json',
  ])('is found no more when %s is another, and again when it is as it was', (file) => {
    const root = project();
    shelfIn(root).put('key', 'text');
    const before = file.endsWith('new.ts') ? undefined : readFileSync(join(root, file));
    writeFileSync(join(root, file), '{ }');
    expect(shelfIn(root).get('key')).toBeUndefined();
    if (before === undefined) rmSync(join(root, file));
    else writeFileSync(join(root, file), before);
    expect(shelfIn(root).get('key')).toBe('text');
  });

  it('is passed over where it is damaged, and made anew', () => {
    const root = project();
    shelfIn(root).put('key', 'a text');
    const whole = readFileSync(only(root), 'utf8');
    for (const damaged of ['', whole.slice(0, -1), whole.replace('a text', 'a test'), 'no line']) {
      writeFileSync(only(root), damaged);
      expect(shelfIn(root).get('key')).toBeUndefined();
    }
    shelfIn(root).put('key', 'a text');
    expect(shelfIn(root).get('key')).toBe('a text');
  });

  it('is not looked at, and nothing is added, with DECK_CACHE=off', () => {
    const root = project();
    shelfIn(root).put('key', 'text');
    const off = shelfIn(root, { DECK_CACHE: 'off' });
    off.put('other', 'text');
    expect([off.get('key'), readdirSync(kept(root)).length]).toEqual([undefined, 1]);
  });

  it('is no more than some thousand texts: those go that nobody has looked at for longest', () => {
    const root = project();
    const shelf = shelfIn(root);
    shelf.put('old', 'text');
    shelf.put('used', 'text');
    for (const name of readdirSync(kept(root))) utimesSync(join(kept(root), name), 1, 1);
    for (let n = 0; n < 2000; n++) writeFileSync(join(kept(root), `other-${n}`), '');
    expect(shelf.get('used')).toBe('text');
    shelfIn(root);
    expect(readdirSync(kept(root))).toHaveLength(1000);
    expect([shelf.get('old'), shelf.get('used')]).toEqual([undefined, 'text']);
  });

  it('leaves nothing unfinished behind, and where it cannot be written nothing goes wrong', () => {
    const root = project();
    const shelf = shelfIn(root);
    shelf.put('key', 'text');
    expect(readdirSync(kept(root)).filter((name) => name.includes('.'))).toEqual([]);
    rmSync(kept(root), { recursive: true });
    shelf.put('key', 'text');
    expect(shelf.get('key')).toBeUndefined();
    expect(once(shelfIn(join(folder, 'nowhere')), ['key'], () => 'made')).toBe('made');
  });
});

describe('a deck that is compiled again', () => {
  const slides = join(folder, 'deck/slides');
  const file = join(slides, '15-diagrams.md');
  const code = join(slides, 'code.py');
  beforeEach(() => {
    cpSync('tests/fixtures/saved', slides, { recursive: true });
    writeFileSync(code, 'def predict():\n    ask()\n');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text
        .replace('upstream: model server', 'upstream: model server\ncode: { file: code.py }')
        .replace('wait 90, cpu 5"', 'wait 90, cpu 5", lines: [1, 2, 2]')
        .replace('lens: 400', 'lens: 400\n    lanes: code'),
    );
  });

  /** What a process that has just been started makes of it. */
  async function html(shelf: Shelf): Promise<string> {
    vi.resetModules();
    const { compiled } = await import('../../src/compiler/deck.ts');
    const { columnsOf, slidesHtml } = await import('../../src/compiler/section.ts');
    const deck = compiled(slides, join(folder, 'deck'), shelf);
    expect(deck.problems).toEqual([]);
    return slidesHtml(columnsOf(deck), 'speaker');
  }
  /** A shelf on which all that is kept says something else than what was put there. */
  function marked() {
    const texts = new Map<string, string>();
    const shelf: Shelf = { get: (key) => texts.get(key), put: (key, text) => texts.set(key, text) };
    const mark = () => {
      for (const [key, text] of texts)
        texts.set(key, text.replaceAll('The first is answered.', 'It was on the shelf.'));
    };
    return { shelf, mark };
  }

  it('is the same to the letter', async () => {
    const { shelf } = marked();
    const first = await html(shelf);
    expect(await html(shelf)).toBe(first);
    expect(first).toContain('The first is answered.');
  });

  it('has a figure from the shelf while its fence and the code it shows are the same', async () => {
    const { shelf, mark } = marked();
    await html(shelf);
    mark();
    expect(await html(shelf)).toContain('It was on the shelf.');
    writeFileSync(file, readFileSync(file, 'utf8').replace('A worker that waits', 'Another title'));
    expect(await html(shelf)).toContain('It was on the shelf.');
  });

  it('reads the figure anew when a letter of its fence is another', async () => {
    const { shelf, mark } = marked();
    await html(shelf);
    mark();
    writeFileSync(file, readFileSync(file, 'utf8').replace('wait 90', 'wait 91'));
    expect(await html(shelf)).not.toContain('It was on the shelf.');
  });

  it('reads the figure anew when the code that it shows is another', async () => {
    const { shelf, mark } = marked();
    await html(shelf);
    mark();
    writeFileSync(code, 'def predict():\n    ask_again()\n');
    const text = await html(shelf);
    expect(text).not.toContain('It was on the shelf.');
    expect(text).toContain('ask_again');
  });
});
