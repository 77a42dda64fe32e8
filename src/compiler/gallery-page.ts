import { sheet } from '../draw/geometry.ts';
import { poster } from '../draw/poster.ts';
import { beatOf, type Scene } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { settles } from '../draw/story.ts';
import { patternDefs, patterns, themeCss } from '../draw/theme.ts';
import { pace } from '../draw/words.ts';
import { escaped } from './html.ts';

/** A slide in the gallery. */
export interface Exhibit {
  readonly slug: string;
  readonly title: string;
  readonly source: string;
  /** Its diagrams, and how wide the page draws each: one in a column is narrower than the stage. */
  readonly scenes: readonly { readonly scene: Scene; readonly width: number }[];
  readonly problems: readonly string[];
}

/**
 * Colour vision without one kind of cones, as matrices on linear RGB: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes,
 * "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, doi
 * 10.1109/TVCG.2009.113, severity 1.0 of https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html
 */
export const visions = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  // what is left on a printer without colours: the luminance of Rec. 709
  grey: [0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722, 0.2126, 0.7152, 0.0722],
} as const;

/** Who looks at a diagram while writing it sees it as it is saved; what is broken stands in the page itself. */
const again = `import { createHotContext } from '/@vite/client';
const hot = createHotContext('/gallery');
for (const event of ['deck:slides', 'vite:error']) hot.on(event, () => location.reload());`;

/** The page: all slides, or the one that is asked for; what is wrong with the deck stands first, whatever is asked for. */
export function galleryPage(all: readonly Exhibit[], problems: readonly string[], slug?: string): string {
  const shown = slug === undefined ? all : all.filter((each) => each.slug === slug);
  const title = slug === undefined ? 'Gallery' : `Gallery: ${slug}`;
  return `<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/src/runtime/fonts.css">
<link rel="stylesheet" href="/src/runtime/base.css">
<style>${themeCss()}${css()}</style>
<script type="module">${again}</script>
</head>
<body>
${patternDefs()}
<div class="dark">${patternDefs().replaceAll('<pattern id="', '<pattern id="dark-')}</div>
<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>${filters()}</defs></svg>
<header><h1>${escaped(title)}</h1>
<nav>${slug === undefined ? '' : '<a href="/gallery">all slides</a> '}${all.map((each) => link(each, slug)).join(' ')}</nav>
${problemList(problems)}</header>
<main>
${shown.map(exhibit).join('\n')}${shown.length === 0 ? `<p>No diagram on “${escaped(slug ?? '')}”.</p>` : ''}
</main>
</body>
</html>
`;
}

function link({ slug, scenes, problems }: Exhibit, only?: string): string {
  const to = only === undefined ? `#${slug}` : `/gallery?slug=${encodeURIComponent(slug)}`;
  const beats = problems.length > 0 ? '✕' : scenes.map(({ scene }) => scene.beats.length).join(' + ');
  return `<a href="${escaped(to)}">${escaped(slug)} <small>${beats}</small></a>`;
}

function problemList(problems: readonly string[]): string {
  return problems.length === 0 ? '' : `<pre class="problems">${escaped(problems.join('\n'))}</pre>`;
}

function exhibit({ slug, title, source, scenes, problems }: Exhibit): string {
  const name = escaped(slug);
  const beats = scenes.reduce((sum, { scene }) => sum + scene.beats.length, 0);
  return `<section id="${name}"><h2>${escaped(title)}</h2>
<p class="where"><a href="/gallery?slug=${encodeURIComponent(slug)}">${name}</a> · ${beats} beats · ${escaped(source)} · <a href="/#/${name}">slide</a></p>
${problemList(problems)}${scenes.map(({ scene, width }, i) => diagram(scene, i === 0 ? slug : `${slug}-${i + 1}`, width)).join('\n')}</section>`;
}

function diagram(scene: Scene, name: string, width: number): string {
  const formats: readonly [Format, Format] = width === sheet('half').width ? ['half', 'low'] : ['wide', 'tall'];
  return scene.beats.map((_, number) => beat(scene, number, `${escaped(name)}-${number}`, formats)).join('\n');
}

function beat(scene: Scene, number: number, id: string, [stage, phone]: readonly [Format, Format]): string {
  const { ask, answers, say, payoff, reader, lens, from, at } = beatOf(scene, number);
  const words =
    ask === '' ? say : `${ask} ${answers.map(({ text, right }) => (right ? `[${text}]` : text)).join(', ')}`;
  const facts = [
    ...(!settles(scene) ? [`${Math.round(from)} to ${Math.round(at)} ms, ${pace(lens)}`] : []),
    ...(number === scene.key ? ['key'] : []),
    ...(reader ? ['not on stage'] : []),
  ];
  const live = poster(scene, number, stage, 'live').replace('<svg ', `<svg id="${id}-picture" `);
  // the same picture in other colours is not written again
  const { width, height } = sheet(stage);
  const again = `<svg viewBox="0 0 ${width} ${height}" aria-hidden="true"><use href="#${id}-picture"/></svg>`;
  const figures = [
    figure('light', live),
    figure('dark', again),
    figure('print', poster(scene, number, stage)),
    figure('tall', poster(scene, number, phone, 'live')),
    ...Object.keys(visions).map((vision) => figure(vision, again)),
  ];
  return `<article id="${id}"><h3><a href="#${id}">${number}</a> ${escaped(words)} <b>${escaped(payoff)}</b> <small>${escaped(facts.join(' · '))}</small></h3>
<div class="pictures">${figures.join('\n')}</div></article>`;
}

function figure(name: string, picture: string): string {
  return `<figure class="${name}">${picture}<figcaption>${name}</figcaption></figure>`;
}

function filters(): string {
  return Object.entries(visions)
    .map(([name, m]) => {
      const rows = [0, 3, 6].map((i) => `${m.slice(i, i + 3).join(' ')} 0 0`);
      return `<filter id="${name}" color-interpolation-filters="linearRGB"><feColorMatrix values="${rows.join(' ')} 0 0 0 1 0"/></filter>`;
    })
    .join('');
}

function css(): string {
  const names = Object.keys(patterns);
  // a pattern has the colours of where it stands, not of who uses it: the dark ones are others
  const paint = (of: string) => names.map((name) => `--${name}:url(#${of}${name})`).join(';');
  return `
:root{${paint('')}} .dark{${paint('dark-')}} .dark svg{color-scheme:dark}
${names.map((name) => `.f-${name}{fill:var(--${name})}.s-${name}{stroke:var(--${name})}`).join('')}
${Object.keys(visions)
  .map((name) => `.${name} svg{filter:url(#${name})}`)
  .join('')}
body{padding:24px} h1,h2,h3,p{margin:0 0 8px} section{padding-top:40px} article{padding-top:16px}
nav{display:flex;flex-wrap:wrap;gap:4px 16px} small,.where,figcaption{color:var(--ink-second);font-weight:400}
.problems{padding:12px;border-left:4px solid var(--stuck-fill);background:var(--process);white-space:pre-wrap}
/* drawn when it comes near: there are hundreds of pictures */
.pictures{display:grid;grid-template-columns:3fr 3fr 3fr 2.6fr;gap:8px;content-visibility:auto;contain-intrinsic-size:auto 560px}
figure{margin:0} figure.tall{grid-area:1/4/3/5} figure svg{display:block;width:100%;background:var(--paper);outline:1px solid var(--rule)}
svg text{font-family:var(--sans);font-variant-numeric:tabular-nums} .bold{font-weight:600} .mono{font-family:var(--mono)}
`;
}
