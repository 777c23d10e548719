import { wishesToHalt } from '../hrm/act';
import { encodeSudoku } from '../puzzles/sudoku/codec';
import type { SudokuGrid } from '../puzzles/sudoku/geometry';
import type { ChainThinker } from './chains';

/** Accuracy on a set of puzzles. */
export interface Evaluation {
  readonly count: number;
  /** Share of puzzles entirely right after each segment, nobody halting early. */
  readonly exact: readonly number[];
  /** Share of cells right after each segment. */
  readonly cell: readonly number[];
  /** When every puzzle stops at its first wish to halt, or at the limit. */
  readonly act: { readonly mean_segments: number; readonly exact: number };
}

/** What happened to every puzzle, to be summed up over all of them or over some. */
export interface Outcomes {
  /** @param limit ACT limit in segments, @param include which puzzles count (all, unless given) */
  summary(limit: number, include?: (index: number) => boolean): Evaluation;
}

interface Outcome {
  /** Cells right after each segment. */
  readonly right: number[];
  readonly cells: number;
  /** 1-based segment of the first wish to halt; Infinity without one. */
  wish: number;
}

/** Runs every puzzle for `segments` segments. */
export async function evaluate(
  thinker: ChainThinker,
  puzzles: readonly { readonly puzzle: SudokuGrid; readonly solution: SudokuGrid }[],
  segments: number,
  onProgress: (done: number) => void,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < puzzles.length; start += thinker.width) {
    const part = puzzles.slice(start, start + thinker.width);
    const wanted = part.map(({ solution }) => encodeSudoku(solution));
    const results = part.map(({ puzzle }): Outcome => ({
      right: [],
      cells: puzzle.length,
      wish: Infinity,
    }));
    await thinker.begin(part.map(({ puzzle }) => encodeSudoku(puzzle)));
    for (let segment = 1; segment <= segments; segment++) {
      (await thinker.segment()).forEach(({ tokens, qHalt, qContinue }, index) => {
        const result = results[index]!;
        const right = tokens.reduce((sum, token, at) => sum + +(token === wanted[index]![at]), 0);
        result.right.push(right);
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
      const numbers = Array.from({ length: segments }, (_, index) => index + 1);
      const stop = ({ wish }: Outcome) => Math.min(wish, limit);
      return {
        count: chosen.length,
        exact: numbers.map((segment) => mean((outcome) => isExact(outcome, segment))),
        cell: numbers.map((segment) => mean(({ right, cells }) => right[segment - 1]! / cells)),
        act: {
          mean_segments: mean(stop),
          exact: mean((outcome) => isExact(outcome, stop(outcome))),
        },
      };
    },
  };
}
