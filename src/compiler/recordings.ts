import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordingReader } from '../draw/recorded.ts';
import { recordingOf } from '../model/measured/recording.ts';
import { expectedOneOf } from '../model/nearest.ts';
import type { Trace } from '../model/trace.ts';
import type { Files } from './files.ts';

/** Reads what the lab has recorded, in assets/recorded beside the folder of the slides. */
export function recordingReader({ folder, used }: Files): RecordingReader {
  const assets = join(folder, '..', 'assets');
  return (source) => {
    const path = join(assets, `${source}.json`);
    const known = recordings(assets);
    if (!known.includes(source)) {
      if (source.startsWith('recorded/')) used(path);
      return { what: `no recording "${source}"`, expected: expectedOneOf(source, known, 'recordings') };
    }
    used(path);
    try {
      return { trace: slim(recordingOf(JSON.parse(readFileSync(path, 'utf8')), source).trace) };
    } catch (error) {
      const what = error instanceof Error ? error.message.split('\n')[0] : String(error);
      return { what: `${source} cannot be read: ${what}`, expected: 'expected npm run lab to have written it' };
    }
  };
}

function recordings(assets: string): readonly string[] {
  const folder = join(assets, 'recorded');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => (file.endsWith('.json') ? [`recorded/${file.slice(0, -5)}`] : []));
}

/** For a page: no picture shows a hundredth of a millisecond. */
function slim(trace: Trace): Trace {
  const rounded = (ms: number) => Math.round(ms * 100) / 100;
  return {
    ...trace,
    segments: trace.segments
      .map((segment) => ({ ...segment, from: rounded(segment.from), to: rounded(segment.to) }))
      .filter(({ from, to }) => to > from),
    events: trace.events.map((event) => ({ ...event, at: rounded(event.at) })),
    outcomes: trace.outcomes.map((outcome) => ({ ...outcome, at: rounded(outcome.at) })),
    end: rounded(trace.end),
  };
}
