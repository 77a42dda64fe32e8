import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { firstLine } from '../command.ts';
import type { Paper } from './paper.ts';
import type { Printed } from './print.ts';

/** The handout has no pictures: it has no pages of which each is a slide. */
export type Written = Pick<Printed, 'bytes'> & Partial<Pick<Printed, 'sheets' | 'pictures'>>;

/** Writes a paper to `folder`, and its pictures to a folder of its name there. Gives the path of the PDF. */
export async function writePaper(
  folder: string,
  paper: Paper,
  { bytes, sheets = [], pictures = [] }: Written,
): Promise<string> {
  const path = join(folder, `${paper}.pdf`);
  await whole(path, bytes);
  if (pictures.length > 0) await made(join(folder, paper));
  for (const [i, picture] of pictures.entries()) {
    const number = String(i + 1).padStart(String(pictures.length).length, '0');
    await whole(join(folder, paper, `${number}-${sheets[i]?.slug ?? ''}.png`), picture);
  }
  return path;
}

/** Under its name only when it is whole. */
async function whole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw new Error(`cannot write ${path}: ${firstLine(error)}`, { cause: error });
  }
}

async function made(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${firstLine(error)}`, { cause: error });
  }
}
