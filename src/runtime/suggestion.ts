import './suggestion.css';

/** A line at the edge of the window, with something that can be done about it. One at a time. */
export function suggest(text: string, does: string, deed: () => void): HTMLElement {
  closeSuggestion();
  const suggestion = document.createElement('aside');
  suggestion.className = 'suggestion';
  const words = document.createElement('p');
  words.role = 'status';
  suggestion.append(words, button(does, deed), button('Later', closeSuggestion));
  document.body.append(suggestion);
  // what stands there from the start is not read out
  words.textContent = text;
  return suggestion;
}

export function closeSuggestion(): void {
  document.querySelector('.suggestion')?.remove();
}

function button(text: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}
