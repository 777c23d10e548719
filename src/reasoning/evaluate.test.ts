import { expect, test } from 'vitest';
import { createRandom } from '../puzzles/random';
import { WORLDS } from '../puzzles/worlds';
import { wilsonInterval } from './calibration';
import type { ChainAnswer, ChainThinker } from './chains';
import { evaluate } from './evaluate';
import { parseMeasured } from './measured';

/** Answers puzzle p in segment s with what `script[p][s]` says. */
function scripted(script: readonly (readonly ChainAnswer[])[], width = 2): ChainThinker {
  let begun = 0;
  let from = 0;
  let segment = 0;
  return {
    width,
    begin(puzzles) {
      from += begun;
      begun = puzzles.length;
      segment = 0;
      return Promise.resolve();
    },
    segment() {
      const answers = script.slice(from, from + begun).map((row) => row[segment]!);
      segment++;
      return Promise.resolve(answers);
    },
  };
}

const { maze, sudoku } = WORLDS;
const ignore = () => undefined;

test('mazes: another shortest path is valid, not exact, and halting counts both', async () => {
  const puzzle = maze.parse('S   \n ## \n ## \n   G');
  const solution = maze.parse('S   \no## \no## \noooG');
  const other = maze.parse('Sooo\n ##o\n ##o\n   G');
  const answer = (grid: Uint8Array, qHalt: number): ChainAnswer => ({
    tokens: maze.encode(grid),
    qHalt,
    qContinue: 0,
  });
  const both = other.map((cell, at) => Math.max(cell, solution[at]!));
  const script = [
    [answer(puzzle, -1), answer(solution, 1)],
    [answer(other, 1), answer(other, 1)],
    [answer(both, -1), answer(both, -1)],
  ];
  const exam = { input: maze.encode(puzzle), wanted: maze.encode(solution) };
  const puzzles = script.map(() => exam);
  const outcomes = await evaluate(scripted(script), maze, puzzles, 2, ignore);
  expect(outcomes.summary(2)).toMatchObject({
    count: 3,
    exact: [0, 1 / 3],
    valid: [1 / 3, 2 / 3],
    // The puzzle lacks five path cells; with the other path all ten differ; with both, five.
    cell: [(11 / 16 + 6 / 16 + 11 / 16) / 3, (1 + 6 / 16 + 11 / 16) / 3],
    act: {
      mean_segments: (2 + 1 + 2) / 3,
      exact: 1 / 3,
      valid: 2 / 3,
      by_limit: { mean_segments: [1, (2 + 1 + 2) / 3], exact: [0, 1 / 3], valid: [1 / 3, 2 / 3] },
    },
  });
  // A `measured.json` holds the same for a set.
  const segments = { mazes: outcomes.summary(2) };
  expect(parseMeasured({ segments })).toEqual({ segments });
  // They stop at q_halt 1, 1 and −1; the first two are right, the last is not.
  const { act, calibration_error, valid_95 } = outcomes.summary(2);
  const sure = 1 / (1 + Math.exp(-1));
  expect(act.calibration.bins).toMatchObject([
    { from: 0.2, count: 1, right: 0 },
    { from: 0.7, count: 2, right: 1 },
  ]);
  expect(act.calibration.error).toBeCloseTo(1 - sure, 12);
  expect(calibration_error[1]).toBe(act.calibration.error);
  expect(act.valid_95).toEqual(valid_95![1]);
  expect(act.valid_95).toEqual(wilsonInterval(2, 3));
  expect(act.exact_95).toEqual(wilsonInterval(1, 3));
  expect(outcomes.summary(1, (index) => index === 1)).toMatchObject({
    count: 1,
    valid: [1, 1],
    act: { mean_segments: 1, exact: 0, valid: 1 },
  });
});

test('Sudoku: there is one answer, so `valid` is left out', async () => {
  const { puzzle, solution } = sudoku.generator({ width: 4, height: 4 }, createRandom(1))();
  const right = { tokens: sudoku.encode(solution), qHalt: 1, qContinue: 0 };
  const exam = { input: sudoku.encode(puzzle), wanted: right.tokens };
  const outcomes = await evaluate(scripted([[right]]), sudoku, [exam], 1, ignore);
  const figures = outcomes.summary(1);
  expect(figures).toMatchObject({
    count: 1,
    exact: [1],
    cell: [1],
    act: { mean_segments: 1, exact: 1, exact_95: wilsonInterval(1, 1) },
  });
  expect(figures).not.toHaveProperty('valid');
  expect(figures.act).not.toHaveProperty('valid_95');
});
