import './notice.css';

/** A line at the edge of the window, with something that can be done about it. One at a time. */
export function showNotice(text: string, does: string, deed: () => void): HTMLElement {
  closeNotice();
  const notice = document.createElement('aside');
  notice.className = 'notice';
  const words = document.createElement('p');
  words.role = 'status';
  notice.append(words, button(does, deed), button('Later', closeNotice));
  document.body.append(notice);
  // what stands there from the start is not read out
  words.textContent = text;
  return notice;
}

export function closeNotice(): void {
  document.querySelector('.notice')?.remove();
}

function button(text: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}
