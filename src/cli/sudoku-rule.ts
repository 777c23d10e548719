import { isSudokuRule, SUDOKU_RULES, type SudokuRule } from '../puzzles/sudoku/geometry';
import { UsageError } from './usage-error';

const RULES = SUDOKU_RULES.join(' or ');

export const RULE_OPTION = ['--rule <name>', `Sudoku rule, ${RULES}`] as const;

/** @throws UsageError unless `text` names a rule; without a text, the classic rule. */
export function sudokuRule(text = 'classic'): SudokuRule {
  if (isSudokuRule(text)) return text;
  throw new UsageError(`--rule must be ${RULES}, not ${text}.`);
}
