import { expect, test } from 'vitest';
import { formatMaze } from '../../puzzles/maze/parse';
import { SUDOKU_4 } from '../../puzzles/sudoku/geometry';
import { formatSudoku } from '../../puzzles/sudoku/parse';
import type { PlaygroundStore } from '../store/playground';
import { puzzleOf } from '../store/puzzle';
import { anyMazeChoice, createTestPlayground, mazeChoice, modelChoice } from '../store/testing';
import { bring } from './bring';

const P = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const MAZE = '#######\n#A    #\n#    B#\n#######';

function playground() {
  const store = createTestPlayground();
  const { models } = store.getState();
  const others = [mazeChoice('large', 30), mazeChoice('usual', 15), modelChoice('small', SUDOKU_4)];
  store.setState({ models: [...models, ...others] });
  return store;
}

const text = (content: string) => [{ name: 'pasted', content }];

/** Brings mazes of some width; gives the model and the board that each is put on. */
function boardsOf(store: PlaygroundStore) {
  return async (width: number) => {
    expect(await bring(store, corridor(width))).toEqual({ taken: true, message: null });
    const { model, board } = store.getState();
    return `${model.id} ${board.key}`;
  };
}

/** A maze of this width, and four cells high. */
function corridor(width: number) {
  const walls = '#'.repeat(width);
  return text([walls, `#S${' '.repeat(width - 4)}G#`, walls, walls].join('\n'));
}

test('a puzzle goes to the board of its world, from any tab', async () => {
  const store = playground();
  expect(await bring(store, text(`try this: ${P}`))).toEqual({ taken: true, message: null });
  expect(formatSudoku(puzzleOf(store.getState()))).toBe(P);

  await bring(store, text(MAZE));
  expect(store.getState()).toMatchObject({ world: 'maze', model: { id: 'usual' } });
  const rows = formatMaze(puzzleOf(store.getState())).split('\n');
  expect(rows[1]).toBe(`#S    ${'#'.repeat(9)}`);
  expect(rows.slice(3)).toEqual(Array(12).fill('#'.repeat(15)));

  await bring(store, text('1.3..4.1.1.34..2'));
  expect(store.getState()).toMatchObject({ world: 'sudoku', model: { id: 'small' } });
});

test('a maze too large for one board goes to a larger one, and the first of several is used', async () => {
  const store = playground();
  const large = ['#'.repeat(20), `#S${' '.repeat(16)}G#`, '#'.repeat(20), '#'.repeat(20)].join(
    '\n',
  );
  const { message } = await bring(store, text(`${large}\n\n${MAZE}`));
  expect(message).toBe('The first of 2 puzzles is on the board.');
  expect(store.getState().model.id).toBe('large');
});

test('a maze larger than every board goes to a board of its size, if a model has one', async () => {
  const store = createTestPlayground();
  const { models } = store.getState();
  store.setState({ models: [...models, anyMazeChoice('any', 15), mazeChoice('eighteen', 18)] });
  const boardAfter = boardsOf(store);
  expect(await boardAfter(17)).toBe('eighteen maze:18');
  expect(await boardAfter(22)).toBe('any maze:22');
  // A board that was made larger goes back for a smaller maze.
  expect(await boardAfter(20)).toBe('any maze:20');
  expect(await boardAfter(7)).toBe('any maze:15');
  const { taken, message } = await bring(store, corridor(31));
  expect([taken, message]).toEqual([false, expect.stringMatching(/31/)]);
});

test('of several models, the one trained nearest to the size of a maze gets it', async () => {
  const store = createTestPlayground();
  const { models } = store.getState();
  const usual = { ...anyMazeChoice('usual', 15), sides: [15, 20] };
  const large = { ...anyMazeChoice('large', 30), sides: [25, 30] };
  store.setState({
    models: [...models, usual, large, { ...anyMazeChoice('own', 9), origin: 'saved' }],
  });
  const boardAfter = boardsOf(store);
  expect(await boardAfter(18)).toBe('usual maze:18');
  expect(await boardAfter(27)).toBe('large maze:27');
  expect(await boardAfter(22)).toBe('large maze:25');
  expect(await boardAfter(12)).toBe('usual maze:15');
  // A model of the visitor's own that is open stays.
  store.getState().chooseModel('own');
  expect(await boardAfter(12)).toBe('own maze:12');
});

test('what cannot be used is reported, and the board does not change', async () => {
  const store = createTestPlayground();
  const before = store.getState();
  for (const [content, message] of [
    ['no puzzle', 'There is no Sudoku, maze or ARC task in it.'],
    [MAZE, 'That is a maze of 7×4; no model here thinks about that size.'],
    [Array(7).fill('1 . 3 . 5 . .').join('\n'), /7×7 Sudoku; boards are 9×9, 6×6 or 4×4\.$/],
    [
      Array(6).fill('1 2 3 . . .').join('\n'),
      'That is a Sudoku of 6×6; no model here thinks about that size.',
    ],
  ] as const) {
    const outcome = await bring(store, text(content));
    expect(outcome.taken).toBe(false);
    expect(outcome.message).toMatch(message);
  }
  expect(store.getState()).toBe(before);
});
