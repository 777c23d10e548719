import { expect, test } from 'vitest';
import { answer, answerOf, elapsed, opponentAt, raceOn, startOver, undoAnswer } from './race';
import { opponentWords, result } from './words';

const right = (of: readonly number[]) => of.join() === '1,2';

test('the clock runs from the first change to the first right answer, and changes can be undone', () => {
  const puzzle = new Uint8Array(2);
  const race = raceOn(puzzle, [0, 0]);
  expect(elapsed(race.getState(), 500)).toBe(0);
  answer(race, [1, 0], right, 1000);
  expect(elapsed(race.getState(), 3000)).toBe(2000);
  answer(race, [1, 2], right, 5000);
  answer(race, [1, 1], right, 9000);
  expect(elapsed(race.getState(), 99_000)).toBe(4000);
  undoAnswer(race);
  expect(answerOf(race.getState())).toEqual([1, 2]);
  // A race is kept for the way back; another puzzle has its own race.
  expect(raceOn(puzzle, [0, 0])).toBe(race);
  expect(raceOn(new Uint8Array(2), [0, 0])).not.toBe(race);
  startOver(race, [0, 0]);
  expect(race.getState()).toMatchObject({ startedAt: null, finishedAt: null });
});

test('the model thinks one segment at each beat, up to the computed ones', () => {
  const extent = { wish: 5, end: 5, reached: 5, done: true };
  expect(opponentAt(0, 30, extent, 5)).toEqual({ segment: 0, over: false, rightAt: 150_000 });
  expect(opponentAt(95_000, 30, extent, 5)).toMatchObject({ segment: 3, over: false });
  expect(opponentAt(1e6, 30, extent, 5)).toMatchObject({ segment: 5, over: true });
  const awaited = { wish: null, end: 16, reached: 2, done: false };
  expect(opponentAt(1e6, 10, awaited, null)).toEqual({ segment: 2, over: false, rightAt: null });
});

test('says who was first', () => {
  const at = (rightAt: number | null, over = false) => ({ segment: 5, over, rightAt });
  expect(result(100_000, at(150_000), 5)).toBe(
    'Right, in 1:40. You were first; the model needs 2:30 for its 5 segments.',
  );
  expect(result(200_000, at(150_000, true), 5)).toBe(
    'Right, in 3:20. The model was first: 2:30 for its 5 segments.',
  );
  expect(result(200_000, at(null, true), null)).toContain('you win');
  expect(opponentWords(at(150_000), 40_000, 0.42, true)).toBe('5 segments done, 42 % sure');
  expect(opponentWords(at(150_000), 150_000, 0.42, true)).toBe('has the right answer');
  expect(opponentWords(at(null, true), 1e6, 0.1, true)).toBe('has stopped, and is not right');
});
