import { describe } from '../draw/describe.ts';
import { draw, still, type View } from '../draw/draw.ts';
import { geometry } from '../draw/geometry.ts';
import { type Beat, type Scene, type SceneData, sceneOf, stageBeats } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { filmLength, frameAt, neighbour, positionOf } from '../draw/story.ts';
import { durations } from '../draw/theme.ts';
import { type Playing, play } from './clock.ts';
import { type Controls, controls } from './controls.ts';
import { patch } from './patch.ts';
import { paperOf } from './print.ts';
import { tallQuery } from './stage.ts';
import { watchSteps } from './steps.ts';

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const narrow = matchMedia(tallQuery);

/**
 * `<deck-diagram>`: the poster in it is what the page has without script; with script a scene is made from its data
 * when it comes near, and drawn at the beat that its visible markers say. One step forward plays; everything else cuts.
 * In the light DOM and with all it knows in its markers, so that copies of the page work as the original does. If
 * anything fails the poster is there, and the talk goes on.
 */
export class DeckDiagram extends HTMLElement {
  #scene: Scene | undefined;
  #svg: SVGSVGElement | undefined;
  #controls: Controls | undefined;
  #status: HTMLElement | undefined;
  #markers: MutationObserver | undefined;
  #near: IntersectionObserver | undefined;
  #left: MutationObserver | undefined;
  #playing: Playing | undefined;
  #view: View = { beat: 0, t: 0, settled: 1 };
  readonly #restyled = () => this.#guard(() => this.#show(this.#view));

