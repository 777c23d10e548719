import type { ArcPair, ArcRecord } from '../task';
import { createDraw } from './draw';
import { generateTask } from './generate';
import { OTHER_QUESTIONS, parseTaskId } from './id';
import type { TaskKind } from './kind';
import { findKind, TASK_KINDS } from './registry';

/**
 * An endless stream of tasks: all kinds in random order, then all again in another order, so that
 * every kind has its share. No id comes twice. The same seed, side and kinds give the same stream.
 *
 * @param side of the canvas, from `LEAST_SIDE` to 30
 * @param pairs of each task, see `generateTask`
 * @throws RangeError, at the first draw, for a canvas of another size
 */
export function createTaskStream(
  seed: number,
  side: number,
  kinds: readonly TaskKind[] = TASK_KINDS,
  pairs?: number,
): () => ArcRecord {
  const draw = createDraw(seed);
  const seen = new Set<string>();
  let round: TaskKind[] = [];
  return () => {
    if (round.length === 0) round = draw.shuffle([...kinds]);
    const kind = round.pop()!;
    for (;;) {
      const task = generateTask(kind, draw.uint32(), side, pairs);
      if (seen.has(task.id)) continue;
      seen.add(task.id);
      return task;
    }
  };
}

/**
 * Makes the task of an id such as `fall-0000002a` again.
 * @returns `null` if the kind does not exist
 * @throws RangeError for a canvas of an unsupported size
 */
export function taskFromId(id: string, side: number): ArcRecord | null {
  const parsed = parseTaskId(id);
  const kind = parsed && findKind(parsed.kind);
  return kind ? generateTask(kind, parsed.seed, side) : null;
}

/**
 * Number of pairs of each rule that a shipped model may have learned; later pairs are new to it.
 */
const LEARNED_PAIRS = 32;

/**
 * A question of a generated task with its answer, which no model was trained on: the task's own, or
 * another under the same rule.
 * @param number 0 for the task's own; others from 1, over again after `OTHER_QUESTIONS`
 * @returns `null` if the kind does not exist
 */
export function questionFromId(id: string, side: number, number = 0): ArcPair | null {
  const parsed = parseTaskId(id);
  const kind = parsed && findKind(parsed.kind);
  if (!kind) return null;
  if (number > 0) {
    const pairs = LEARNED_PAIRS + 1 + ((number - 1) % OTHER_QUESTIONS);
    return generateTask(kind, parsed.seed, side, pairs).task.train.at(-1)!;
  }
  const [{ input, output }] = generateTask(kind, parsed.seed, side).task.test as [ArcPair];
  return { input, output };
}
