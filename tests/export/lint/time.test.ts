import { describe, expect, it } from 'vitest';
import { clock, timing } from '../../../src/export/lint/time.ts';
import { diagram, slide } from './written.ts';

const told = (...slides: Parameters<typeof timing>[0]) =>
  timing(slides).findings.map(({ source, what }) => `${source}  ${what}`);

describe('the time of a talk', () => {
  it('is its words at 140 a minute', () => {
    expect(timing([slide('a', 70), slide('b', 35)]).seconds).toBeCloseTo(45);
  });

  it('may be all the minutes of a chapter, and no second more', () => {
    expect(told(slide('a', 100), slide('b', 40))).toEqual([]);
    expect(told(slide('a', 100), slide('b', 43))).toEqual(['slides/10.md:1  says 1:01 in 1 min: a 0:43, b 0:18']);
  });

  it('has the beats that play on stage, from where the one before stopped', () => {
    const beats = diagram(
      { at: 50, lens: 100 },
      { ask: 'How long?', at: 60, lens: 100 },
      { at: 100, lens: 10 },
      { at: 200, lens: 100, reader: true },
      { at: 300, lens: 20 },
      { run: 'b', from: 10, at: 20, lens: 100 },
    );
    // the first stands; 10 × 100; after a question from 0 on; the reader's not; another run from its beginning
    expect(timing([slide('a', 0, { diagrams: [beats] })]).seconds).toBeCloseTo((1000 + 1000 + 4000 + 1000) / 1000);
  });

  it('has nothing of what is optional, or in a chapter without minutes', () => {
    const others = [slide('b', 9000, { optional: true }), slide('c', 9000, { minutes: 0, source: 'slides/90.md:7' })];
    expect(timing([slide('a', 14), ...others])).toEqual({ seconds: 6, findings: [] });
  });

  it('is told of the whole talk too, with its chapters', () => {
    const chapters = [1, 2].map((n) => slide(`s${n}`, 2240, { source: `slides/${n}0-part.md:7`, minutes: 16 }));
    expect(told(...chapters)).toEqual([
      'slides/10-part.md:1  the talk says 32:00 in 30 min: 10-part 16:00, 20-part 16:00',
    ]);
  });

  it('is read as on a clock', () => {
    expect([clock(0), clock(59.6), clock(220), clock(3600)]).toEqual(['0:00', '1:00', '3:40', '60:00']);
  });
});
