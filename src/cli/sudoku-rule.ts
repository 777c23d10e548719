import type { HrmConfig } from '../hrm/config';
import { isSudokuRule, SUDOKU_RULES, type SudokuRule } from '../puzzles/sudoku/geometry';
import { UsageError } from './usage-error';

export const RULE_OPTION = ['--rule <name>', `Sudoku rule: ${SUDOKU_RULES.join(' or ')}`] as const;

/**
 * The rule to judge Sudokus by: the one asked for, else the one of the model's config, else the
 * classic one.
 * @throws UsageError if there is none of that name.
 */
export function sudokuRule(
  asked: string | undefined,
  config?: Pick<HrmConfig, 'puzzle'>,
): SudokuRule {
  const name = asked ?? config?.puzzle?.rule ?? 'classic';
  if (isSudokuRule(name)) return name;
  const known = SUDOKU_RULES.join(' or ');
  throw new UsageError(
    asked === undefined
      ? `The model is for Sudoku by the rule "${name}"; known are ${known}, which --rule may name.`
      : `--rule must be ${known}, not ${name}.`,
  );
}
