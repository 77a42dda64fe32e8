import { word } from '../rules.ts';

/** How a function of the application is declared. What follows from it, each framework decides for itself. */
export type Declared = 'def' | 'async def';

export const declared = word(['def', 'async def'], 'declarations');
