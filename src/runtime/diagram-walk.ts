import './walk.css';
import type { View } from '../draw/draw.ts';
import { sheet } from '../draw/geometry.ts';
import type { Format } from '../draw/shape.ts';
import { answersOf, asked, type Scene, wayTo } from '../draw/tree/scene.ts';
import { siteOf } from '../draw/tree/site.ts';
import { type Playing, play } from './clock.ts';
import { type Deeds, walkParts } from './walk-parts.ts';

/** A tree whose questions a reader answers. */
export interface Walk {
  readonly elements: readonly HTMLElement[];
  /** What is shown instead of the talk's beat while somebody walks at it: the same tree, with its disc where they are. */
  instead(view: View): { readonly scene: Scene; readonly view: View } | undefined;
  show(view: View, format: Format): void;
  /** To the first question. */
  begin(): void;
}

/** What the diagram does for it. */
interface Stage {
  redraw(): void;
  /** Says it to ears. */
  tell(words: string): void;
  mayMove(): boolean;
}

/** From one question to the next, ms. */
const stride = 450;

/**
 * One question at a time, over the drawing: what a reader has answered is a beat as the talk has them, so that the picture,
 * its words for ears and the tall format are those of the talk. The keys are the deck's unless the focus is in here, and
 * the next step of the talk ends the walk; who follows a link and comes back finds it as it was.
 */
export function walk(host: HTMLElement, scene: Scene, stage: Stage): Walk {
  let at: { readonly beat: number; readonly node: number } | undefined;
  let from: number | undefined;
  let settled = 1;
  let playing: Playing | undefined;
  let now: { readonly view: View; readonly format: Format } = { view: { beat: 0, t: 0, settled: 1 }, format: 'wide' };
  let made: { readonly key: string; readonly scene: Scene } | undefined;
  let shown = '';

  const deeds: Deeds = {
    go,
    back: () => {
      const parent = at === undefined ? undefined : scene.nodes[at.node]?.parent;
      if (parent !== undefined) go(parent);
    },
    end: () => end(true),
  };
  const parts = walkParts(scene, deeds);

  const isHere = () => at !== undefined && at.beat === now.view.beat;

  function go(node: number): void {
    const before = isHere() ? (at?.node ?? 0) : 0;
    const held = parts.holdsFocus();
    at = { beat: now.view.beat, node };
    playing?.stop();
    playing = undefined;
    const isForward = node !== before && wayTo(scene, node).includes(before);
    from = isForward && stage.mayMove() ? before : undefined;
    if (from === undefined) {
      arrive(held);
      return;
    }
    const frame = (elapsed: number) => {
      settled = Math.min(elapsed / stride, 0.999);
      stage.redraw();
    };
    frame(0);
    // a key that is pressed before the disc arrives is the walk's as well
    if (held) parts.focus();
    playing = play(stride, frame, () => arrive(held));
  }

  function arrive(held: boolean): void {
    playing = undefined;
    from = undefined;
    settled = 1;
    stage.redraw();
    const node = at === undefined ? undefined : scene.nodes[at.node];
    if (held) parts.focus();
    else if (node !== undefined)
      stage.tell(node.kind === 'leaf' ? `${node.title}, gives up ${node.givesUp}` : node.ask);
  }

  const opener = () => host.querySelector<HTMLElement>('.diagram-controls .own');

  function end(byHand: boolean): void {
    const held = parts.holdsFocus();
    playing?.stop();
    playing = undefined;
    at = undefined;
    settled = 1;
    stage.redraw();
    // the focus goes back to where the walk began
    if (held && byHand) opener()?.focus();
  }

  /** The talk has gone on at this slide. Of a slide that is left and found again all markers change, and come back. */
  function endIfLeft(): void {
    if (at !== undefined && !isHere() && host.closest('section.present') !== null) end(false);
  }

  function sceneAt(node: number): Scene {
    const key = `${now.view.beat} ${node} ${from}`;
    const beat = scene.beats[now.view.beat];
    if (made?.key === key || beat === undefined) return made?.scene ?? scene;
    const own = { ...beat, ...asked(scene, node), node };
    // where the disc comes from is a beat as well, behind all others
    made = {
      key,
      scene: { ...scene, beats: [...scene.beats.with(now.view.beat, own), { ...own, node: from ?? node }] },
    };
    return made.scene;
  }

  return {
    elements: [parts.element],
    instead(view) {
      now = { ...now, view };
      if (at === undefined || !isHere()) return undefined;
      const came = from === undefined ? {} : { came: scene.beats.length };
      return { scene: sceneAt(at.node), view: { beat: view.beat, t: view.t, settled, ...came } };
    },
    show(view, format) {
      now = { view, format };
      if (at !== undefined && !isHere()) queueMicrotask(endIfLeft);
      const here = isHere() ? at?.node : undefined;
      // called for every frame of the talk
      const state = `${here} ${format} ${settled === 1}`;
      if (state === shown) return;
      shown = state;
      host.classList.toggle('walking', here !== undefined);
      const site = siteOf(scene, format);
      parts.lay({
        node: here,
        site,
        page: sheet(format),
        answers: answersOf(scene, here ?? 0),
        arrived: settled === 1,
      });
    },
    begin: () => {
      // a hand leaves the keys to the deck; who came by keyboard keeps them
      const held = document.activeElement === opener();
      go(0);
      if (held) parts.focus();
    },
  };
}
