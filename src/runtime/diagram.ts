import { draw, still, type View } from '../draw/draw.ts';
import { beatOf, type Scene, type SceneData, stageBeats } from '../draw/scene.ts';
import { filmLength, frameAt, neighbour, positionOf, settles, settling } from '../draw/story.ts';
import { durations } from '../draw/theme.ts';
import { type Playing, play } from './clock.ts';
import { type Layer, layer, mayMove } from './diagram-layer.ts';
import { paperOf } from './print.ts';
import { fetchRooms, sceneFrom } from './rooms.ts';
import { watchSteps } from './steps.ts';

/** What a diagram has once it is awake. */
interface Life {
  readonly scene: Scene;
  readonly layer: Layer;
  readonly observers: readonly MutationObserver[];
}

/** Where a diagram is in its story. */
export interface Stand {
  readonly view: View;
  readonly plays: boolean;
  /** Whether its beat has come to its end. */
  readonly ended: boolean;
}

/**
 * `<deck-diagram>`: the poster in it is what the page has without script; with script a scene is made from its data
 * when it comes near, and drawn at the beat that its visible markers say. One step forward plays; everything else cuts.
 * In the light DOM and with all it knows in its markers, so that copies of the page work as the original does. If
 * anything fails the poster is there, and the talk goes on.
 */
export class DeckDiagram extends HTMLElement {
  #life: Life | undefined;
  #near: IntersectionObserver | undefined;
  #playing: Playing | undefined;
  #view: View = { beat: 0, t: 0, settled: 1 };
  /** Where the hand left the bar, if it is known better than from the view. */
  #position: number | undefined;

