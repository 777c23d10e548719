import { expect, test } from 'vitest';
import { createRandom } from './random';
import { isWorldId, worldOf, WORLDS, type WorldId } from './worlds';

const canvases: Record<WorldId, readonly number[]> = { sudoku: [4, 9], maze: [4, 5, 9, 16, 30] };

const worlds = Object.values(WORLDS).flatMap((world) => [
  world,
  ...(['diagonal'] as const).flatMap((rule) => world.withRule?.(rule) ?? []),
]);

test.each(worlds)('$title: its own puzzles work with every function', (world) => {
  const known = isWorldId(world.id) ? WORLDS[world.id] : null;
  expect(world.rule === undefined ? known : known?.withRule?.(world.rule)).toBe(world);
  for (const side of canvases[world.id as WorldId]) {
    const canvas = { width: side, height: side };
    const next = world.generator(canvas, createRandom(1));
    for (let i = 0; i < 5; i++) {
      const { puzzle, solution } = next();
      expect(world.solves(solution, puzzle)).toBe(true);
      expect(world.solves(puzzle, puzzle)).toBe(false);
      expect(world.parse(world.format(puzzle))).toEqual(puzzle);
      const tokens = world.encode(puzzle);
      expect(tokens).toHaveLength(side * side);
      expect(Math.max(...tokens)).toBeLessThan(world.vocabularySize(canvas)!);
      expect(world.decode(tokens)).toEqual(puzzle);
      expect(world.solve(puzzle)).toEqual(solution);
      const views = world.views(side * side, 9, createRandom(i));
      expect(views).toHaveLength(9);
      expect(views[0]!.apply(tokens)).toEqual(tokens);
      // Token 1 means blanks or walls, which no view renames.
      const unnamed = (of: Uint8Array) => Float32Array.from(of, (token) => Number(token === 1));
      for (const { apply, undo, undoCells } of views) {
        expect(undo(apply(tokens))).toEqual(tokens);
        expect(undoCells(unnamed(apply(tokens)))).toEqual(unnamed(tokens));
        const redrawn = world.decode(apply(world.encode(solution)));
        expect(world.solves(redrawn, world.decode(apply(tokens)))).toBe(true);
      }
    }
  }
});

test('finds a model’s world by name, or else by its sizes', () => {
  const sizes = { seq_len: 81, vocab_size: 11 };
  expect(worldOf(sizes)?.id).toBe('sudoku');
  expect(worldOf({ seq_len: 16, vocab_size: 6 })?.id).toBe('sudoku');
  expect(worldOf({ seq_len: 900, vocab_size: 6 })?.id).toBe('maze');
  expect(worldOf({ seq_len: 961, vocab_size: 6 })).toBeNull();
  expect(worldOf({ seq_len: 12, vocab_size: 11 })).toBeNull();
  expect(worldOf({ ...sizes, puzzle: { world: 'sudoku', width: 9, height: 9 } })?.id).toBe(
    'sudoku',
  );
  expect(worldOf({ ...sizes, puzzle: { world: 'chess', width: 9, height: 9 } })).toBeNull();
  expect(worldOf({ ...sizes, puzzle: { world: 'toString', width: 9, height: 9 } })).toBeNull();
});

test('finds a model’s rule if its world has several', () => {
  const named = (rule: string) =>
    worldOf({
      seq_len: 81,
      vocab_size: 11,
      puzzle: { world: 'sudoku', width: 9, height: 9, rule },
    });
  expect(named('classic')).toBe(WORLDS.sudoku);
  expect(named('windoku')).toBeNull();
  const diagonal = named('diagonal')!;
  const { puzzle, solution } = diagonal.generator({ width: 9, height: 9 }, createRandom(1))();
  expect(diagonal.solves(solution, puzzle)).toBe(true);
  const classic = WORLDS.sudoku.generator({ width: 9, height: 9 }, createRandom(1))();
  expect(WORLDS.sudoku.solves(classic.solution, classic.puzzle)).toBe(true);
  expect(diagonal.solves(classic.solution, classic.puzzle)).toBe(false);
});

test('refuses a size that the world does not have', () => {
  const canvas = { width: 7, height: 7 };
  expect(WORLDS.sudoku.vocabularySize(canvas)).toBeNull();
  expect(() => WORLDS.sudoku.generator(canvas, createRandom(1))).toThrow('not 7×7');
  const wide = { width: 9, height: 10 };
  expect(WORLDS.maze.vocabularySize(wide)).toBeNull();
  expect(() => WORLDS.maze.generator(wide, createRandom(1))).toThrow('not 9×10');
});
