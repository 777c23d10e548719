import { wishesToHalt } from '../hrm/act';
import type { World } from '../puzzles/world';
import type { ChainThinker } from './chains';

/** Accuracy on a set of puzzles. */
export interface Evaluation {
  readonly count: number;
  /** Share of puzzles that equal the answer given, after each segment, nobody halting early. */
  readonly exact: readonly number[];
  /** Share of right answers, whichever; only in a world where a puzzle may have several. */
  readonly valid?: readonly number[];
  /** Share of cells right after each segment. */
  readonly cell: readonly number[];
  /** When every puzzle stops at its first wish to halt, or at the limit. */
  readonly act: {
    readonly mean_segments: number;
    readonly exact: number;
    readonly valid?: number;
  };
}

/** What happened to every puzzle, to be summed up over all of them or over some. */
export interface Outcomes {
  /** @param limit ACT limit in segments, @param include which puzzles count (all, unless given) */
  summary(limit: number, include?: (index: number) => boolean): Evaluation;
}

interface Outcome {
  /** Cells right after each segment. */
  readonly right: number[];
  /** Whether the answer is a right one, after each segment. */
  readonly isValid: boolean[];
  readonly cells: number;
  /** 1-based segment of the first wish to halt; Infinity without one. */
  wish: number;
}

/** Runs every puzzle for `segments` segments. */
export async function evaluate<Grid>(
  thinker: ChainThinker,
  world: Pick<World<Grid>, 'encode' | 'decode' | 'solves' | 'severalAnswers'>,
  puzzles: readonly { readonly puzzle: Grid; readonly solution: Grid }[],
  segments: number,
  onProgress: (done: number) => void,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < puzzles.length; start += thinker.width) {
    const part = puzzles.slice(start, start + thinker.width);
    const inputs = part.map(({ puzzle }) => world.encode(puzzle));
    const wanted = part.map(({ solution }) => world.encode(solution));
    const results = inputs.map(({ length: cells }): Outcome => ({
      right: [],
      isValid: [],
      cells,
      wish: Infinity,
    }));
    await thinker.begin(inputs);
    for (let segment = 1; segment <= segments; segment++) {
      (await thinker.segment()).forEach(({ tokens, qHalt, qContinue }, index) => {
        const result = results[index]!;
        const right = tokens.reduce((sum, token, at) => sum + +(token === wanted[index]![at]), 0);
        result.right.push(right);
        result.isValid.push(
          right === result.cells ||
            (world.severalAnswers && world.solves(world.decode(tokens), part[index]!.puzzle)),
        );
        if (wishesToHalt(qHalt, qContinue)) result.wish = Math.min(result.wish, segment);
      });
    }
    outcomes.push(...results);
    onProgress(outcomes.length);
  }

  return {
    summary(limit, include = () => true) {
      const chosen = outcomes.filter((_, index) => include(index));
      const mean = (value: (outcome: Outcome) => number) =>
        chosen.reduce((sum, outcome) => sum + value(outcome), 0) / chosen.length;
      const isExact = ({ right, cells }: Outcome, segment: number) =>
        +(right[segment - 1] === cells);
      const isValid = (outcome: Outcome, segment: number) => +outcome.isValid[segment - 1]!;
      const numbers = Array.from({ length: segments }, (_, index) => index + 1);
      const stop = ({ wish }: Outcome) => Math.min(wish, limit);
      const each = (value: (outcome: Outcome, segment: number) => number) =>
        numbers.map((segment) => mean((outcome) => value(outcome, segment)));
      const atStop = (value: (outcome: Outcome, segment: number) => number) =>
        mean((outcome) => value(outcome, stop(outcome)));
      return {
        count: chosen.length,
        exact: each(isExact),
        ...(world.severalAnswers && { valid: each(isValid) }),
        cell: each(({ right, cells }, segment) => right[segment - 1]! / cells),
        act: {
          mean_segments: mean(stop),
          exact: atStop(isExact),
          ...(world.severalAnswers && { valid: atStop(isValid) }),
        },
      };
    },
  };
}
