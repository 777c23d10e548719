import { expect, test } from 'vitest';
import { createRandom } from '../puzzles/random';
import { WORLDS } from '../puzzles/worlds';
import { assumptions, otherViews } from './starting-over';

test('other views of a Sudoku are never the plain one', () => {
  const views = otherViews(WORLDS.sudoku, 16, 5, createRandom(3));
  const tokens = Uint8Array.from({ length: 16 }, (_, cell) => 2 + (cell % 4));
  expect(views).toHaveLength(5);
  for (const view of views) expect(view.apply(tokens)).not.toEqual(tokens);
});

test('every other attempt at a Sudoku assumes some of its answer, each chain its own', () => {
  const puzzle = new Uint8Array(81).fill(1);
  const answer = {
    tokens: Uint8Array.from(puzzle, (_, cell) => 2 + (cell % 9)),
    confidence: new Float32Array(81).fill(0.5),
  };
  const { assume } = assumptions(WORLDS.sudoku, puzzle, 1);
  const drawn = [1, 3].flatMap((time) => [0, 1, 2].map((chain) => assume!(time, chain, answer)));
  for (const assumed of drawn) {
    const cells = [...assumed.keys()].filter((cell) => assumed[cell] !== puzzle[cell]);
    expect(cells).toHaveLength(3);
    for (const cell of cells) expect(assumed[cell]).toBe(answer.tokens[cell]);
  }
  expect(new Set(drawn.map((assumed) => assumed.join())).size).toBe(6);
  expect(assume!(1, 0, answer)).toEqual(drawn[0]);
  expect(assume!(2, 0, answer)).toEqual(puzzle);
});

test('nothing is assumed where an answer cannot stand in a puzzle', () => {
  expect(assumptions(WORLDS.maze, new Uint8Array(81), 1)).toEqual({});
});
