// In the one file that holds all windows: which of them this is. A classic script without imports. The deck stands in
// the page, and its script in a template; any other window is a template as a whole, and takes the deck's place.
{
  const root = document.documentElement;
  const name = location.search.slice(1) || 'deck';
  const named = () => document.querySelector<HTMLTemplateElement>(`template[data-window="${CSS.escape(name)}"]`);
  // the deck is not to be seen before it is another window
  root.hidden = name !== 'deck';
  document.addEventListener('DOMContentLoaded', () => {
    const template = named() ?? document.querySelector<HTMLTemplateElement>('template[data-window="deck"]');
    const part = template && document.importNode(template.content, true);
    if (part && template.dataset.window !== 'deck') {
      for (const each of document.head.querySelectorAll('style, title')) each.remove();
      root.className = '';
      Object.assign(root.dataset, template.dataset);
      document.body.replaceChildren();
    }
    root.hidden = false;
    if (part) document.body.append(part);
  });
}
