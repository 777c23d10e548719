import type { HrmConfig } from '../hrm/config';
import { worldOf } from '../puzzles/worlds';
import { UsageError } from './usage-error';

/**
 * The world of a model with the given rule, or else the rule of its config; `null` if unknown.
 * @throws UsageError if the world has no such rule.
 */
export function modelWorld(
  config: Pick<HrmConfig, 'seq_len' | 'vocab_size' | 'puzzle'>,
  asked?: string,
): ReturnType<typeof worldOf> {
  const { seq_len, vocab_size, puzzle } = config;
  const world = worldOf({ seq_len, vocab_size, puzzle: puzzle && { ...puzzle, rule: undefined } });
  const rule = asked ?? puzzle?.rule;
  if (world === null || rule === undefined) return world;
  const ruled = world.withRule?.(rule);
  if (ruled != null) return ruled;
  const who = asked === undefined ? "The model's config" : '--rule';
  throw new UsageError(`${who} asks for ${world.title} by the rule "${rule}", which is unknown.`);
}
