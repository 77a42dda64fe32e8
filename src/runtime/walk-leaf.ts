import { type Leaf, type Scene, wayTo } from '../draw/tree/scene.ts';
import { button, made } from './walk-element.ts';

/** The end of a walk: the way to it, what to take, what that costs, and where it is shown. */
export function leafCard(
  scene: Scene,
  node: number,
  { right, go }: { readonly right: number; readonly go: (node: number) => void },
): HTMLElement {
  const leaf = scene.nodes[node];
  if (leaf?.kind !== 'leaf') throw new Error(`no leaf ${node}`);
  const card = made(
    'article',
    { className: 'leaf-card', tabIndex: -1, ariaLabel: leaf.title },
    crumbs(scene, node, go),
    made('h3', { textContent: leaf.title }),
    facts(leaf),
  );
  card.style.setProperty('--right', `${right}px`);
  return card;
}

/** Each question that was answered leads back to it. */
function crumbs(scene: Scene, node: number, go: (node: number) => void): HTMLElement {
  const way = wayTo(scene, node);
  const items = way.slice(0, -1).flatMap((i, n) => {
    const [question, next] = [scene.nodes[i], scene.nodes[way[n + 1] ?? node]];
    if (question?.kind !== 'question' || next === undefined) return [];
    const each = button('', '', () => go(i));
    each.ariaLabel = `Back to: ${question.ask} ${next.answer}`;
    each.append(made('span', { textContent: `${question.ask} ` }), made('b', { textContent: next.answer }));
    return made('li', {}, each);
  });
  const list = made('ol', { className: 'crumbs', role: 'list' }, ...items);
  return made('nav', { ariaLabel: 'Your answers' }, list);
}

function facts({ take, server, settings, why, givesUp, see, listings }: Leaf): HTMLElement {
  const names = Object.entries(take);
  const rows: readonly (readonly [string, ...(Node | string)[]])[] = [
    ...names.map(([name, when]) => [names.length === 1 ? 'For' : name, when] as const),
    ['On', made('b', { textContent: server }), ': ', ...unbroken(settings)],
    ['Because', why],
    ['Gives up', givesUp],
    ['See', made('ul', { role: 'list' }, ...see.map(slideLink))],
    ['Run', made('ul', { role: 'list' }, ...listings.map(file))],
  ];
  return made(
    'dl',
    {},
    ...rows.map(([term, ...said]) => made('div', {}, made('dt', { textContent: term }), made('dd', {}, ...said))),
  );
}

/** Settings, whose options stay in one piece. */
function unbroken(settings: string): readonly (Node | string)[] {
  const parts = settings.split(/(--[\w-]+)/);
  return parts.map((part, i) => (i % 2 === 0 ? part : made('span', { className: 'option', textContent: part })));
}

/** By its name, with its claim for who wants to know more before going there. */
function slideLink(slug: string): HTMLElement {
  const title = document.getElementById(slug)?.querySelector('h2')?.textContent ?? '';
  return made('li', {}, made('a', { href: `#${slug}`, title, textContent: slug.replaceAll('-', ' ') }));
}

/** The file beside the page, in a window of its own: the deck stays where it is. */
function file(listing: string): HTMLElement {
  const name = made('code', { textContent: listing.split('/').at(-1) ?? '' });
  return made('li', {}, made('a', { href: `./slides/${listing}`, target: '_blank' }, name));
}
