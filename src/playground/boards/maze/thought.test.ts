import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN, PATH, WALL } from '../../../puzzles/maze/geometry';
import { erasePath, solveMaze } from '../../../puzzles/maze/solver';
import { anyMaze, anyPuzzle } from '../../../puzzles/maze/testing';
import { comparePath, distanceBands, searchMaze } from './overlays';
import { frameOf, solidRock } from './testing';
import { doubtLevels, LEVELS, mazeThought, opacityOf, pathLevels, readingOf } from './thought';

const anyThought = anyMaze(8).chain((drawn) =>
  fc
    .record({
      tokens: fc.array(fc.integer({ min: 0, max: 5 }), {
        minLength: drawn.length,
        maxLength: drawn.length,
      }),
      sure: fc.array(fc.float({ min: Math.fround(0.17), max: 1, noNaN: true }), {
        minLength: drawn.length,
        maxLength: drawn.length,
      }),
    })
    .map(({ tokens, sure }) => {
      const puzzle = erasePath(drawn);
      const frame = { ...frameOf(Uint8Array.from(tokens)), confidence: Float32Array.from(sure) };
      return { puzzle, thought: mazeThought(frame, null, 1, puzzle, null) };
    }),
);

test('each marked cell is drawn once, stronger if it is surer', () => {
  fc.assert(
    fc.property(anyThought, ({ puzzle, thought }) => {
      const levels = pathLevels(thought, puzzle);
      expect(levels.flat().sort((a, b) => a - b)).toEqual(thought.reading.path);
      const { confidence } = thought.frame;
      const drawn = levels.flatMap((cells, level) =>
        cells.map((cell) => ({ sure: confidence[cell]!, opacity: opacityOf(level) })),
      );
      for (const a of drawn) {
        for (const b of drawn)
          if (a.sure > b.sure) expect(a.opacity).toBeGreaterThanOrEqual(b.opacity);
      }
    }),
  );
  expect(opacityOf(LEVELS - 1)).toBe(1);
  expect(opacityOf(0)).toBeGreaterThan(0.1);
});

test('doubt is visible only on cells that are predicted open', () => {
  fc.assert(
    fc.property(anyThought, ({ puzzle, thought }) => {
      for (const cell of doubtLevels(thought, puzzle).flat()) {
        expect([puzzle[cell], thought.reading.answer[cell]]).toEqual([OPEN, OPEN]);
        expect(thought.frame.confidence[cell]).toBeLessThanOrEqual(0.95);
      }
    }),
  );
});

test('a cell under a new wall shows no thought', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ puzzle, solution }) => {
      const thought = mazeThought(frameOf(solution), null, 1, puzzle, solution);
      expect(
        pathLevels(
          thought,
          puzzle.map(() => WALL),
        ).flat(),
      ).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('changes are relative to the segment before; the first has none', () => {
  fc.assert(
    fc.property(anyPuzzle(), ({ puzzle, solution }) => {
      const [empty, drawn] = [frameOf(puzzle), frameOf(solution)];
      expect(mazeThought(drawn, null, 1, puzzle, solution).changed).toEqual([]);
      expect(mazeThought(drawn, drawn, 2, puzzle, solution).changed).toEqual([]);
      const { changed, reading } = mazeThought(drawn, empty, 2, puzzle, solution);
      expect(changed).toEqual(reading.path);
      expect(reading.verdict.kind).toBe('exact');
      expect(readingOf(drawn, puzzle, solution)).toBe(reading);
      // The same frame is read again for another maze.
      expect(readingOf(drawn, puzzle.slice(), null).verdict.kind).toBe('valid');
    }),
    { numRuns: 20 },
  );
});

test('bands divide all reachable cells, from near to far', () => {
  fc.assert(
    fc.property(anyMaze(), (drawn) => {
      const search = searchMaze(erasePath(drawn))!;
      const bands = distanceBands(search);
      const reached = [...search.distances.keys()].filter((cell) => search.distances[cell]! >= 0);
      expect(bands.flat().sort((a, b) => a - b)).toEqual(reached);
      const depths = bands.flatMap((cells) => {
        const steps = cells.map((cell) => search.distances[cell]!);
        return steps.length === 0 ? [] : [[Math.min(...steps), Math.max(...steps)] as const];
      });
      depths.slice(1).forEach(([least], i) => expect(least).toBeGreaterThan(depths[i]![1]));
      expect(search.path?.length ?? 0).toBe(solveMaze(erasePath(drawn))?.path.length ?? 0);
    }),
  );
  expect(searchMaze(solidRock(4))).toBeNull();
});

test('a path is split by the progress of a search', () => {
  fc.assert(
    fc.property(anyPuzzle(), fc.nat(40), ({ puzzle, solution }, depth) => {
      const path = [...solution.keys()].filter((cell) => solution[cell] === PATH);
      const search = searchMaze(puzzle)!;
      const { within, ahead } = comparePath(path, search, depth);
      expect(within.length).toBe(Math.min(depth, path.length));
      expect(within.length + ahead.length).toBe(path.length);
    }),
  );
});
