/** The way into the model, real or changed. */
export type Model = Pick<typeof import('../../../src/model/servers/index.ts'), 'simulate'> &
  Pick<typeof import('../../../src/model/fleet.ts'), 'simulateFleet'>;

/** Something that is true of the model: throws if it is not. */
export type Claim = (model: Model) => void;

export type Claims = Readonly<Record<string, Claim>>;
