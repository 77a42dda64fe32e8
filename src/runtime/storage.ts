/** What this window has kept under `key`; undefined where there is nothing, or the browser forbids storage. */
export function kept(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps `value` for this window, over a reload; without storage it is not kept, and nothing else goes wrong. */
export function keep(key: string, value: string | undefined): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // the page works without
  }
}

/** What was kept as JSON, if it is what `is` says. */
export function keptJson<T>(key: string, is: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(kept(key) ?? 'null');
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
