import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random';
import { applySymmetry, randomSymmetry } from './augment';
import { SudokuGenerator } from './generator';
import { DIAGONAL_9, SUDOKU_4, SUDOKU_9 } from './geometry';
import { formatSudoku, formatSudokuPretty } from './parse';
import { reportPuzzles } from './report';

const generator = new SudokuGenerator(SUDOKU_9, createRandom(1));
const made = Array.from({ length: 4 }, () => generator.generate(30));
const [one, two] = made.map(({ puzzle }) => formatSudoku(puzzle)) as [string, string];
const [answer, other] = made.map(({ solution }) => formatSudoku(solution)) as [string, string];

/** Peter Norvig's grid without a solution, which takes a million guesses to prove. */
const MONSTER = '.....5.8....6.1.43..........1.5........1.6...3.......553.....61........4.........';

test.each([
  ['lines', made.map(({ puzzle }) => formatSudoku(puzzle)).join('\n')],
  ['drawings', made.map(({ puzzle }) => formatSudokuPretty(puzzle)).join('\n\n')],
  [
    'CSV',
    `source,puzzle,solution\n${made
      .map(({ puzzle, solution }) => `mine,${formatSudoku(puzzle)},${formatSudoku(solution)}`)
      .join('\n')}`,
  ],
])('%s: every puzzle is read and has its solution', (_, text) => {
  const { puzzles, problems, duplicates } = reportPuzzles(text);
  expect(puzzles).toMatchObject(made.map(({ puzzle, solution }) => ({ puzzle, solution })));
  expect([problems, duplicates]).toEqual([[], []]);
});

test('reports a fault in one sentence with its line', () => {
  const text = [
    'puzzle,solution',
    one,
    one.slice(1),
    `11${'.'.repeat(79)}`,
    `12345678.${'.'.repeat(17)}9${'.'.repeat(54)}`,
    '.'.repeat(81),
    MONSTER,
    `${two},${answer}`,
    `${two},${other.replace(/1/g, '.')}`,
    `${two},1234341221434321`,
    `${'.'.repeat(81)},${answer}`,
    `${one.replace(/[1-9]/, '.')},${answer}`,
    '1...............',
  ];
  const { puzzles, problems } = reportPuzzles(text.join('\n'), { cells: 81 });
  expect(puzzles.map(({ line }) => line)).toEqual([2]);
  expect(problems.map(({ line, kind }) => [line, kind])).toEqual([
    [3, 'unreadable'],
    [4, 'conflict'],
    [5, 'none'],
    [6, 'several'],
    [7, 'unknown'],
    [8, 'solution'],
    [9, 'solution'],
    [10, 'solution'],
    [11, 'several'],
    [12, 'several'],
    [13, 'size'],
  ]);
  for (const { message } of problems) expect(message).toMatch(/^[A-Z\d][^\n]*[^.]\.$/);
  expect(problems[0]!.message).toBe('80 cells; a 9×9 Sudoku has 81.');
  expect(problems[1]!.message).toBe('Two 1s in row 1 (and another broken rule).');
  const cell = [...two].findIndex((digit, at) => digit !== '.' && digit !== answer[at]);
  expect(problems[5]!.message).toBe(
    `The solution changes a given: row ${Math.floor(cell / 9) + 1}, column ${(cell % 9) + 1} is ` +
      `${two[cell]} in the puzzle and ${answer[cell]} in the solution.`,
  );
  expect(problems[6]!.message).toBe('The solution has blanks.');
  expect(problems[7]!.message).toBe('The solution has 16 cells, the puzzle 81.');
  expect(problems[10]!.message).toBe('This is a 4×4 puzzle, and 9×9 ones are wanted.');
});

test('reports the rule that a solution breaks', () => {
  const blank = one.indexOf('.');
  const wrong = `${answer.slice(0, blank)}${answer[blank] === '1' ? 2 : 1}${answer.slice(blank + 1)}`;
  const { puzzles, problems } = reportPuzzles(`${one},${wrong}`);
  expect(puzzles).toEqual([]);
  expect(problems).toMatchObject([{ line: 1, kind: 'solution' }]);
  expect(problems[0]!.message).toMatch(/^The solution breaks a rule: two \ds in row \d\.$/);
});

test('the rule decides what is right', () => {
  const { puzzle, solution } = new SudokuGenerator(DIAGONAL_9, createRandom(2)).generate(26);
  const text = `${formatSudoku(puzzle)},${formatSudoku(solution)}`;
  expect(reportPuzzles(text, { rule: 'diagonal' }).puzzles).toMatchObject([{ puzzle, solution }]);
  expect(reportPuzzles(text).problems).toMatchObject([{ kind: 'several' }]);
  const { puzzles, problems } = reportPuzzles(`${one},${answer}`, {
    rule: 'diagonal',
    trustSolutions: true,
  });
  expect(puzzles).toEqual([]);
  expect(problems[0]!.message).toMatch(/in the (falling|rising) diagonal/);
});

test('reports puzzles equal up to symmetry with the line of the first', () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(SUDOKU_9, DIAGONAL_9, SUDOKU_4), (seed, geometry) => {
      const random = createRandom(seed);
      const { puzzle } = new SudokuGenerator(geometry, random).generate(
        geometry.size === 9 ? 34 : 6,
      );
      const redrawn = applySymmetry(puzzle, randomSymmetry(geometry, random));
      const text = [puzzle, redrawn, puzzle].map(formatSudoku).join('\n\n');
      const report = reportPuzzles(text, { rule: geometry.rule });
      expect(report.puzzles.map(({ line }) => line)).toEqual([1]);
      expect(report.duplicates).toEqual([
        { line: 3, of: 1 },
        { line: 5, of: 1 },
      ]);
    }),
    { numRuns: 10 },
  );
  const { puzzles, duplicates } = reportPuzzles(`${one}\n${two}\n${one}`, { keepDuplicates: true });
  expect(puzzles).toHaveLength(3);
  expect(duplicates).toEqual([]);
});

test('leaves out puzzles beyond the limit', () => {
  const { puzzles, problems } = reportPuzzles(`${one}\n${one}\n${two}\n`, { most: 1 });
  expect(puzzles).toHaveLength(1);
  expect(problems).toMatchObject([
    { line: 2, kind: 'too many', message: 'Only 1 puzzle is taken.' },
    { line: 3, kind: 'too many' },
  ]);
});

test('very hard puzzles get their share of the guesses, and then hardly any', () => {
  const monster = Uint8Array.from(MONSTER, (digit) => Number(digit.replace('.', '0')));
  const monsters = Array.from({ length: 60 }, (_, seed) =>
    formatSudoku(applySymmetry(monster, randomSymmetry(SUDOKU_9, createRandom(seed)))),
  );
  // Without a bound on each, and on all of them, this would take a minute.
  const { puzzles, problems } = reportPuzzles([...monsters, one].join('\n'));
  // A few are solved by chance.
  expect(problems).toHaveLength(60);
  expect(problems.filter(({ kind }) => kind === 'unknown').length).toBeGreaterThan(50);
  expect(puzzles.map(({ line }) => line)).toEqual([61]);
});

test('trusts a given solution if asked to', () => {
  const text = `puzzle,solution\n${'.'.repeat(81)},${answer}`;
  expect(reportPuzzles(text).problems).toMatchObject([{ kind: 'several' }]);
  expect(reportPuzzles(text, { trustSolutions: true }).puzzles).toHaveLength(1);
});
