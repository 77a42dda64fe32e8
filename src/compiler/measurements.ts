import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredReader } from '../draw/sources.ts';
import { type Evidence, evidenceOf } from '../model/measured/evidence.ts';
import { measurementOf } from '../model/measured/measurement.ts';
import { expectedOneOf } from '../model/nearest.ts';
import { type Files, stateOf } from './files.ts';

/** What has been read, by path, as long as nobody writes it anew. */
const known = new Map<string, { readonly state: string; readonly evidence: Evidence }>();

/** Reads what the lab has measured, in assets/measured beside the folder of the slides. */
export function measuredReader({ folder, used }: Files): MeasuredReader {
  const measured = join(folder, '..', 'assets', 'measured');
  return (name) => {
    const path = join(measured, `${name}.json`);
    const names = namesIn(measured);
    used(path);
    if (!names.includes(name))
      return { what: `nothing was measured under "${name}"`, expected: expectedOneOf(name, names, 'scenarios') };
    try {
      const state = stateOf(path);
      const before = known.get(path);
      if (before?.state === state) return before.evidence;
      const evidence = evidenceOf(measurementOf(JSON.parse(readFileSync(path, 'utf8')), `${name}.json`));
      known.set(path, { state, evidence });
      return evidence;
    } catch (error) {
      const what = error instanceof Error ? error.message.split('\n')[0] : String(error);
      return { what: `${name} cannot be read: ${what}`, expected: 'expected npm run lab to have written it' };
    }
  };
}

/** The names of what was measured in a set. */
export function scenariosIn({ folder, used }: Files): (set: string) => readonly string[] {
  const measured = join(folder, '..', 'assets', 'measured');
  return (set) => {
    const names = namesIn(measured).filter((name) => name.startsWith(`${set}/`));
    for (const name of names) used(join(measured, `${name}.json`));
    return names;
  };
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -5).replaceAll('\\', '/')] : [])).toSorted();
}
