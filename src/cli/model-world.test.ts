import { expect, test } from 'vitest';
import { modelWorld } from './model-world';

const sizes = { seq_len: 81, vocab_size: 11 };
const puzzle = { world: 'sudoku', width: 9, height: 9 };

test.each([
  [sizes, undefined, 'classic'],
  [sizes, 'diagonal', 'diagonal'],
  [{ ...sizes, puzzle }, undefined, 'classic'],
  [{ ...sizes, puzzle }, 'diagonal', 'diagonal'],
  [{ ...sizes, puzzle: { ...puzzle, rule: 'diagonal' } }, undefined, 'diagonal'],
  [{ ...sizes, puzzle: { ...puzzle, rule: 'diagonal' } }, 'classic', 'classic'],
  [{ ...sizes, puzzle: { ...puzzle, rule: 'windoku' } }, 'classic', 'classic'],
])('%j with the rule %s is checked by the %s rule', (config, asked, rule) => {
  expect(modelWorld(config, asked)).toMatchObject({ id: 'sudoku', rule });
});

test('an unknown world is null, or an error if a rule was given', () => {
  expect(modelWorld({ seq_len: 12, vocab_size: 11 }, 'diagonal')).toBeNull();
  expect(modelWorld({ ...sizes, puzzle: { ...puzzle, world: 'chess' } })).toBeNull();
  expect(() => modelWorld(sizes, 'windoku')).toThrow(
    '--rule asks for Sudoku by the rule "windoku", which is unknown.',
  );
  const windoku = { ...sizes, puzzle: { ...puzzle, rule: 'windoku' } };
  expect(() => modelWorld(windoku)).toThrow("The model's config asks for Sudoku by the rule");
});
