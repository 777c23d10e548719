import * as z from 'zod/mini';
import { plural } from '../../../puzzles/plural';
import { createRandom } from '../../../puzzles/random';
import { decodeSudoku, encodeSudoku, vocabularySize } from '../../../puzzles/sudoku/codec';
import { examplesOf, FIRST_EXAMPLE } from '../../../puzzles/sudoku/examples';
import { SudokuGenerator } from '../../../puzzles/sudoku/generator';
import { SUDOKU_9, SUDOKU_RULES, sudokuOfCells } from '../../../puzzles/sudoku/geometry';
import { formatSudoku, parseSudoku } from '../../../puzzles/sudoku/parse';
import { findViolations } from '../../../puzzles/sudoku/rules';
import type { Grid, PageWorld } from '../page-world';
import { geometryOf } from './geometry-of';

const link = z.codec(z.string(), z.instanceof(Uint8Array<ArrayBufferLike>), {
  decode(text, context): Grid {
    try {
      return parseSudoku(text);
    } catch {
      context.issues.push({ code: 'custom', input: text, message: 'not a Sudoku' });
      return z.NEVER;
    }
  },
  encode: formatSudoku,
});

/** Sudokus. Their views are loaded when the tab is opened. */
export const sudokuPage: PageWorld = {
  id: 'sudoku',
  title: 'Sudoku',
  noun: 'Sudoku',
  doing: 'works out a Sudoku',
  keys: [
    ['1 … 9', 'write a given at the cell'],
    ['Delete or 0', 'clear the cell'],
    ['Arrows, Home, End', 'move among the cells'],
  ],
  rules: SUDOKU_RULES,
  marks: 'Mark broken rules',
  assumes: 'a few digits of its answer',
  editing: 'Edit',
  parse: parseSudoku,
  about(givens, { side, rule }) {
    const size = side === 9 ? '' : `${side}×${side} `;
    const kind = rule === 'diagonal' ? 'diagonal Sudoku' : 'Sudoku';
    const count = givens.filter((digit) => digit > 0).length;
    const name = size === '' && kind !== 'Sudoku' ? 'Diagonal Sudoku' : `${size}${kind}`;
    return `${name} with ${plural(count, 'given')}`;
  },
  line: formatSudoku,
  encode: encodeSudoku,
  decode: decodeSudoku,
  vocabularySize({ width, height }) {
    const geometry = width === height ? sudokuOfCells(width * height) : null;
    return geometry && vocabularySize(geometry);
  },
  board(cells, wanted) {
    const { rule, size } = geometryOf({ cells, ...(wanted !== undefined && { rule: wanted }) });
    return { key: `sudoku:${size}:${rule}`, world: sudokuPage, side: size, cells, rule };
  },
  firstPuzzle(board) {
    const geometry = geometryOf(board);
    const first = geometry === SUDOKU_9 ? FIRST_EXAMPLE : examplesOf(geometry)[0];
    if (first !== undefined) return first.puzzle;
    // Without examples, the same seed gives every visitor the same first puzzle.
    const generator = new SudokuGenerator(geometry, createRandom(1));
    return generator.generate(Math.round(0.4 * geometry.cells)).puzzle;
  },
  cleared: ({ length }) => new Uint8Array(length),
  objection: (givens, board) =>
    findViolations(givens, geometryOf(board)).length > 0
      ? 'The givens break a rule; nothing to think about.'
      : null,
  link: { puzzle: { codec: link, wanted: 'a Sudoku of 81, 36 or 16 characters' } },
  parts: async () => (await import('./parts')).sudokuParts,
};
