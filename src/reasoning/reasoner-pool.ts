import type { Backend } from '../compute/backend';
import type { HrmModel } from '../hrm/parameters';
import type { HrmSession } from '../hrm/session';
import { START_SEED } from '../hrm/starts';
import type { ModelTensors } from '../hrm/tensors';
import { createRandom } from '../puzzles/random';
import { worldOf } from '../puzzles/world';
import { otherViews } from './chains';
import { Reasoner, type DrawViews } from './reasoner';
import type { Helpers } from './rows/protocol';
import { openRows } from './rows/session';

/** Puzzles remembered by a thought of one chain; wider ones remember fewer, in as much memory. */
const CAPACITY = 32;
/** The same puzzle is looked at in the same ways, under the same noise, by everyone at any time. */
const SEED = START_SEED;

/** Where it thinks: the model, and its weights on a backend. */
interface Home {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  readonly model: HrmModel;
}

interface PooledReasoner {
  readonly reasoner: Reasoner;
  /** `null` until it is needed on the present backend, and when others took its place. */
  session: HrmSession | null;
}

/**
 * Thinks as wide as asked, with one set of weights on a backend: a reasoner for each number of chains, each
 * with a session of as many rows. The session of one chain stays; of the wider ones there is one at a
 * time, opened when it is first needed.
 */
export class ReasonerPool {
  private readonly pooled = new Map<number, PooledReasoner>();
  private home: Home | null = null;

  /** @param helpers other threads that take their share of the chains; `null` for none */
  constructor(private readonly helpers: Helpers | null = null) {}

  /**
   * Thinks here from now on; memories stay, states move along.
   * @param narrow the session of one chain
   */
  attach(home: Home, narrow: HrmSession): void {
    // Those of a device that was lost could not be released.
    for (const entry of this.pooled.values()) this.letGo(entry);
    this.home = home;
    const entry = this.pooled.get(1) ?? {
      reasoner: new Reasoner({ capacity: CAPACITY, draw: this.drawer(1), seed: SEED }),
      session: null,
    };
    entry.session = narrow;
    entry.reasoner.attach(narrow);
    this.pooled.set(1, entry);
  }

  /** Copies the states of thoughts in progress out of the backend, which may then be disposed. */
  async release(): Promise<void> {
    for (const entry of this.pooled.values()) {
      if (entry.session === null) continue;
      // On a device that has just died there is nothing to copy; the thought is then replayed.
      await entry.reasoner.release().catch(() => undefined);
      this.letGo(entry);
    }
    this.home = null;
  }

  /**
   * Puts the weights of a model of the same config in place, and forgets every thought.
   * @throws Error if a weight is missing, RangeError if one is misshapen; the old ones then stay
   */
  exchange(model: HrmModel): void {
    if (this.home === null) throw new Error('No model is open.');
    for (const { session } of this.pooled.values()) session?.replaceWeights(model.weights);
    this.home = { ...this.home, model };
    this.forget();
  }

  /** Forgets every thought, as other weights require. */
  forget(): void {
    for (const { reasoner } of this.pooled.values()) reasoner.forget();
  }

  /** Forgets every thought and the views of the puzzles, as another kind of model requires. */
  forgetAll(): void {
    this.forget();
    // How a puzzle may be redrawn is the model's affair, so wide reasoners are made anew.
    for (const [numChains, entry] of this.pooled) {
      if (numChains === 1) continue;
      this.letGo(entry);
      this.pooled.delete(numChains);
    }
  }

  /**
   * The reasoner that thinks in so many chains, ready to think.
   * @throws Error if no model is open
   */
  async of(numChains: number): Promise<Reasoner> {
    const { home } = this;
    if (home === null) throw new Error('No model is open.');
    const { backend, weights, model } = home;
    let entry = this.pooled.get(numChains);
    if (entry === undefined) {
      const capacity = Math.max(1, Math.floor(CAPACITY / numChains));
      const draw = this.drawer(numChains);
      const reasoner = new Reasoner({ chains: numChains, capacity, draw, seed: SEED });
      entry = { reasoner, session: null };
      this.pooled.set(numChains, entry);
    }
    if (entry.session === null) {
      await this.closeWide();
      entry.session = await openRows(backend, weights, model, numChains, this.helpers);
      entry.reasoner.attach(entry.session);
    }
    return entry.reasoner;
  }

  /** The backend goes, and its memory with it; threads of a session go with the session. */
  private letGo(entry: PooledReasoner): void {
    if (this.home?.backend.kind === 'wasm') entry.session?.dispose();
    entry.session = null;
  }

  private async closeWide(): Promise<void> {
    for (const [numChains, entry] of this.pooled) {
      if (numChains === 1 || entry.session === null) continue;
      await entry.reasoner.release();
      entry.session.dispose();
      entry.session = null;
    }
  }

  /** @returns what throws an Error where it is unknown how the model's puzzles may be redrawn */
  private drawer(numChains: number): DrawViews {
    return (cells, time) => {
      const world = this.home && worldOf(this.home.weights.config);
      if (world === null) {
        throw new Error('It is unknown what this model thinks about, and so in which other views.');
      }
      const random = createRandom(SEED + time);
      return time === 0
        ? world.views(cells, numChains, random)
        : otherViews(world, cells, numChains, random);
    };
  }
}
