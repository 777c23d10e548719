import type { Backend } from '../compute/backend';
import type { HrmModel } from '../hrm/parameters';
import type { HrmSession } from '../hrm/session';
import { THOUGHT_SEED } from '../hrm/starts';
import type { ModelTensors } from '../hrm/tensors';
import { createRandom } from '../puzzles/random';
import { worldOf } from '../puzzles/worlds';
import { Reasoner, type DrawViews } from './reasoner';
import type { Helpers } from './rows/protocol';
import { openRows } from './rows/session';
import { assumptions, otherViews } from './starting-over';

/**
 * Puzzles that a reasoner of one chain remembers; wider ones remember fewer, in the same memory.
 */
const CAPACITY = 32;
/** The model, and its weights on a backend. */
interface Home {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  readonly model: HrmModel;
}

interface PooledReasoner {
  readonly reasoner: Reasoner;
  /** `null` until it is needed on the present backend, and after another one has replaced it. */
  session: HrmSession | null;
}

/**
 * Keeps a reasoner for each number of chains, each with a session of that many rows, all with the
 * same weights on a backend. The session of one chain stays open. Of the wider sessions only one is
 * open at a time, from its first use.
 */
export class ReasonerPool {
  private readonly pooled = new Map<number, PooledReasoner>();
  private home: Home | null = null;

  /** @param helpers other threads that take a share of the chains; `null` for none */
  constructor(private readonly helpers: Helpers | null = null) {}

  /**
   * Moves to this model and backend; keeps the remembered frames and moves the states.
   * @param narrow the session of one chain
   */
  attach(home: Home, narrow: HrmSession): void {
    // The sessions of a lost device cannot be released.
    for (const entry of this.pooled.values()) this.letGo(entry);
    this.home = home;
    const entry = this.pooled.get(1) ?? {
      reasoner: this.reasoner(1),
      session: null,
    };
    entry.session = narrow;
    entry.reasoner.attach(narrow);
    this.pooled.set(1, entry);
  }

  /**
   * Copies the states of thoughts in progress out of the backend, which may then be disposed of.
   */
  async release(): Promise<void> {
    for (const entry of this.pooled.values()) {
      if (entry.session === null) continue;
      // If the device was just lost, there is nothing to copy; the thought is then replayed.
      await entry.reasoner.release().catch(() => undefined);
      this.letGo(entry);
    }
    this.home = null;
  }

  /**
   * Replaces the weights by those of a model of the same config, and forgets every thought.
   * @throws Error if a weight is missing, RangeError if one is misshapen; the old ones then stay
   */
  exchange(model: HrmModel): void {
    if (this.home === null) throw new Error('No model is open.');
    for (const { session } of this.pooled.values()) session?.replaceWeights(model.weights);
    this.home = { ...this.home, model };
    this.forget();
  }

  /** Forgets every thought, because the weights have changed. */
  forget(): void {
    for (const { reasoner } of this.pooled.values()) reasoner.forget();
  }

  /** Forgets every thought and the views of the puzzles, because the kind of model has changed. */
  forgetAll(): void {
    this.forget();
    // The views of a puzzle depend on the model, so wide reasoners are made again.
    for (const [numChains, entry] of this.pooled) {
      if (numChains === 1) continue;
      this.letGo(entry);
      this.pooled.delete(numChains);
    }
  }

  /**
   * The reasoner for this number of chains, ready to think.
   * @throws Error if no model is open
   */
  async of(numChains: number): Promise<Reasoner> {
    const { home } = this;
    if (home === null) throw new Error('No model is open.');
    const { backend, weights, model } = home;
    let entry = this.pooled.get(numChains);
    if (entry === undefined) {
      entry = { reasoner: this.reasoner(numChains), session: null };
      this.pooled.set(numChains, entry);
    }
    if (entry.session === null) {
      await this.closeWide();
      entry.session = await openRows(backend, weights, model, numChains, this.helpers);
      entry.reasoner.attach(entry.session);
    }
    return entry.reasoner;
  }

  /** The backend is about to go, with its memory; the threads of a session end with the session. */
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

  private reasoner(numChains: number): Reasoner {
    return new Reasoner({
      chains: numChains,
      capacity: Math.max(1, Math.floor(CAPACITY / numChains)),
      draw: this.drawer(numChains),
      assumptions: (puzzle) => assumptions(this.world() ?? {}, puzzle, THOUGHT_SEED),
      seed: THOUGHT_SEED,
    });
  }

  /** @returns a function that throws an Error if the views of the model's puzzles are unknown */
  private drawer(numChains: number): DrawViews {
    return (cells, time) => {
      const world = this.world();
      if (world === null) {
        throw new Error(
          'It is unknown what this model thinks about, and so which views there are.',
        );
      }
      const random = createRandom(THOUGHT_SEED + time);
      return time === 0
        ? world.views(cells, numChains, random)
        : otherViews(world, cells, numChains, random);
    };
  }

  /** Of the model's puzzles, or `null` if it is unknown. */
  private world() {
    return this.home && worldOf(this.home.weights.config);
  }
}
