/**
 * What the tab uses of the generator of tasks, for the canvas of the shipped model. It has the rules of
 * all kinds, and is loaded when a task other than the first one is asked for (`generator-on-demand.ts`).
 */
import { generateTask } from '../../../puzzles/arc/generate/generate';
import { findKind } from '../../../puzzles/arc/generate/registry';
import { questionFromId, taskFromId } from '../../../puzzles/arc/generate/stream';
import type { ArcPair, ArcRecord } from '../../../puzzles/arc/task';

/** Canvas that tasks are generated for (`hrm dataset arc --show ID --size 10`). */
const SIDE = 10;

/** The task of an id; `null` if there is no such kind. */
export function taskOf(id: string): ArcRecord | null {
  return taskFromId(id, SIDE);
}

/** A task of a kind; `null` if there is no such kind. */
export function freshTask(kindId: string, seed: number): ArcRecord | null {
  const kind = findKind(kindId);
  return kind === undefined ? null : generateTask(kind, seed, SIDE);
}

/** A question of a generated task, see `questionFromId`. */
export function questionOf(id: string, number: number): ArcPair | null {
  return questionFromId(id, SIDE, number);
}
