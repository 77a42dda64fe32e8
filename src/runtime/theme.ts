type Theme = 'light' | 'dark';

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)').matches;

/** The theme on screen: the one that was chosen, else the system's. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return systemIsDark() ? 'dark' : 'light';
}

/** Changes to the other theme and remembers it; the system's own theme needs no remembering and is followed again. */
export function toggleTheme(): void {
  const other: Theme = theme() === 'dark' ? 'light' : 'dark';
  const isSystems = (other === 'dark') === systemIsDark();
  if (isSystems) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = other;
  try {
    if (isSystems) localStorage.removeItem('theme');
    else localStorage.setItem('theme', other);
  } catch {
    // storage may be forbidden: the theme then holds until the page is left
  }
}