  connectedCallback(): void {
    // a frozen picture stays as it was
    if (this.closest('.frozen') !== null) return;
    // a copy of the page has taken the layer along, without its life
    for (const stale of this.querySelectorAll(':scope > .live')) stale.remove();
    delete this.dataset.alive;
    // on paper nothing comes near, and a preview is made of what is
    if (paperOf(document.documentElement) === 'steps' || this.closest('[data-near]') !== null) {
      this.#guard(() => this.#wake());
      return;
    }
    this.#near = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) this.#guard(() => this.#wake());
    });
    this.#near.observe(this);
  }

  disconnectedCallback(): void {
    this.#near?.disconnect();
    this.#stop();
    for (const observer of this.#life?.observers ?? []) observer.disconnect();
    this.#life?.layer.remove();
    this.#life = undefined;
    delete this.dataset.alive;
  }

  /** Fetches beforehand what any diagram may need: on paper nothing comes near, it is all there at once. */
  static prepare(): Promise<void> {
    return fetchRooms();
  }

  /** Where it stands, for another to take its place; undefined while it is not alive. */
  get stand(): Stand | undefined {
    if (this.#life === undefined) return undefined;
    const { at } = beatOf(this.#life.scene, this.#view.beat);
    return { view: this.#view, plays: this.#playing !== undefined, ended: this.#view.t >= at };
  }

  /** Goes on from where another stood: at the same instant of the same beat, as far as this has them. */
  resume({ view, plays, ended }: Stand): void {
    this.#guard(() => this.#wake());
    this.#act((scene) => {
      const beat = Math.min(view.beat, scene.beats.length - 1);
      if (ended || view.t >= beatOf(scene, beat).at) this.#cutTo(still(scene, beat));
      else if (plays) this.#run(scene, { ...view, beat });
      else this.#cutTo({ ...view, beat });
    });
  }

  /** Comes to life and plays, because its reader wants it to. */
  start(): void {
    this.#guard(() => this.#wake());
    this.toggle();
  }

  /** Where the film stands, for another window; every change of it is an event `film`. Undefined while there is no film. */
  get film(): { view: View; position: number; length: number; playing: boolean } | undefined {
    const scene = this.#life?.scene;
    return (
      scene && {
        view: this.#view,
        position: this.#position ?? positionOf(scene, this.#view),
        length: filmLength(scene),
        playing: this.#playing !== undefined,
      }
    );
  }

  /** What it says now, in a sentence. */
  get sentence(): string {
    return this.#life?.layer.sentence(this.#view.beat) ?? '';
  }

  /** Stands at a view of this film as it was told elsewhere; what this film does not have is left alone. */
  seek(view: View, position?: number): void {
    this.#act((scene) => {
      if (view.beat in scene.beats) this.#cutTo(view, position);
    });
  }

  /** Stands at a place in the film, from 0 to its length. */
  scrub(position: number): void {
    this.#act((scene) => this.#cutTo(frameAt(scene, position), position));
  }

  /** What is wrong with it: whether it can be simulated, and drawn at the end of every beat. */
  async problem(): Promise<string | undefined> {
    try {
      await fetchRooms();
      const scene = sceneFrom(this.#data());
      if (scene === undefined) return 'its room did not come';
      for (const beat of scene.beats.keys()) draw(scene, still(scene, beat), { ink: 'live', format: 'wide' });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Plays the beat at hand once more. */
  replay(): void {
    this.#act((scene) => {
      const { beat } = this.#view;
      const stages = stageBeats(scene);
      if (beatOf(scene, beat).numbers !== undefined) this.#playNumbers(beat);
      else this.#playBeat(scene, beat, stages[stages.indexOf(beat) - 1]);
    });
  }

  /** Plays to the end of the beat, or the next beat; or stops. */
  toggle(): void {
    this.#act((scene) => {
      if (this.#playing === undefined) this.#playOn(scene);
      else this.#cutTo(this.#view);
    });
  }

  /** To the next thing that happens in the run, forward or back. */
  event(direction: 1 | -1): void {
    this.#act(() => this.#cutTo(neighbour(this.#shown(), this.#view, direction)));
  }

  #wake(): void {
    if (this.#life !== undefined) return;
    this.#near?.disconnect();
    const scene = sceneFrom(this.#data());
    if (scene === undefined) this.#wakeLater();
    else this.#live(scene);
  }

  #data(): SceneData {
    // the compiler has made and checked it: the page does not carry the rules again
    return JSON.parse(this.querySelector(':scope > script')?.textContent ?? '');
  }

  /** Once what it needs has been fetched, if it is still there. */
  #wakeLater(): void {
    fetchRooms()
      .then(() => this.isConnected && this.#guard(() => this.#wake()))
      .catch((error: unknown) =>
        this.#guard(() => {
          throw error;
        }),
      );
  }

  #live(scene: Scene): void {
    const drawn = layer(this, scene, {
      toggle: () => this.toggle(),
      event: (direction) => this.event(direction),
      scrub: (position) => this.scrub(position),
    });
    drawn.onReshape(() => this.#act(() => this.#redraw(scene)));
    const observers: MutationObserver[] = [];
    this.#life = { scene, layer: drawn, observers };
    this.dataset.alive = '';
    observers.push(...this.#watchLeaving(scene), this.#followSteps(scene));
    // the first picture may have failed, and life is over before it began
    if (this.#life === undefined) for (const observer of observers) observer.disconnect();
  }

  #followSteps(scene: Scene): MutationObserver {
    const stages = stageBeats(scene);
    let last: number | undefined;
    return watchSteps(this, (step) => {
      const beat = stages[step] ?? 0;
      const forward = last !== undefined && step === last + 1;
      last = step;
      this.#act(() => (forward ? this.#playBeat(scene, beat, stages[step - 1]) : this.#cutTo(still(scene, beat))));
    });
  }

  /** A slide that is left stands still, and so it is found again. */
  #watchLeaving(scene: Scene): readonly MutationObserver[] {
    const section = this.closest('section');
    if (section === null) return [];
    const observer = new MutationObserver(() => {
      if (this.#playing !== undefined && !section.classList.contains('present')) {
        this.#act(() => this.#cutTo(still(scene, this.#view.beat)));
      } else {
        // who comes to it finds what is only for who is here
        this.#act(() => this.#show(this.#view, this.#position));
      }
    });
    observer.observe(section, { attributes: true, attributeFilter: ['class'] });
    return [observer];
  }

  /** Plays a beat from where the one `before` it ended: on stage those between are passed over. */
  #playBeat(scene: Scene, beat: number, before = beat - 1): void {
    const own = beatOf(scene, beat);
    const { at, run, from } = own;
    const last = scene.beats[before];
    const start = last === undefined || last.run !== run ? from : last.ask === '' ? last.at : 0;
    // a copy in another window, and a slide that is not on screen, stand still
    const onStage = this.closest('.reveal:not(.overview) section.present, .transcript') !== null;
    const stands = at <= start && !settles(scene, own);
    if (stands || !onStage || !mayMove()) this.#cutTo(still(scene, beat));
    else this.#run(scene, { beat, t: start, settled: 0, ...(last === undefined ? {} : { came: before }) });
  }

  /** Plays the run that a reader's numbers have made, which on its own stands still. */
  #playNumbers(beat: number): void {
    const scene = this.#shown();
    if (mayMove()) this.#run(scene, { beat, t: 0, settled: 0 }, durations.again);
    else this.#cutTo(still(scene, beat));
  }

  #playOn(all: Scene): void {
    const { beat, t } = this.#view;
    const scene = beatOf(all, beat).numbers === undefined ? all : this.#shown();
    if (t < beatOf(scene, beat).at && mayMove()) this.#run(scene, { ...this.#view, settled: 0 });
    else if (t < beatOf(scene, beat).at) this.#cutTo(still(scene, beat));
    else this.#playBeat(scene, beat + 1 < scene.beats.length ? beat + 1 : 0);
  }

  /** Plays a beat from a view of it to its end, and lets what is on its way then arrive. */
  #run(scene: Scene, { beat, t: start, ...way }: View, longest = Number.POSITIVE_INFINITY): void {
    this.#stop();
    const { at, lens: usual } = beatOf(scene, beat);
    const lens = Math.min(usual, longest / Math.max(at - start, 1));
    const length = (at - start) * lens;
    const frame = (elapsed: number) => {
      const settled = Math.max(0, (elapsed - length) / settling(scene));
      this.#act(() => this.#show({ ...way, beat, t: Math.min(at, start + elapsed / lens), settled, since: start }));
    };
    this.#playing = play(length + settling(scene), frame, () => {
      this.#playing = undefined;
      this.#act(() => this.#show(still(scene, beat)));
    });
  }

  #cutTo(view: View, position?: number): void {
    this.#stop();
    this.#show(view, position);
  }

  #stop(): void {
    this.#playing?.stop();
    this.#playing = undefined;
  }

  /** The scene that is seen now: the beat's own, once its reader has changed its numbers. */
  #shown(): Scene {
    if (this.#life === undefined) throw new Error('nothing is shown');
    return this.#life.layer.shown(this.#view.beat);
  }

  /** The numbers have changed, or the window has. */
  #redraw(scene: Scene): void {
    const { beat } = this.#view;
    if (beatOf(scene, beat).numbers === undefined) this.#show(this.#view, this.#position);
    else this.#cutTo(still(this.#shown(), beat));
  }

  /** `position` is where the hand is on the bar, which a beat that stands still has many of. */
  #show(view: View, position?: number): void {
    const life = this.#life;
    const own = life?.layer.shown(view.beat);
    // who comes back to numbers finds them as they were left
    const isLeft = own !== undefined && own !== life?.scene && this.#playing === undefined;
    this.#view = isLeft && view.t === life?.scene.beats[view.beat]?.at ? still(own, view.beat) : view;
    this.#position = position;
    life?.layer.show(this.#view, this.#playing !== undefined, position);
    this.dispatchEvent(new Event('film', { bubbles: true }));
  }

  /** Does something with the scene, if there is one. */
  #act(deed: (scene: Scene) => void): void {
    const life = this.#life;
    if (life !== undefined) this.#guard(() => deed(life.scene));
  }

  /** Whatever fails takes the living layer with it: the poster stands, with one line for whoever looks. */
  #guard(deed: () => void): void {
    try {
      deed();
    } catch (error) {
      this.disconnectedCallback();
      console.error(`${this.dataset.source ?? 'a diagram'}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
