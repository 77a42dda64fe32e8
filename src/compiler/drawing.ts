import { stageBeats } from '../draw/scene.ts';
import { fragmentOf } from '../play/address.ts';
import { playedOf } from '../play/preset.ts';
import { linesOf } from './beside.ts';
import type { Figure } from './figure.ts';
import { attributeList, inScript } from './html.ts';

/** A figure as an element of the deck that `inside` stands in, with an invisible marker for each click. */
export function element({ source, composition, attributes }: Figure, inside: string): string {
  const { data, strip } = composition;
  const indexed = linesOf(data) !== undefined;
  const markers = stageBeats(data)
    .slice(1)
    .map(
      (_, i) => `<span class="fragment step"${indexed ? ` data-fragment-index="${i}"` : ''} aria-hidden="true"></span>`,
    )
    .join('');
  const strips: [string, string][] = strip === undefined ? [] : [['data-strip', strip.join(' ')]];
  return `<deck-diagram${attributeList([...attributes, ...strips, ['data-source', source]])}>${inside}${markers}</deck-diagram>`;
}

/** All that the element of a figure needs: the data to run it again, and the key still, which stands if nothing runs. */
export function drawing({ composition, poster }: Figure): string {
  const played = playedOf(composition);
  const play: [string, string][] = played === undefined ? [] : [['data-play', fragmentOf(played.experiment)]];
  return `<script type="application/json"${attributeList(play)}>${inScript(composition.data)}</script>${poster}`;
}
