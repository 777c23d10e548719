import { expect, test } from 'vitest';
import { PATH, WALL } from '../../../puzzles/maze/geometry';
import { parseMaze } from '../../../puzzles/maze/parse';
import { drawPath, solveMaze } from '../../../puzzles/maze/solver';
import { frameOf } from '../../store/testing';
import { mazePage } from './page';
import { mazeParts } from './parts';
import { reportOnMaze } from './report';

const board = mazePage.board(16);
const judge = (answer: Uint8Array, maze: Uint8Array) => reportOnMaze(frameOf(answer), maze, board);

test('counts every cell of the only shortest path; other marked cells are wrong', () => {
  const maze = parseMaze('S...\n###.\n....\nG###');
  const { path, solution } = solveMaze(maze)!;
  const asked = path.length - 2;
  expect(mazeParts.chart(maze, board)).toMatchObject({ asked });
  const whole = judge(solution, maze);
  expect(whole).toMatchObject({ solved: true, right: asked, wrong: 0 });
  expect(mazeParts.describe(whole, maze, board)).toBe('the shortest path');
  expect(judge(maze, maze)).toMatchObject({ solved: false, right: 0, wrong: 0 });
  expect(judge(drawPath(maze, path.slice(0, 4)), maze)).toMatchObject({ right: 3, wrong: 0 });
  // Read as a wall, a cell of the maze is wrong as well.
  expect(judge(solution.with(path[2]!, WALL), maze)).toMatchObject({ solved: false, wrong: 1 });
});

test('any of several shortest paths is right, and right cells are not counted', () => {
  const maze = parseMaze('S...\n....\n....\n...G');
  const { solution } = solveMaze(maze)!;
  const other = drawPath(maze, [0, 1, 5, 9, 13, 14, 15]);
  const reports = [solution, other].map((answer) => judge(answer, maze));
  expect(reports.map(({ solved }) => solved)).toEqual([true, true]);
  expect(reports.map((report) => mazeParts.praise!(report)).sort()).toEqual([
    'a shortest path',
    'the shortest path',
  ]);
  expect(reports[0]).toMatchObject({ right: null, wrong: 0 });
  const more = judge(
    maze.map((cell) => (cell === 2 ? PATH : cell)),
    maze,
  );
  expect(mazeParts.describe(more, maze, board)).toBe(
    'a path that reaches the goal, but not the shortest',
  );
  expect(more.solved).toBe(false);
});

test('without a path to the goal every mark is wrong', () => {
  const maze = parseMaze('S.#.\n..#.\n..#.\n..#G');
  const marked = judge(maze.with(1, PATH), maze);
  expect(marked).toMatchObject({ solved: false, right: null, wrong: 1 });
  for (const cut of [false, true]) {
    expect(mazeParts.describe(marked, maze, board, cut)).toMatch(/though no way leads to the goal/);
  }
  const empty = judge(maze, maze);
  expect(empty.solved).toBe(true);
  expect(mazeParts.praise!(empty)).toBe('no way to the goal, and none drawn');
  expect(mazeParts.chart(maze, board).caption).toMatch(/there should be none/);
});
