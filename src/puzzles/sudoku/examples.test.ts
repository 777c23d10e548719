import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { checkPuzzle } from './check';
import { examplesOf, FIRST_EXAMPLE, SUDOKU_EXAMPLES } from './examples';
import { SudokuGenerator } from './generator';
import { geometryForCells, SUDOKU_4, SUDOKU_6 } from './geometry';
import { isSolved } from './rules';

const diagonal = geometryForCells(81, 'diagonal');
const all = [...SUDOKU_EXAMPLES, ...examplesOf(SUDOKU_6), ...examplesOf(SUDOKU_4)];
const ofDiagonal = examplesOf(diagonal);

test.each(all)('$id has exactly one solution, and the figures stated', (example) => {
  const check = checkPuzzle(example.puzzle);
  expect(check).toMatchObject({ kind: 'unique', guesses: example.guesses });
  if (check.kind === 'unique') expect(isSolved(check.solution, example.puzzle)).toBe(true);
  expect(example.puzzle.filter((digit) => digit > 0)).toHaveLength(example.givens);
});

test.each(ofDiagonal)('$id comes from its seed, and is unique under its rule', (example) => {
  const check = checkPuzzle(example.puzzle, diagonal);
  expect(check).toMatchObject({ kind: 'unique', guesses: example.guesses });
  const generator = new SudokuGenerator(diagonal, createRandom(Number(example.id.split('-')[2])));
  const target = example.id.startsWith('diagonal-minimal') ? 0 : example.givens;
  const { puzzle, givens } = generator.generate(target);
  expect(puzzle).toEqual(example.puzzle);
  expect(givens).toBe(example.givens);
});

test('ids are unique, and the list goes from easy to the hardest', () => {
  const ids = [...all, ...ofDiagonal].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const harder = ofDiagonal.map(({ guesses }) => guesses);
  expect(harder).toEqual(harder.toSorted((a, b) => a - b));
  const guesses = SUDOKU_EXAMPLES.filter(({ id }) => id !== 'seventeen').map((e) => e.guesses);
  expect(guesses).toEqual(guesses.toSorted((a, b) => a - b));
  expect(SUDOKU_EXAMPLES).toContain(FIRST_EXAMPLE);
});
