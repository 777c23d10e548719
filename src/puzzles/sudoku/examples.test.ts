import { expect, test } from 'vitest';
import { checkPuzzle } from './check';
import { FIRST_EXAMPLE, SUDOKU_4_EXAMPLES, SUDOKU_EXAMPLES } from './examples';
import { isSolved } from './rules';

const all = [...SUDOKU_EXAMPLES, ...SUDOKU_4_EXAMPLES];

test.each(all)('$id has exactly one solution, and the figures stated', (example) => {
  const check = checkPuzzle(example.puzzle);
  expect(check).toMatchObject({ kind: 'unique', guesses: example.guesses });
  if (check.kind === 'unique') expect(isSolved(check.solution, example.puzzle)).toBe(true);
  expect(example.puzzle.filter((digit) => digit > 0)).toHaveLength(example.givens);
});

test('ids are unique, and the list rises from easy to the hardest', () => {
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const guesses = SUDOKU_EXAMPLES.filter(({ id }) => id !== 'seventeen').map((e) => e.guesses);
  expect(guesses).toEqual(guesses.toSorted((a, b) => a - b));
  expect(SUDOKU_EXAMPLES).toContain(FIRST_EXAMPLE);
});
