/**
 * Keeps what was made, by key, for as long as it `holds`; what is kept is forgotten, all of it, when it is more than
 * `most`. For what depends on nothing but its key, or says itself whether it still holds.
 */
export function remembered<T>(most: number): (key: string, make: () => T, holds?: (made: T) => boolean) => T {
  const kept = new Map<string, { readonly made: T }>();
  return (key, make, holds = () => true) => {
    const known = kept.get(key);
    if (known !== undefined && holds(known.made)) return known.made;
    const made = make();
    if (kept.size >= most) kept.clear();
    kept.set(key, { made });
    return made;
  };
}
