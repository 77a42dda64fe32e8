import { accessSync, constants, mkdirSync } from 'node:fs';
import { firstLine } from './command.ts';

/** A folder for files, made if it is not there. Throws in a line if it cannot be written. */
export function writable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${firstLine(error)}`, { cause: error });
  }
}