  connectedCallback(): void {
    // a copy of the page has taken the layer along, without its life
    for (const stale of this.querySelectorAll(':scope > .live')) stale.remove();
    delete this.dataset.alive;
    const paper = paperOf(document.documentElement);
    // a page that stands for the whole slide has the key still already
    if (paper === 'slides') return;
    if (paper === 'steps') this.#guard(() => this.#wake());
    else {
      this.#near = new IntersectionObserver((entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.#guard(() => this.#wake());
      });
      this.#near.observe(this);
    }
  }

  disconnectedCallback(): void {
    this.#near?.disconnect();
    this.#markers?.disconnect();
    this.#left?.disconnect();
    this.#playing?.stop();
    narrow.removeEventListener('change', this.#restyled);
    this.#scene = undefined;
  }

  /** Plays the beat at hand once more. */
  replay(): void {
    this.#guard(() => this.#playBeat(this.#view.beat));
  }

  /** Plays on from here, beat after beat; or stops. */
  toggle(): void {
    this.#guard(() => {
      if (this.#playing !== undefined) this.#stop();
      else this.#playOn();
    });
  }

  /** To the next thing that happens in the run, forward or back. */
  event(direction: 1 | -1): void {
    this.#guard(() => {
      if (this.#scene !== undefined) this.#cutTo(neighbour(this.#scene, this.#view, direction));
    });
  }

  /** Makes the scene, its layer and its bar. */
  #wake(): void {
    if (this.#scene !== undefined) return;
    this.#near?.disconnect();
    // the compiler has made and checked it: the page does not carry the rules again
    const data: SceneData = JSON.parse(this.querySelector(':scope > script')?.textContent ?? '');
    const made = sceneOf(data);
    this.#scene = made;
    this.#svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.#svg.classList.add('live');
    this.#svg.setAttribute('role', 'img');
    this.append(this.#svg);
    if (paperOf(document.documentElement) === undefined) this.#addBar(made);
    narrow.addEventListener('change', this.#restyled);
    this.#watchLeaving();
    const stages = stageBeats(made);
    let last: number | undefined;
    this.#markers = watchSteps(this, (step) => {
      const beat = stages[step] ?? 0;
      const forward = last !== undefined && step === last + 1;
      last = step;
      this.#guard(() => (forward ? this.#playBeat(beat, stages[step - 1]) : this.#cutTo(still(made, beat))));
    });
  }

  /** A slide that is left stands still, and so it is found again. */
  #watchLeaving(): void {
    const section = this.closest('section');
    if (section === null) return;
    this.#left = new MutationObserver(() => {
      if (this.#playing !== undefined && !section.classList.contains('present')) {
        this.#guard(() => this.#cutTo(still(this.#made, this.#view.beat)));
      }
    });
    this.#left.observe(section, { attributes: true, attributeFilter: ['class'] });
  }

  #addBar(made: Scene): void {
    this.#status = document.createElement('p');
    this.#status.className = 'unseen live';
    this.#status.role = 'status';
    this.#controls = controls(filmLength(made), {
      toggle: () => this.toggle(),
      event: (direction) => this.event(direction),
      scrub: (position) => this.#guard(() => this.#cutTo(frameAt(made, position))),
    });
    this.#controls.element.classList.add('live');
    this.append(this.#status, this.#controls.element);
  }

  #mayMove(): boolean {
    const onStage = this.closest('.reveal') !== null && this.closest('section')?.classList.contains('present');
    return onStage === true && !calm.matches && !document.hidden && !document.documentElement.dataset.print;
  }

  /** Plays a beat from where the one `before` it ended: on stage those between are passed over. */
  #playBeat(beat: number, before = beat - 1): void {
    const { at, run, from, ask } = this.#beat(beat);
    const last = this.#made.beats[before];
    const start = last?.run === run && ask === '' ? last.at : from;
    if (at <= start || !this.#mayMove()) this.#cutTo(still(this.#made, beat));
    else this.#run({ beat, t: start, settled: 0 });
  }

  #playOn(): void {
    const { beats } = this.#made;
    const atEnd = this.#view.t >= this.#beat(this.#view.beat).at;
    const next = this.#view.beat + 1 < beats.length ? this.#view.beat + 1 : 0;
    if (atEnd) this.#playBeat(next);
    else if (this.#mayMove()) this.#run(this.#view);
    else this.#cutTo(still(this.#made, this.#view.beat));
  }

  /** Plays a beat from a view of it to its end, and lets what is on its way then arrive. */
  #run({ beat, t: start }: View): void {
    this.#stop();
    const { at, lens } = this.#beat(beat);
    const length = (at - start) * lens;
    this.#playing = play(
      length + durations.hop,
      (elapsed) =>
        this.#guard(() =>
          this.#show({
            beat,
            t: Math.min(at, start + elapsed / lens),
            settled: Math.max(0, (elapsed - length) / durations.hop),
          }),
        ),
      () => {
        this.#playing = undefined;
        this.#guard(() => this.#show(still(this.#made, beat)));
      },
    );
  }

  #cutTo(view: View): void {
    this.#stop();
    this.#show(view);
  }

  #stop(): void {
    this.#playing?.stop();
    this.#playing = undefined;
  }

  #show(view: View): void {
    const svg = this.#svg;
    if (svg === undefined || this.#scene === undefined) return;
    const paper = paperOf(document.documentElement);
    const format: Format = narrow.matches && paper === undefined ? 'tall' : 'wide';
    const { width, height } = geometry(format);
    const ink = paper !== undefined || (calm.matches && this.#playing === undefined) ? 'still' : 'live';
    if (this.dataset.beat !== String(view.beat) || this.dataset.alive === undefined) {
      const words = describe(this.#scene, view.beat);
      svg.setAttribute('aria-label', words);
      if (this.#status) this.#status.textContent = this.#beat(view.beat).ask || this.#beat(view.beat).say;
    }
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    patch(svg, draw(this.#scene, view, { ink, format }));
    this.#view = view;
    this.dataset.beat = String(view.beat);
    this.dataset.alive = '';
    this.#controls?.show({
      position: positionOf(this.#scene, view),
      playing: this.#playing !== undefined,
      words: `${Math.round(view.t)} ms`,
    });
  }

  get #made(): Scene {
    if (this.#scene === undefined) throw new Error('the scene is made before it plays');
    return this.#scene;
  }

  #beat(number: number): Beat {
    const beat = this.#made.beats[number];
    if (beat === undefined) throw new Error(`no beat ${number}`);
    return beat;
  }

  /** Whatever fails takes the live layer with it: the poster stands, with one line for whoever looks. */
  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.disconnectedCallback();
      for (const layer of this.querySelectorAll(':scope > .live')) layer.remove();
      delete this.dataset.alive;
      console.error(`${this.dataset.source ?? 'a diagram'}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
