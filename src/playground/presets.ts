import { type Experiment, trialOf } from '../play/experiment.ts';
import type { Preset } from '../play/preset.ts';

/** What the slides run, as the build has put it into the page; what is no preset is left out. */
export function presetsIn(root: ParentNode): readonly Preset[] {
  try {
    const all: unknown = JSON.parse(root.querySelector('#presets')?.textContent ?? '[]');
    return Array.isArray(all) ? all.filter(isPreset) : [];
  } catch {
    return [];
  }
}

function isPreset(value: unknown): value is Preset {
  if (typeof value !== 'object' || value === null) return false;
  if (!('slug' in value && 'title' in value && 'experiment' in value)) return false;
  const { slug, title, experiment } = value;
  return typeof slug === 'string' && typeof title === 'string' && isExperiment(experiment);
}

function isExperiment(value: unknown): value is Experiment {
  if (typeof value !== 'object' || value === null || !('servers' in value && 'clients' in value)) return false;
  const { servers, clients } = value;
  if (!isTexts(servers) || !isTexts(clients) || servers.length < 1 || servers.length > 2) return false;
  const [first = '', second] = servers;
  return !('faults' in trialOf({ servers: second === undefined ? [first] : [first, second], clients }));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

export function isSame(a: Experiment, b: Experiment): boolean {
  const flat = ({ servers, clients }: Experiment) => JSON.stringify([servers, clients]);
  return flat(a) === flat(b);
}
