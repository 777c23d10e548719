import { expect, test } from 'vitest';
import { encodeMaze } from '../../puzzles/maze/codec';
import { firstMaze } from '../../puzzles/maze/first-maze';
import { puzzleOf } from '../store/puzzle';
import { anyMazeChoice, createTestPlayground } from '../store/testing';
import { mazePage } from '../worlds/maze/page';
import type { EvaluationRun } from './evaluations';
import { kindsFor, measuredSet } from './kinds';
import { showExam } from './show';

test('a measured maze of another size opens a board of its size', async () => {
  const page = createTestPlayground([anyMazeChoice('any', 15)]);
  page.getState().openTab('maze');
  const board = mazePage.board(400);
  const [input, wanted] = [encodeMaze(firstMaze(20)), encodeMaze(firstMaze(20))];
  const run = { board, exams: [{ input, wanted }] } as Partial<EvaluationRun> as EvaluationRun;
  await showExam(page, run, 0);
  expect(page.getState().board.key).toBe('maze:20');
  expect(puzzleOf(page.getState())).toEqual(firstMaze(20));
});

test('a run is compared with measured figures of the same size', () => {
  const idsOf = (side: number) => {
    const board = mazePage.board(side * side);
    return kindsFor(board).map((kind) => measuredSet(board, kind));
  };
  expect(idsOf(15)).toEqual(['corridors', 'walls', null]);
  expect(idsOf(20)).toEqual(['corridors20', 'walls20', null]);
});
