import { type Scene, type SceneData, sceneAtHand } from '../draw/scene.ts';

let fleets: typeof import('../draw/fleet/scene.ts') | undefined;

/** Fetches what is needed for the kinds of diagram that few slides have. */
export async function fetchRooms(): Promise<void> {
  fleets ??= await import('../draw/fleet/scene.ts');
}

/** What can be drawn of a diagram's data; undefined where that has yet to be fetched. */
export function sceneFrom(data: SceneData): Scene | undefined {
  return data.kind === 'fleet' ? fleets?.sceneOf(data) : sceneAtHand(data);
}
