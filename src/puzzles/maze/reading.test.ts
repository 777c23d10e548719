import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN, PATH, WALL } from './geometry';
import { parseMaze } from './parse';
import { isGround, readAnswer } from './reading';
import { erasePath, solveMaze } from './solver';
import { anyMaze } from './testing';

const PUZZLE = parseMaze('S   #\n  # #\n    #\n  G #\n#####');
const read = (drawing: string) =>
  readAnswer(parseMaze(drawing), PUZZLE, solveMaze(PUZZLE)!.solution);

test('a right answer is all path', () => {
  const { path, misread, joinedToStart, joinedToGoal, verdict } = read(
    'So  #\n o# #\n o  #\n oG #\n#####',
  );
  expect(path).toEqual([1, 6, 11, 16]);
  expect(misread).toEqual([]);
  expect([joinedToStart, joinedToGoal]).toEqual([4, 4]);
  expect(verdict.kind).toBe('valid');
});

test('a path with a gap is measured from both ends', () => {
  const { joinedToStart, joinedToGoal, verdict } = read('So  #\n  # #\no   #\nooG #\n#####');
  expect([joinedToStart, joinedToGoal]).toEqual([1, 3]);
  expect(verdict.kind).toBe('broken');
});

test('distinguishes misread cells from the path', () => {
  const { path, misread } = read('So o#\n  o #\n#   #\n  G #\n#### ');
  expect(path).toEqual([1, 3]);
  expect(misread).toEqual([7, 10, 24]);
});

test('every cell is right, path or misread, for any tokens', () => {
  fc.assert(
    fc.property(
      anyMaze(8).chain((grid) =>
        fc.tuple(
          fc.constant(erasePath(grid)),
          fc.array(fc.nat(7), { minLength: grid.length, maxLength: grid.length }),
        ),
      ),
      ([puzzle, tokens]) => {
        const { answer, path, misread, verdict } = readAnswer(
          Uint8Array.from(tokens),
          puzzle,
          null,
        );
        const marked = new Set(path);
        const wrong = new Set(misread);
        answer.forEach((token, cell) => {
          expect(marked.has(cell)).toBe(token === PATH && puzzle[cell] === OPEN);
          const same = token === puzzle[cell] || (isGround(token) && isGround(puzzle[cell]));
          expect(wrong.has(cell)).toBe(!same);
        });
        if (misread.length > 0) expect(verdict.kind).toBe('broken');
      },
    ),
  );
});

test('nothing is connected to a missing end', () => {
  const bare = new Uint8Array(16).fill(WALL);
  expect(readAnswer(bare, bare, null)).toMatchObject({ joinedToStart: 0, joinedToGoal: 0 });
});
