import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HISTORY_LIMIT, record, redo, startHistory, undo, type History } from './history';

const values = fc.array(fc.integer(), { minLength: 1, maxLength: 40 });

function after(all: readonly number[]): History<number> {
  return all.slice(1).reduce(record, startHistory(all[0]!));
}

test('undoing and redoing everything gives the same history', () => {
  fc.assert(
    fc.property(values, (all) => {
      const end = after(all);
      let history = end;
      for (const value of all.toReversed()) {
        expect(history.present).toBe(value);
        history = undo(history);
      }
      expect(undo(history)).toBe(history);
      for (let i = 1; i < all.length; i++) history = redo(history);
      expect(history).toEqual(end);
      expect(redo(history)).toBe(history);
    }),
  );
});

test('a new change drops undone changes', () => {
  const history = record(undo(after([1, 2, 3])), 4);
  expect(history).toEqual({ past: [1, 2], present: 4, future: [] });
});

test('the past is bounded', () => {
  const history = after(Array.from({ length: HISTORY_LIMIT + 50 }, (_, i) => i));
  expect(history.past).toHaveLength(HISTORY_LIMIT);
  expect(history.past.at(-1)).toBe(HISTORY_LIMIT + 48);
});
