// Runs before the first paint, as a classic script without imports: the theme that was chosen, and the first slide at
// its final size until reveal.js takes over. A deep link shows nothing until then rather than a flash of the title.
{
  const root = document.documentElement;
  try {
    const chosen = localStorage.getItem(root.dataset.remembers ?? 'theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch {
    // storage may be forbidden; the system's theme is as good
  }
  const [width, height] = innerWidth < 600 && innerHeight > innerWidth ? [720, 1280] : [1280, 720];
  root.style.setProperty('--first-scale', String(Math.min(innerWidth / width, innerHeight / height)));
  // a phone gets the talk to read; who asks for a slide, as every link to the deck does, gets the slide
  const { article } = root.dataset;
  // of the screen: what the page says of its width comes after this
  const isPhone = screen.width < 600 && matchMedia('(pointer: coarse)').matches;
  if (article && isPhone && location.hash === '' && location.search === '') location.replace(article);
  root.dataset.start = location.hash.length > 2 ? 'deep' : 'first';
}
