const key = 'notes size';
const sizes = [0.75, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2, 2.3] as const;
const usual = 2;

/** How large the notes are: as it was last time, and a step larger or smaller. */
export function notesSize(notes: HTMLElement): (way: 1 | -1) => void {
  let at = Math.min(sizes.length - 1, Math.max(0, stored()));
  const set = () => notes.style.setProperty('--size', String(sizes[at] ?? 1));
  set();
  return (way) => {
    at = Math.min(sizes.length - 1, Math.max(0, at + way));
    set();
    try {
      localStorage.setItem(key, String(at));
    } catch {
      // it holds until the window is closed
    }
  };
}

function stored(): number {
  try {
    const value = Number.parseInt(localStorage.getItem(key) ?? '', 10);
    return Number.isNaN(value) ? usual : value;
  } catch {
    return usual;
  }
}
