import type { HrmSession } from '../hrm/session';
import type { Random } from '../puzzles/random';
import type { View, World } from '../puzzles/world';

/** What a group of chains answers for one puzzle after a segment. */
export interface ChainAnswer {
  /** Predicted tokens of the puzzle as it was given. */
  readonly tokens: Uint8Array;
  readonly qHalt: number;
  readonly qContinue: number;
}

/** Thinks about up to `width` puzzles at once, each in several chains. */
export interface ChainThinker {
  readonly width: number;
  /** @param puzzles at most `width` puzzles as tokens; the rest of the batch repeats the last. */
  begin(puzzles: readonly Uint8Array[]): Promise<void>;
  /** One segment; an answer for each puzzle begun. */
  segment(): Promise<ChainAnswer[]>;
}

/**
 * Breadth of thought (arXiv 2601.10679): the same puzzle in several views of its world, thought about
 * as one batch. After each segment the chain whose Q head is surest answers, with its view undone.
 * The first chain sees the puzzle as it is, so one chain is plain thinking.
 *
 * @param session its batch must be a multiple of `chains`
 */
export function openChains<Grid>(
  session: HrmSession,
  world: Pick<World<Grid>, 'views'>,
  chains: number,
  random: Random,
): ChainThinker {
  const width = session.batch / chains;
  if (!Number.isInteger(width)) {
    throw new RangeError(`A batch of ${session.batch} does not hold whole groups of ${chains}.`);
  }
  let begun = 0;
  /** One a row of the batch. */
  let views: View[] = [];

  return {
    width,
    async begin(puzzles) {
      begun = puzzles.length;
      const cells = puzzles[0]!.length;
      views = Array.from({ length: width }, () => world.views(cells, chains, random)).flat();
      const tokens = new Uint32Array(session.batch * cells);
      views.forEach((view, row) => {
        const puzzle = puzzles[Math.min(Math.floor(row / chains), begun - 1)]!;
        tokens.set(view.apply(puzzle), row * cells);
      });
      await session.begin(tokens);
    },
    async segment() {
      const { tokens, qHalt, qContinue } = await session.segment();
      const cells = tokens.length / session.batch;
      return Array.from({ length: begun }, (_, puzzle) => {
        const surest = surestRow(qHalt, puzzle * chains, (puzzle + 1) * chains);
        const predicted = tokens.subarray(surest * cells, (surest + 1) * cells);
        return {
          tokens: views[surest]!.undo(Uint8Array.from(predicted)),
          qHalt: qHalt[surest]!,
          qContinue: qContinue[surest]!,
        };
      });
    },
  };
}

/** Of the rows `from…to − 1`, the one with the highest q_halt; the first of equals. */
export function surestRow(qHalt: ArrayLike<number>, from: number, to: number): number {
  let surest = from;
  for (let row = from + 1; row < to; row++) {
    if (qHalt[row]! > qHalt[surest]!) surest = row;
  }
  return surest;
}
