import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCommands } from './commands.ts';

const { folder, run, project } = useCommands();

const papersIn = (root: string) => readdirSync(root).filter((name) => name.includes('.pdf'));

describe('npm run pdf', () => {
  it('writes all papers and says how far it is', async () => {
    const root = project('good');
    const { code, out, err } = await run('pdf', [], root).ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Building the deck …\n\[1\/3\] slides\.pdf: \d+ pages, \d+ kB, \d+\.\d s\n/);
    expect(out).toMatch(/\[2\/3\] steps\.pdf: \d+ pages, .*\n\[3\/3\] handout\.pdf: \d+ pages, \d+ kB, \d+\.\d s\n$/);
    expect(papersIn(root)).toEqual(['handout.pdf', 'slides.pdf', 'steps.pdf']);
    for (const name of papersIn(root)) expect(readFileSync(join(root, name), 'latin1')).toMatch(/^%PDF-.*%%EOF\s*$/s);
  });

  it('says in a line that CHROME_PATH names no file, and writes nothing', async () => {
    const root = project('no-browser');
    const { code, out, err } = await run('pdf', [], root, { CHROME_PATH: '/no/such/chrome' }).ended;
    expect([code, out, err]).toEqual([1, '', 'CHROME_PATH is "/no/such/chrome", and there is no such file.\n']);
    expect([papersIn(root), existsSync(join(root, 'dist'))]).toEqual([[], false]);
  });

  it('says in a line that CHROME_PATH names a file that is no browser', async () => {
    const root = project('not-a-browser');
    const file = join(root, 'package.json');
    const { code, out, err } = await run('pdf', [], root, { CHROME_PATH: file }).ended;
    expect([code, out, err]).toEqual([
      1,
      '',
      `${file} does not start as a browser: set CHROME_PATH to one that does.\n`,
    ]);
  });

  it('names the places of what is wrong in the slides', async () => {
    const root = project('bad-slides');
    const file = join(root, 'slides/20-second.md');
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('[A claim](#claim)', '[A claim](#clam)')
        .replace('[Two columns](#columns)', '[Two columns](#colums)'),
    );
    const { code, err } = await run('pdf', [], root).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^slides\/20-second\.md:\d+:\d+ {2}no slide "#clam"; did you mean "claim"\?\n/);
    expect(err).toMatch(/\nslides\/20-second\.md:\d+:\d+ {2}no slide "#colums"; .*\n/);
    expect(err).toMatch(/\n2 problems in 1 file\n/);
    expect(err).not.toMatch(/^ +at /m);
    expect(papersIn(root)).toEqual([]);
  });

  it('says in a line that it cannot write, and leaves no half of a file', async () => {
    const root = project('taken-name');
    // a name that is taken by a folder cannot be written by anybody, root included
    mkdirSync(join(root, 'slides.pdf'));
    const { code, err } = await run('pdf', [], root).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^cannot write slides\.pdf: [^\n]+\n$/);
    expect(papersIn(root)).toEqual(['slides.pdf']);
  });

  it('says in a line that the folder for the deck cannot be made', async () => {
    const root = project('no-dist');
    writeFileSync(join(root, 'dist'), '');
    const { code, err } = await run('pdf', [], root).ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^[^\n]*dist[^\n]*\n$/);
  });

  it('writes some slides to another folder, with their notes, as pictures too', async () => {
    const root = project('some');
    const args = [
      '--only',
      'table,claim',
      '--paper',
      'slides',
      '--notes',
      '--png',
      '--theme',
      'dark',
      '--out',
      'to/here',
    ];
    const { code, out } = await run('pdf', args, root).ended;
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/\n\[1\/1\] slides\.pdf: 4 pages, \d+ kB, a picture of each, /),
    ]);
    expect(papersIn(root)).toEqual([]);
    expect(papersIn(join(root, 'to/here'))).toEqual(['slides.pdf']);
    expect(readdirSync(join(root, 'to/here/slides')).toSorted()).toEqual([
      '1-claim.png',
      '2-claim.png',
      '3-table.png',
      '4-table.png',
    ]);
  });

  it('says in lines which slides there are not, and writes nothing', async () => {
    const root = project('slugs');
    const { code, err } = await run('pdf', ['--only', 'clam'], root).ended;
    expect([code, err, papersIn(root)]).toEqual([1, 'no slide "clam"; did you mean "claim"?\n', []]);
  });

  it.each([
    [['--pages', '3'], 'no option --pages; did you mean --paper. npm run pdf -- --help has examples.'],
    [['--browser', '/no/such/chrome'], '--browser is "/no/such/chrome", and there is no such file.'],
    [['--out', '/dev/null/below'], 'cannot write to /dev/null/below: ENOTDIR'],
  ])('says in a line what is wrong with %j, before it builds', async (args, said) => {
    const { code, out, err } = await run('pdf', args, folder).ended;
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2]);
    expect(err).toContain(said);
  });
});

describe('npm start', () => {
  it('serves the deck on this machine until Ctrl-C', async () => {
    const { saying, child, ended } = run('start', ['--no-open', '--port', '4700'], project('start'));
    const [, url = ''] = await saying(/The deck is at (http:\/\/127\.0\.0\.1:\d+\/)/);
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('A claim and its evidence')]);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });

  it('takes another port if the one asked for is taken', async () => {
    const taken = createServer();
    const port = await new Promise<number>((listening) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        listening(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const { saying, child, ended } = run('start', ['--no-open', '--port', String(port)], project('port'));
    const [, other] = await saying(/The deck is at http:\/\/127\.0\.0\.1:(\d+)\//);
    expect(Number(other)).not.toBe(port);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    taken.close();
  });

  for (const [args, said] of [
    [['--opne'], "Unknown option '--opne'"],
    [['4000'], "Unexpected argument '4000'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', '99x'], '"99x" is no port, which is a number from 1 to 65535'],
    [['--port', '70000'], '"70000" is no port, which is a number from 1 to 65535'],
  ] as const) {
    it(`says in a line what is wrong with ${args.join(' ')}`, async () => {
      const { code, out, err } = await run('start', args, folder).ended;
      expect([code, out, err]).toEqual([1, '', `${said}. npm start takes -- --port <number> and --no-open.\n`]);
    });
  }
});
