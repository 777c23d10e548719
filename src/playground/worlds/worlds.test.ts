import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { TABS } from '.';
import { TINY_CONFIG } from '../../../tests/support/tiny-model';
import { parseConfig } from '../../hrm/config';
import { boardOfConfig } from './board-of';

/** Boards of each world that the page must be able to show. */
const CELLS: Readonly<Record<string, readonly number[]>> = {
  sudoku: [16, 81],
  maze: [16, 225, 900],
  arc: [16, 100, 900],
};

const boards = TABS.flatMap((world) =>
  (CELLS[world.id] ?? []).map((cells) => [world.id, cells, world] as const),
);

test('every tab has a unique name for links, and every world has boards to test', () => {
  const ids = TABS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]{1,16}$/);
  for (const { id } of TABS) expect(CELLS[id]).toBeDefined();
});

test.each(boards)(
  '%s of %i cells: the first puzzle works with every function',
  (_, cells, world) => {
    const board = world.board(cells);
    expect(board.side ** 2).toBe(cells);
    const puzzle = world.firstPuzzle(board);
    expect(world.firstPuzzle(board)).toEqual(puzzle);
    expect(world.objection(puzzle, board)).toBeNull();
    expect(world.decode(world.encode(puzzle))).toEqual(puzzle);
    if ('puzzle' in world.link) {
      const { codec } = world.link.puzzle;
      const text = z.encode(codec, puzzle);
      expect(z.decode(codec, text)).toEqual(puzzle);
      // Links must be short.
      expect(encodeURIComponent(text).length).toBeLessThan(200);
    }
    const cleared = world.cleared(puzzle);
    expect(cleared).toHaveLength(cells);
    expect(world.cleared(cleared)).toEqual(cleared);
    const rules = world.rules.map((rule) => world.board(cells, rule).key);
    expect(new Set(rules).size).toBe(world.rules.length);
  },
);

test('a world recognises its models by their config, and refuses sizes without a board', () => {
  const config = (more: object) => parseConfig({ ...TINY_CONFIG, ...more });
  const maze = { vocab_size: 6, seq_len: 225, puzzle: { world: 'maze', width: 15, height: 15 } };
  expect(boardOfConfig(TABS, config(maze))).toMatchObject({ key: 'maze:15', side: 15 });
  expect(boardOfConfig(TABS, config({ ...maze, puzzle: undefined })).key).toBe('maze:15');
  const official = config({ vocab_size: 12, seq_len: 900, puzzle: undefined });
  expect(boardOfConfig(TABS, official).key).toBe('arc:30');
  const wide = { ...maze, seq_len: 1600, puzzle: { world: 'maze', width: 40, height: 40 } };
  expect(() => boardOfConfig(TABS, config(wide))).toThrow('4×4 to 30×30');
});
