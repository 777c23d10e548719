import type { Random } from '../random';
import type { View } from '../world';
import { identitySymmetry, randomSymmetry, sourceCells, type SudokuSymmetry } from './augment';
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

/** Padding and blank keep their meaning. */
function viewBy(symmetry: SudokuSymmetry): View {
  const sources = sourceCells(symmetry);
  const names = Uint8Array.of(
    0,
    BLANK,
    ...symmetry.digits.subarray(1).map((digit) => digit + BLANK),
  );
  const own = Uint8Array.from(names, (_, token) => names.indexOf(token));
  return {
    apply: (tokens) => Uint8Array.from(sources, (cell) => names[tokens[cell]!]!),
    undo(tokens) {
      const back = new Uint8Array(tokens.length);
      sources.forEach((cell, at) => (back[cell] = own[tokens[at]!]!));
      return back;
    },
    undoCells(values) {
      const back = new Float32Array(values.length);
      sources.forEach((cell, at) => (back[cell] = values[at]!));
      return back;
    },
  };
}
