import {
  amount,
  isRecord,
  list,
  message,
  optional,
  type Problem,
  type Rule,
  record,
  text,
  time,
  word,
} from '../rules.ts';
import type { Trace } from '../trace.ts';
import { type Provenance, provenance } from './measurement.ts';

/**
 * One run of real servers as a trace, in the simulator's words: what the lab writes to assets/recorded. Where nobody could
 * see a request, it has no segment.
 */
export interface Recording extends Provenance {
  readonly trace: Trace;
}

const state = word(['inLine', 'running', 'away', 'stuck'], 'states');

const segment = record({
  request: text,
  from: time,
  to: time,
  state,
  place: text,
  wants: optional(text),
  core: optional(text),
  gil: optional(text),
});

const anything: Rule = (value, path) =>
  isRecord(value) ? [] : [{ path, what: 'no object', expected: 'expected keys and values' }];

const trace: Rule = (value, path) => {
  const wrong = record({
    places: list(anything),
    requests: list(anything),
    segments: list(segment),
    events: list(anything),
    outcomes: list(record({ request: text, at: time, kind: text })),
    end: amount,
  })(value, path);
  return wrong.length > 0 || !isRecord(value) ? wrong : strangers(value, path);
};

/** Segments of requests and at places that the trace does not know. */
function strangers(
  { places, requests, segments }: Readonly<Record<string, unknown>>,
  path: string,
): readonly Problem[] {
  const ids = (all: unknown) => new Set(Array.isArray(all) ? all.map((each: { id?: unknown }) => each.id) : []);
  const [known, asked] = [ids(places), ids(requests)];
  if (!Array.isArray(segments)) return [];
  return segments.flatMap((each: { place?: unknown; request?: unknown }, n) => [
    ...(known.has(each.place)
      ? []
      : [
          { path: `${path}.segments[${n}].place`, what: String(each.place), expected: 'expected a place of the trace' },
        ]),
    ...(asked.has(each.request)
      ? []
      : [
          {
            path: `${path}.segments[${n}].request`,
            what: String(each.request),
            expected: 'expected a request of the trace',
          },
        ]),
  ]);
}

const recording = record({ ...provenance, trace });

/** What is wrong with a recording, every field by its path. */
export function recordingProblems(value: unknown): readonly Problem[] {
  return recording(value, '');
}

/** The contents of a recording's file. Throws what is wrong, all of it at once. */
export function recordingOf(value: unknown, file: string): Recording {
  if (isRecording(value)) return value;
  throw new Error(
    recordingProblems(value)
      .map((problem) => `${file}: ${message(problem)}`)
      .join('\n'),
  );
}

function isRecording(value: unknown): value is Recording {
  return recordingProblems(value).length === 0;
}
