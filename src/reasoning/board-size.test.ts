import { expect, test } from 'vitest';
import { parseConfig, type HrmConfig } from '../hrm/config';
import { TINY } from '../hrm/testing';
import { mazeWorld } from '../puzzles/maze/world';
import { sudokuWorld } from '../puzzles/sudoku/world';
import { blankModel } from '../training/initial-weights';
import { enlargedFor, modelOfSide } from './board-size';

const modelOf = (changes: Partial<HrmConfig>) =>
  blankModel(parseConfig({ ...TINY, ...changes }), { seed: 1, qContinue: false });
const maze = modelOf({
  ...{ vocab_size: 6, seq_len: 25, pos_encodings: 'rope2d', num_heads: 1 },
  puzzle: { world: 'maze', width: 5, height: 5 },
});

test('a model without weights of positions takes any size of its world with the same tokens', () => {
  const larger = modelOfSide(maze, mazeWorld, 9)!;
  expect(larger.config).toMatchObject({ seq_len: 81, puzzle: { width: 9, height: 9 } });
  expect(larger.weights).toBe(maze.weights);
  expect(modelOfSide(maze, mazeWorld, 4)!.config.seq_len).toBe(16);
  for (const side of [3, 31, 4.5]) expect(modelOfSide(maze, mazeWorld, side)).toBeNull();
  const sudoku = modelOf({ vocab_size: 11, seq_len: 81, pos_encodings: 'rope' });
  expect(modelOfSide(sudoku, sudokuWorld, 9)!.config).toBe(sudoku.config);
  expect(modelOfSide(sudoku, sudokuWorld, 6)).toBeNull();
  const learned = modelOf({ vocab_size: 6, seq_len: 25, pos_encodings: 'learned' });
  expect(modelOfSide(learned, mazeWorld, 6)).toBeNull();
});

test('grows to the largest puzzle, and never shrinks', () => {
  const grids = [4, 7, 6].map((side) => new Uint8Array(side * side));
  expect(enlargedFor(maze, mazeWorld, grids).config.seq_len).toBe(49);
  expect(enlargedFor(maze, mazeWorld, grids.slice(0, 1))).toBe(maze);
  expect(enlargedFor(maze, mazeWorld, [])).toBe(maze);
  expect(enlargedFor(maze, mazeWorld, [new Uint8Array(31 * 31)])).toBe(maze);
});
