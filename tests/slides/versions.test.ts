import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsOf, talk } from './written.ts';

/** What the listings are installed and tested with. */
const pinned = new Map(
  [...readFileSync('slides/code/requirements.txt', 'utf8').matchAll(/^([a-z\d-]+)==(\S+)/gm)].map(
    ([, name = '', version = '']) => [name, version],
  ),
);

/** All but what is told of how it was before. */
const today = talk.replace(/id="since-2022"[\s\S]*?^---$/m, '');

const sources = [...rowsOf('sources')].map(([name, [version = '']]): [string, string] => [name, version]);

describe('versions on the slides', () => {
  it.each(sources)('%s on the slide of sources is what the listings run with', (name, version) => {
    expect(version).toBe(pinned.get(name.toLowerCase()));
  });

  it.each(sources)('%s has that version wherever a slide or a note names one', (name, version) => {
    const named = [...today.matchAll(new RegExp(`\\b${name},? (\\d+\\.\\d+(?:\\.\\d+)?)\\b`, 'gi'))].map(
      (match) => match[1],
    );
    expect(named.filter((each) => !`${version}.`.startsWith(`${each}.`))).toEqual([]);
  });
});
