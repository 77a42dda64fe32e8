import { made, newId } from './dom.ts';

/** A line of the notation, as long as it needs to be; Enter runs it. */
export interface LineInput {
  readonly element: HTMLElement;
  readonly input: HTMLTextAreaElement;
  show(text: string): void;
  call(label: string): void;
}

export function lineInput(label: string, faults: string, typed: (text: string) => void, run: () => void): LineInput {
  const id = newId();
  const words = made('label', { for: id }, label);
  const input = made('textarea', {
    ...{ id, rows: '1', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
    ...{ 'aria-describedby': faults, class: 'line' },
  });
  /** As high as its text, also where CSS cannot. */
  const grow = () => {
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 4}px`;
  };
  input.addEventListener('input', () => {
    // what is pasted may have come in several lines
    if (input.value.includes('\n')) input.value = input.value.replace(/\s*\n\s*/g, ' ');
    grow();
    typed(input.value);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    run();
  });
  // it has no height before it is in the page
  new ResizeObserver(grow).observe(words);
  return {
    element: made('div', { class: 'field wide' }, words, input),
    input,
    show(text) {
      input.value = text;
      grow();
    },
    call(next) {
      words.textContent = next;
    },
  };
}
