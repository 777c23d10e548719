import type { Random } from '../random';
import type { View } from '../world';
import {
  identitySymmetry,
  invertSymmetry,
  randomSymmetry,
  redraw,
  sourceCells,
  type SudokuSymmetry,
} from './augment';
import { BLANK } from './codec';
import type { SudokuGeometry } from './geometry';

/**
 * Drawings of one puzzle by random symmetries that keep its rule, the first as it is. A chain that
 * sees the rows, columns and digits in other places takes another way through the puzzle; renamed
 * digits alone (arXiv 2601.10679) do that, too, but not quite as often.
 */
export function sudokuViews(geometry: SudokuGeometry, count: number, random: Random): View[] {
  return Array.from({ length: count }, (_, view) =>
    viewBy(view === 0 ? identitySymmetry(geometry) : randomSymmetry(geometry, random)),
  );
}

function viewBy(symmetry: SudokuSymmetry): View {
  const inverse = invertSymmetry(symmetry);
  const back = sourceCells(inverse);
  return {
    apply: drawer(sourceCells(symmetry), symmetry),
    undo: drawer(back, inverse),
    undoCells: (values) => Float32Array.from(back, (cell) => values[cell]!),
  };
}

/** Draws tokens by a symmetry; padding and blank keep their meaning. */
function drawer(sources: Uint8Array, { digits }: SudokuSymmetry): View['apply'] {
  const names = Uint8Array.of(0, BLANK, ...digits.subarray(1).map((digit) => digit + BLANK));
  return (tokens) => redraw(tokens, sources, names);
}
