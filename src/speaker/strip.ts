import type { Plan } from './plan.ts';

/** The talk as a row of slides by chapter, live ones large, optional ones as dots below: where one is, and a click there. */
export interface Strip {
  show(slug: string): void;
}

export function stripIn(element: HTMLElement, { slides, chapters }: Plan, go: (slug: string) => void): Strip {
  const buttons = new Map<string, HTMLButtonElement>();
  const groups = chapters.map(({ title }) => {
    const group = document.createElement('li');
    const name = document.createElement('span');
    name.textContent = title;
    const row = document.createElement('div');
    let column: HTMLElement | undefined;
    for (const slide of slides.filter(({ chapter }) => chapter === title)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.title = `${slide.number} ${slide.title}`;
      button.ariaLabel = `${slide.number} ${slide.title}${slide.optional ? ', optional' : ''}`;
      if (slide.optional) button.dataset.optional = '';
      button.addEventListener('click', () => go(slide.slug));
      buttons.set(slide.slug, button);
      if (column === undefined || !slide.optional) {
        column = document.createElement('div');
        row.append(column);
      }
      column.append(button);
    }
    group.style.flexGrow = String(row.childElementCount);
    group.append(name, row);
    return group;
  });
  element.replaceChildren(...groups);
  return {
    show(slug) {
      const here = slides.findIndex((slide) => slide.slug === slug);
      for (const [i, slide] of slides.entries()) {
        const button = buttons.get(slide.slug);
        if (button === undefined) continue;
        button.dataset.at = i === here ? 'now' : i < here && !slide.optional ? 'done' : 'coming';
        if (i === here) button.setAttribute('aria-current', 'true');
        else button.removeAttribute('aria-current');
      }
      for (const [i, group] of groups.entries())
        group.toggleAttribute('data-now', chapters[i]?.title === slides[here]?.chapter);
    },
  };
}
