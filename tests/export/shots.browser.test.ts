import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCommands } from './commands.ts';

const { folder, run, project } = useCommands();

/** Width and height, as a PNG says them. */
function sizeOf(path: string): readonly [number, number] {
  const bytes = readFileSync(path);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
const pngsIn = (path: string) => readdirSync(path).toSorted();

describe('npm run shots', () => {
  it('writes every slide at its last step, named in the order of the deck, and a contact sheet', async () => {
    const root = project('all');
    const { code, out, err } = await run('shots', [], root).ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Building the deck …\nshots: 9 pictures and contact-sheet\.png, \d+\.\d s\n$/);
    expect(pngsIn(join(root, 'shots'))).toEqual([
      '01-start.png',
      '02-claim.png',
      '03-below-one.png',
      '04-below-two.png',
      '05-columns.png',
      '06-table.png',
      '07-questions.png',
      '08-no-title.png',
      '09-after-the-end.png',
      'contact-sheet.png',
    ]);
    expect(sizeOf(join(root, 'shots/02-claim.png'))).toEqual([1280, 720]);
    expect(sizeOf(join(root, 'shots/contact-sheet.png'))[0]).toBe(2000);
  });

  it('writes every step of some slides in both themes on a phone, and each is another picture', async () => {
    const root = project('some');
    const args = ['--steps', '--theme', 'both', '--width', '390', '--only', 'claim,below-one', '--out', 'here/there'];
    const { code, out } = await run('shots', args, root).ended;
    expect([code, out]).toEqual([0, expect.stringContaining('here/there: 8 pictures and contact-sheet.png')]);
    const names = ['02-claim-0', '02-claim-1', '02-claim-2', '03-below-one-0'].flatMap((name) =>
      ['dark', 'light'].map((theme) => `${name}-${theme}.png`),
    );
    expect(pngsIn(join(root, 'here/there'))).toEqual([...names, 'contact-sheet.png']);
    const pictures = names.map((name) => readFileSync(join(root, 'here/there', name)).toString('base64'));
    expect(new Set(pictures).size).toBe(names.length);
    expect(sizeOf(join(root, 'here/there', names[0] ?? ''))).toEqual([390, 844]);
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('says in a line which slides there are not', async () => {
    const { code, err } = await run('shots', ['--only', 'clam,claim,nothing-like-it'], project('slugs')).ended;
    expect(code).toBe(1);
    expect(err).toMatch(
      /^no slide "clam"; did you mean "claim"\?\nno slide "nothing-like-it"; slugs are start, claim, /,
    );
  });

  it('says in a line that it cannot write there, before it builds', async () => {
    const root = project('taken');
    writeFileSync(join(root, 'shots'), '');
    const { code, out, err } = await run('shots', [], root).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^cannot write to shots: [^\n]+\n$/);
  });

  it('says in a line that there is no browser', async () => {
    const root = project('no-browser');
    const { code, out, err } = await run('shots', [], root, { CHROME_PATH: '/no/such/chrome' }).ended;
    expect([code, out, err]).toEqual([1, '', 'CHROME_PATH is "/no/such/chrome", and there is no such file.\n']);
    expect(existsSync(join(root, 'shots'))).toBe(false);
  });

  it.each([
    [['--stpes'], 'no option --stpes; did you mean --steps'],
    [['claim'], "Unexpected argument 'claim'"],
  ])('says in a line what is wrong with %j', async (args, said) => {
    const { code, out, err } = await run('shots', args, folder).ended;
    expect([code, out, err]).toEqual([1, '', `${said}. npm run shots -- --help has examples.\n`]);
  });

  it('explains itself', async () => {
    const { code, out } = await run('shots', ['--help'], folder).ended;
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Writes a picture of every slide[\s\S]*\n {2}--out FOLDER /),
    ]);
  });
});

describe('the last part of npm run check', () => {
  it('ends with exit code 1 and the problems of the slides, and how many', async () => {
    const { code, out, err } = await run('lint', [], project('broken', 'tests/fixtures/lint')).ended;
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(readFileSync('tests/fixtures/lint/problems.txt', 'utf8'));
  }, 120_000);

  it('says how long the talk is where nothing is wrong', async () => {
    const root = project('right');
    const { code, out, err } = await run('lint', [], root).ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^The slides keep to the rules\. The talk says 0:\d\d of its 30 minutes\.\n$/);
  }, 120_000);

  it('says in a line that it takes no options, or has no browser', async () => {
    const option = await run('lint', ['--fix'], folder).ended;
    expect([option.code, option.err]).toEqual([1, "Unknown option '--fix'. npm run check takes no options.\n"]);
    const browser = await run('lint', [], project('blind'), { CHROME_PATH: '/no/such/chrome' }).ended;
    expect([browser.code, browser.err]).toEqual([1, 'CHROME_PATH is "/no/such/chrome", and there is no such file.\n']);
  });
});
