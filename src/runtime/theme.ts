type Theme = 'light' | 'dark';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** The theme on screen: the one that was chosen, else the system's. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return systemIsDark() ? 'dark' : 'light';
}

/**
 * Changes to the other theme and remembers it; the system's own needs no remembering and is followed again. A page that
 * `remembers` a theme of its own is dark unless it is told otherwise.
 */
export function toggleTheme(): void {
  const { dataset } = document.documentElement;
  const { remembers } = dataset;
  const other: Theme = theme() === 'dark' ? 'light' : 'dark';
  const isUsual = remembers === undefined ? (other === 'dark') === systemIsDark() : other === 'dark';
  if (isUsual && remembers === undefined) delete dataset.theme;
  else dataset.theme = other;
  try {
    if (isUsual) localStorage.removeItem(remembers ?? 'theme');
    else localStorage.setItem(remembers ?? 'theme', other);
  } catch {
    // storage may be forbidden: the theme then holds until the page is left
  }
}
