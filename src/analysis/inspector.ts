import type { Pace } from '../compute/backend';
import { BrokenOff } from '../hrm/broken-off';
import type { InnerSession, InnerStep } from '../hrm/inner-session';
import type { StateName, States } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import { Steps } from './steps';
import { meanProduct } from './thought-path';

/** One module application: the state it wrote, and its forward residual. */
export interface InnerMove {
  readonly level: StateName;
  readonly residual: number;
}

/** The inner figures of a segment, for the instruments. */
export interface InnerFrame {
  /** In the order of the segment's schedule. */
  readonly moves: readonly InnerMove[];
  /** Participation ratio of each state: all positions after all its steps so far. */
  readonly participation: States<number>;
  /**
   * The products of each new slow state with all slow states so far and itself (for `thoughtPath`).
   */
  readonly products: readonly (readonly number[])[];
}

interface Thought {
  /** The states at the start of the next segment. */
  carry: Carry;
  readonly steps: Steps;
  /** All slow states so far, except the initial one, which is far from all others. */
  readonly slow: Float32Array[];
}

/** Follows the inner states of one thought, a segment at a time. */
export class Inspector {
  private thought: Thought | null = null;

  /** @param hidden channels of a state */
  constructor(
    private readonly session: InnerSession,
    private readonly hidden: number,
  ) {}

  /** @param tokens [S] token ids of the puzzle to think about, from the start */
  async begin(tokens: Uint32Array, identifier = 0): Promise<void> {
    const steps = new Steps(this.hidden);
    const carry = await this.session.begin(tokens, identifier);
    steps.startFrom(carry);
    this.thought = { carry, steps, slow: [] };
  }

  /**
   * Thinks for one more segment. Calls must not overlap.
   * @param pace may interrupt it; the thought then keeps its states from before
   */
  async segment(pace?: Pace): Promise<InnerFrame> {
    const { thought } = this;
    if (thought === null) throw new Error('No thought has begun.');
    const { steps, slow } = thought;
    const products: number[][] = [];
    const moves = (await this.think(thought, pace)).map((step) => {
      const { level, state } = step;
      if (level === 'H') {
        slow.push(state);
        products.push(slow.map((before) => meanProduct(before, state)));
      }
      return { level, residual: steps.take(step) };
    });
    thought.carry = await this.session.carry();
    steps.startFrom(thought.carry);
    return { moves, participation: steps.participation(), products };
  }

  private async think({ carry }: Thought, pace?: Pace): Promise<InnerStep[]> {
    try {
      return await this.session.segment(pace);
    } catch (error) {
      if (error instanceof BrokenOff) this.session.resume(carry);
      throw error;
    }
  }
}
