import type { Backend } from '../compute/backend';
import { openSession, type HrmSession } from '../hrm/session';
import type { ModelTensors } from '../hrm/tensors';
import { createRandom } from '../puzzles/random';
import { worldOf } from '../puzzles/world';
import { otherViews } from './chains';
import { Reasoner, type DrawViews } from './reasoner';

/** Puzzles remembered by a thought of one chain; wider ones remember fewer, in as much memory. */
const CAPACITY = 32;
/** The same puzzle is looked at in the same ways, under the same noise, by everyone at any time. */
const SEED = 1;

interface Mind {
  readonly reasoner: Reasoner;
  /** `null` until it is needed on the present backend, and when others took its place. */
  session: HrmSession | null;
}

/**
 * Thinks as wide as asked, with one set of weights on a backend: a reasoner for each breadth, each
 * with a session of as many rows. The session of one chain stays; of the wider ones there is one at a
 * time, opened when it is first needed.
 */
export class Breadths {
  private readonly minds = new Map<number, Mind>();
  private home: { readonly backend: Backend; readonly weights: ModelTensors } | null = null;

  /**
   * Thinks here from now on; memories stay, states move along.
   * @param narrow the session of one chain
   */
  attach(backend: Backend, weights: ModelTensors, narrow: HrmSession): void {
    this.home = { backend, weights };
    // Those of a device that was lost could not be released.
    for (const mind of this.minds.values()) mind.session = null;
    const mind = this.minds.get(1) ?? {
      reasoner: new Reasoner({ capacity: CAPACITY, draw: this.drawer(1), seed: SEED }),
      session: null,
    };
    mind.session = narrow;
    mind.reasoner.attach(narrow);
    this.minds.set(1, mind);
  }

  /** Copies the states of thoughts in progress out of the backend, which may then be disposed. */
  async release(): Promise<void> {
    this.home = null;
    for (const mind of this.minds.values()) {
      if (mind.session === null) continue;
      mind.session = null;
      // On a device that has just died there is nothing to copy; the thought is then replayed.
      await mind.reasoner.release().catch(() => undefined);
    }
  }

  /** Forgets every thought, as other weights require. */
  forget(): void {
    for (const { reasoner } of this.minds.values()) reasoner.forget();
  }

  /** Forgets every thought and the views of the puzzles, as another kind of model requires. */
  forgetAll(): void {
    this.forget();
    // How a puzzle may be redrawn is the model's affair, so wide reasoners are made anew.
    for (const breadth of this.minds.keys()) if (breadth > 1) this.minds.delete(breadth);
  }

  /**
   * The reasoner that thinks in so many chains, ready to think.
   * @throws Error if no model is open
   */
  async of(breadth: number): Promise<Reasoner> {
    const { home } = this;
    if (home === null) throw new Error('No model is open.');
    const { backend, weights } = home;
    let mind = this.minds.get(breadth);
    if (mind === undefined) {
      const capacity = Math.max(1, Math.floor(CAPACITY / breadth));
      const draw = this.drawer(breadth);
      const reasoner = new Reasoner({ chains: breadth, capacity, draw, seed: SEED });
      mind = { reasoner, session: null };
      this.minds.set(breadth, mind);
    }
    if (mind.session === null) {
      await this.closeWide();
      mind.session = await openSession(backend, weights, { batch: breadth });
      mind.reasoner.attach(mind.session);
    }
    return mind.reasoner;
  }

  private async closeWide(): Promise<void> {
    for (const [breadth, mind] of this.minds) {
      if (breadth === 1 || mind.session === null) continue;
      await mind.reasoner.release();
      mind.session.dispose();
      mind.session = null;
    }
  }

  /** @returns what throws an Error where it is unknown how the model's puzzles may be redrawn */
  private drawer(breadth: number): DrawViews {
    return (cells, time) => {
      const world = this.home && worldOf(this.home.weights.config);
      if (world === null) {
        throw new Error('It is unknown what this model thinks about, and so in which other views.');
      }
      const random = createRandom(SEED + time);
      return time === 0
        ? world.views(cells, breadth, random)
        : otherViews(world, cells, breadth, random);
    };
  }
}
