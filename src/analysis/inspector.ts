import type { InnerSession } from '../hrm/inner-session';
import type { Level } from '../hrm/parameters';
import { forwardResidual } from './forward-residual';
import { PointCloud } from './participation-ratio';
import { meanProduct } from './thought-path';

/** One module application: which, and its forward residual. */
export interface InnerMove {
  readonly level: Level;
  readonly residual: number;
}

/** What instruments show of a segment seen from within. */
export interface InnerFrame {
  /** In the order the segment makes them. */
  readonly moves: readonly InnerMove[];
  /** Participation ratio of each module's states: all positions after all its steps so far. */
  readonly participation: Readonly<Record<Level, number>>;
  /** How alike each new state of the slow module is to all its states so far, itself included (`thoughtPath`). */
  readonly products: readonly (readonly number[])[];
}

interface Thought {
  readonly states: Record<Level, Float32Array>;
  readonly clouds: Readonly<Record<Level, PointCloud>>;
  /** All states of the slow module so far but the one it starts from, which is far from any thought. */
  readonly slow: Float32Array[];
}

/** Follows one thought from within, a segment at a time. */
export class Inspector {
  private thought: Thought | null = null;

  /** @param hidden channels of a state */
  constructor(
    private readonly session: InnerSession,
    private readonly hidden: number,
  ) {}

  /** @param tokens [S] token ids of the puzzle to think about, from the start */
  async begin(tokens: Uint32Array, identifier = 0): Promise<void> {
    const { zH, zL } = await this.session.begin(tokens, identifier);
    const cloud = () => new PointCloud(this.hidden);
    this.thought = { states: { H: zH, L: zL }, clouds: { H: cloud(), L: cloud() }, slow: [] };
  }

  /** Thinks a segment on. Calls must not overlap. */
  async segment(): Promise<InnerFrame> {
    if (this.thought === null) throw new Error('No thought has begun.');
    const { states, clouds, slow } = this.thought;
    const products: number[][] = [];
    const moves = (await this.session.segment()).map(({ level, state }) => {
      const residual = forwardResidual(states[level], state);
      states[level] = state;
      clouds[level].add(state);
      if (level === 'H') {
        slow.push(state);
        products.push(slow.map((before) => meanProduct(before, state)));
      }
      return { level, residual };
    });
    const ratio = (level: Level) => clouds[level].participationRatio();
    return { moves, participation: { H: ratio('H'), L: ratio('L') }, products };
  }
}
