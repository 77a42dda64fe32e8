/** The speaker’s window has the notes; the deck, which the audience sees, has none. */
const withNotes = 'speaker.html';

/** Sizes of what is spoken, px: from the one that reads well on a lectern to the least. */
const sizes = [30, 28, 26, 24, 22, 20, 18, 16] as const;

/** After the last page of each slide a page with its notes, where it has any. Throws if they cannot be had. */
export async function layNotes(reveal: Element): Promise<void> {
  const answer = await fetch(withNotes);
  if (!answer.ok) throw new Error(`${withNotes}: ${answer.status} ${answer.statusText}`);
  const speaker = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const slides = speaker.querySelector<HTMLTemplateElement>('template#slides')?.content;
  const last = new Map<string, HTMLElement>();
  for (const page of reveal.querySelectorAll<HTMLElement>('.pdf-page'))
    for (const { dataset } of page.querySelectorAll<HTMLElement>('section[data-slug]'))
      if (dataset.slug !== undefined) last.set(dataset.slug, page);
  for (const [slug, page] of last) {
    const notes = slides?.getElementById(slug)?.querySelector('aside.notes');
    if (!notes) continue;
    const sheet = sheetOf(page, document.importNode(notes, true));
    page.after(sheet);
    shrink(sheet);
  }
}

function sheetOf(page: HTMLElement, notes: Element): HTMLElement {
  const slide = page.querySelector<HTMLElement>('section[data-slug]');
  const about = document.createElement('p');
  about.className = 'about';
  about.textContent = [slide?.dataset.number, slide?.querySelector('h1, h2')?.textContent].join(' · ');
  const notesSheet = document.createElement('div');
  notesSheet.className = 'notes-sheet';
  for (const name of ['slug', 'number', 'chapter'] as const) notesSheet.dataset[name] = slide?.dataset[name] ?? '';
  notesSheet.append(about, notes);
  const sheet = document.createElement('div');
  sheet.className = 'pdf-page';
  sheet.style.height = page.style.height;
  sheet.append(notesSheet);
  return sheet;
}

function shrink(sheet: HTMLElement): void {
  const notes = sheet.querySelector<HTMLElement>('.notes-sheet');
  for (const size of sizes) {
    notes?.style.setProperty('--said', `${size}px`);
    // what does not fit two columns flows into a third, beside the page
    if (notes === null || notes.scrollWidth <= notes.clientWidth) return;
  }
}
