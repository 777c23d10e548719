import type { Pace } from '../compute/backend';
import type { HrmSession } from '../hrm/session';
import { createRandom, cutNormal, normal } from '../puzzles/random';
import { forwardResidual } from './forward-residual';
import { meanProduct } from './thought-path';

/** How the thoughts about one puzzle get different starts. The first always has the plain start. */
export const STARTS = ['noise', 'random', 'views'] as const;
/**
 * `noise`: Gaussian noise on the initial states; `random`: both states drawn at every position from
 * a normal distribution cut at two standard deviations, as Equilibrium Reasoners start (arXiv
 * 2605.21488); `views`: other views of the puzzle, with the plain states.
 */
export type StartKind = (typeof STARTS)[number];

/** A thought from one of the starts after a segment. */
export interface AttractorRow {
  readonly tokens: Uint8Array;
  readonly qHalt: number;
  /** How far the segment moved z_H, see `forwardResidual`. */
  readonly residual: number;
}

/** All thoughts after a segment. */
export interface AttractorFrame {
  readonly segment: number;
  readonly rows: readonly AttractorRow[];
  /**
   * The products of each new z_H with all earlier ones and itself, as input for `thoughtPath`:
   * thought by thought within a segment, segments in order.
   */
  readonly products: readonly (readonly number[])[];
}

/** The puzzle in another view, and the inverse of the view. */
export interface Drawing {
  apply(tokens: Uint8Array): Uint8Array;
  undo(tokens: Uint8Array): Uint8Array;
}

export interface AttractorOptions {
  readonly kind: StartKind;
  /** Standard deviation of the noise. */
  readonly sigma: number;
  readonly segments: number;
  readonly seed?: number;
  /** One for each start, if starts are `views` of the puzzle. */
  readonly views?: readonly Drawing[];
}

/**
 * Thinks about one puzzle from several starts at once, to see where the thoughts end.
 *
 * @param session a row for each start
 * @param tokens [S]
 * @param pace may interrupt a segment
 */
export async function* attractors(
  session: Pick<HrmSession, 'batch' | 'begin' | 'carry' | 'replaceCarry' | 'segment'>,
  tokens: Uint32Array,
  identifier: number,
  { kind, sigma, segments, seed = 1, views = [] }: AttractorOptions,
  pace?: Pace,
): AsyncGenerator<AttractorFrame> {
  const { batch } = session;
  const cells = tokens.length;
  const repeated = new Uint32Array(batch * cells);
  const plain = Uint8Array.from(tokens);
  for (let row = 0; row < batch; row++) {
    repeated.set(views[row]?.apply(plain) ?? plain, row * cells);
  }
  await session.begin(repeated, new Uint32Array(batch).fill(identifier));
  let carry = await session.carry();
  const size = carry.H.length / batch;
  for (let row = 1; row < batch && kind !== 'views'; row++) {
    // A start does not depend on the number of starts.
    const random = createRandom(seed * 1000 + row);
    for (const state of Object.values(carry) as Float32Array[]) {
      for (let i = row * size; i < (row + 1) * size; i++) {
        state[i] = kind === 'noise' ? state[i]! + sigma * normal(random) : cutNormal(random);
      }
    }
  }
  session.replaceCarry(carry);

  const seen: Float32Array[] = [];
  const stateOf = (zH: Float32Array, row: number) => zH.subarray(row * size, (row + 1) * size);
  for (let segment = 1; segment <= segments; segment++) {
    const before = carry.H;
    const result = await session.segment(pace);
    carry = await session.carry();
    const products: number[][] = [];
    const rows = Array.from({ length: batch }, (_, row): AttractorRow => {
      const state = stateOf(carry.H, row);
      seen.push(state);
      products.push(seen.map((other) => meanProduct(other, state)));
      const answer = Uint8Array.from(result.tokens.subarray(row * cells, (row + 1) * cells));
      return {
        tokens: views[row]?.undo(answer) ?? answer,
        qHalt: result.qHalt[row]!,
        residual: forwardResidual(stateOf(before, row), state),
      };
    });
    yield { segment, rows, products };
  }
}
