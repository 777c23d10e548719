import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GOAL, OPEN, PATH, START, type MazeGrid } from './geometry';
import { parseMaze } from './parse';
import { drawPath, erasePath, solveMaze } from './solver';
import { anyMaze, plainDistances, plainPaths } from './testing';
import { judgeMaze, solvesMaze } from './verdict';

const PUZZLE = ['S   #', '  # #', '    #', '  G #', '#####'];
const LABEL = ['S   #', 'o # #', 'o   #', 'ooG #', '#####'];
const judge = (answer: readonly string[], puzzle: readonly string[] = PUZZLE) =>
  judgeMaze(
    parseMaze(answer.join('\n')),
    parseMaze(puzzle.join('\n')),
    parseMaze(LABEL.join('\n')),
  );

test.each([
  ['the label', 'exact', LABEL, 'The path of the answer, 5 steps.'],
  [
    'another shortest path',
    'valid',
    ['So  #', ' o# #', ' oo #', '  G #', '#####'],
    'A shortest path, 5 steps.',
  ],
  [
    'a detour',
    'connected',
    ['Sooo#', '  #o#', '  oo#', '  G #', '#####'],
    'The path reaches the goal in 7 steps; 5 are enough.',
  ],
  [
    'both of two shortest paths',
    'connected',
    ['So  #', 'oo# #', 'oo  #', 'ooG #', '#####'],
    'A shortest path is drawn, and 3 more cells are marked than it needs.',
  ],
  [
    'a stray mark far from the path',
    'connected',
    ['S  o#', 'o # #', 'o   #', 'ooG #', '#####'],
    'A shortest path is drawn, and 1 more cell is marked than it needs.',
  ],
  [
    'a gap',
    'broken',
    ['S   #', 'o # #', '    #', 'ooG #', '#####'],
    'The path does not reach the goal.',
  ],
  ['nothing', 'broken', PUZZLE, 'The path does not reach the goal.'],
  [
    'a path through a wall',
    'broken',
    ['Soo #', '  o #', '  o #', '  G #', '#####'],
    'The maze itself changed at row 2, column 3.',
  ],
  [
    'a missing wall beside a right path',
    'broken',
    ['S   #', 'o # #', 'o   #', 'ooG #', '## ##'],
    'The maze itself changed at row 5, column 3.',
  ],
  [
    'a goal elsewhere',
    'broken',
    ['S   #', 'o # #', 'o G #', 'oo  #', '#####'],
    'The maze itself changed at row 3, column 3.',
  ],
] as const)('%s is %s', (_, kind, answer, message) => {
  expect(judge(answer)).toEqual({ kind, message });
});

test('in a maze without a way, to draw nothing is right', () => {
  const walled = ['S#  #', '### #', '    #', '  G #', '#####'];
  expect(judge(walled, walled)).toEqual({
    kind: 'none',
    message: 'No way leads to the goal, and none is drawn.',
  });
  const drawn = ['S#  #', '### #', '    #', ' oG #', '#####'];
  expect(judge(drawn, walled)).toEqual({ kind: 'broken', message: 'No way leads to the goal.' });
  const [grid, answer] = [walled, drawn].map((rows) => parseMaze(rows.join('\n')));
  expect(solvesMaze(grid!, grid!)).toBe(true);
  expect(solvesMaze(answer!, grid!)).toBe(false);
});

test('a maze without a goal has no right answer', () => {
  const endless = parseMaze(PUZZLE.join('\n')).map((cell) => (cell === GOAL ? OPEN : cell));
  expect(judgeMaze(endless, endless, null).kind).toBe('broken');
});

test('neighbours need no path between them', () => {
  const beside = parseMaze('SG' + ' '.repeat(14));
  expect(judgeMaze(beside, beside, beside).kind).toBe('exact');
});

/** The category by definition, from distances and all shortest paths. */
function plainVerdict(answer: MazeGrid, puzzle: MazeGrid, label: MazeGrid): string {
  if (answer.join() === label.join()) return 'exact';
  const marked = [...answer.keys()].filter((cell) => answer[cell] === PATH);
  const ends = [puzzle.indexOf(START), puzzle.indexOf(GOAL)];
  const isShortest = plainPaths(puzzle).some(
    (path) =>
      path
        .filter((cell) => !ends.includes(cell))
        .sort()
        .join() === marked.sort().join(),
  );
  if (isShortest) return 'valid';
  const drawn = answer.map((cell) => (cell === OPEN ? 1 : cell));
  return plainDistances(drawn, ends[0]!)[ends[1]!]! < Infinity ? 'connected' : 'broken';
}

test('any marks on a maze are judged as the definitions say', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      anyMaze(6),
      fc.nat(),
      fc.array(fc.nat(35), { maxLength: 2 }),
      (grid, pick, flips) => {
        const puzzle = erasePath(grid);
        const label = solveMaze(puzzle)?.solution;
        if (label === undefined) return;
        // The marks of the arbitrary maze, or one of the shortest paths with a few cells flipped.
        const paths = plainPaths(puzzle);
        const answer =
          pick % 4 === 0 ? grid.slice() : drawPath(puzzle, paths[pick % paths.length]!);
        for (const cell of flips) {
          if (answer[cell] === OPEN) answer[cell] = PATH;
          else if (answer[cell] === PATH) answer[cell] = OPEN;
        }
        const { kind } = judgeMaze(answer, puzzle, label);
        seen.add(kind);
        expect(kind).toBe(plainVerdict(answer, puzzle, label));
        if (kind === 'exact') expect(judgeMaze(answer, puzzle, null).kind).toBe('valid');
      },
    ),
    { numRuns: 400, seed: 1 },
  );
  expect([...seen].sort()).toEqual(['broken', 'connected', 'exact', 'valid']);
});

test('an answer of another size is refused', () => {
  expect(() => judgeMaze(new Uint8Array(25), new Uint8Array(16), null)).toThrow('25 cells');
});
