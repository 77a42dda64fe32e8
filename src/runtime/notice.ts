/** How long a notice stands, ms. */
const time = 3000;

/** Says something on the lower edge for a moment, to eyes and ears. */
export function notice(text: string): void {
  const box = document.querySelector('.notice') ?? document.createElement('p');
  box.className = 'notice';
  box.role = 'status';
  if (!box.isConnected) document.body.append(box);
  // an ear hears what changes in what is there already
  requestAnimationFrame(() => {
    box.textContent = text;
  });
  setTimeout(() => {
    if (box.textContent === text) box.textContent = '';
  }, time);
}

/** Puts an address where it can be pasted from; where the browser forbids that, shows it to be copied by hand. */
export async function copyLink(address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    notice('The link is copied.');
  } catch {
    notice(address);
  }
}
