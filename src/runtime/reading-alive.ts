import './reading-alive.css';
import type { DeckDiagram } from './diagram.ts';

/**
 * Puts a living diagram above the steps of a transcript: it plays them one after another, and stands at the end of each.
 * What is told below stays.
 */
export async function bringToLife(figure: HTMLElement, button: HTMLElement): Promise<void> {
  const [{ drawings }, { DeckDiagram: Diagram }] = await Promise.all([
    import('virtual:drawings'),
    import('./diagram.ts'),
  ]);
  const inside = drawings[figure.dataset.source ?? ''];
  if (inside === undefined) throw new Error(`no drawing of ${figure.dataset.source}`);
  if (customElements.get('deck-diagram') === undefined) customElements.define('deck-diagram', Diagram);
  await Diagram.prepare();
  const diagram = document.createElement('deck-diagram');
  diagram.dataset.source = figure.dataset.source ?? '';
  diagram.innerHTML = inside;
  button.replaceWith(diagram);
  if (!(diagram instanceof Diagram)) return;
  tell(diagram, figure);
  diagram.start();
  diagram.querySelector<HTMLElement>('.toggle')?.focus();
}

/** Says each of its sentences once to those who hear the page. */
function tell(diagram: DeckDiagram, figure: HTMLElement): void {
  const status = document.createElement('p');
  status.className = 'unseen';
  status.role = 'status';
  figure.append(status);
  diagram.addEventListener('film', () => {
    if (status.textContent !== diagram.sentence) status.textContent = diagram.sentence;
  });
}
