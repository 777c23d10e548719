import { lazy } from 'react';
import { plural } from '../../../puzzles/plural';
import { decodeSudoku } from '../../../puzzles/sudoku/codec';
import { isSolved } from '../../../puzzles/sudoku/rules';
import { MiniSudoku } from '../../chains/MiniSudoku';
import type { WorldParts } from '../page-world';
import { DigitPad } from './DigitPad';
import { Readout } from './Readout';
import { SudokuBoard } from './SudokuBoard';
import { geometryOf } from './geometry-of';
import { reportOnSudoku } from './report';
import { solutionOf } from './verdict';

const beside = () => import('./beside');

const blanksIn = (givens: Uint8Array) => givens.filter((digit) => digit === 0).length;

export const sudokuParts: WorldParts = {
  Board: SudokuBoard,
  Readout,
  Tools: DigitPad,
  Examples: lazy(async () => ({ default: (await beside()).Examples })),
  Editor: lazy(async () => ({ default: (await beside()).Editor })),
  Race: lazy(() => import('./Race')),
  Explanation: lazy(async () => ({ default: (await beside()).Explanation })),
  look: 'Bold digits are the puzzle. Blue ones are what the model would answer now: it fills in all blanks at once, and the paler a digit, the less sure it is. Red cells break a rule.',
  inside:
    'In this model the slow state jumps when the answer becomes right. Then a right thought comes to rest; a wrong one hardly ever does.',
  Miniature: MiniSudoku,
  unlike: 'Strong',
  solves(tokens, givens, board) {
    return isSolved(decodeSudoku(tokens), givens, geometryOf(board));
  },
  report: reportOnSudoku,
  describe({ solved, right, wrong }, givens, _, cut = false) {
    const still = cut ? 'still ' : '';
    if (wrong > 0)
      return `${plural(wrong, 'cell')} ${still}${wrong === 1 ? 'breaks' : 'break'} a rule`;
    if (solved) return 'solved';
    return right === null ? 'no rule broken' : `${right} of ${blanksIn(givens)} cells right`;
  },
  chart(givens, board) {
    const blanks = blanksIn(givens);
    const known = solutionOf(givens, geometryOf(board)) !== null;
    return {
      asked: blanks,
      right: 'right',
      wrong: 'broken',
      caption: known
        ? `After each segment: how many of the ${blanks} blanks are right, and how many cells break a rule.`
        : 'Cells that break a rule after each segment; without a unique solution no cell counts as right.',
    };
  },
};
