import type { TaskKind } from './kind';

/** The id contains kind and seed, so that the task can be made again from it: `fall-0000002a`. */
export function taskId(kind: Pick<TaskKind, 'id'>, seed: number): string {
  return `${kind.id}-${(seed >>> 0).toString(16).padStart(8, '0')}`;
}

/** Kind and seed of a task's id; `null` for ids of another form. */
export function parseTaskId(id: string): { kind: string; seed: number } | null {
  const [, kind, seed] = /^([a-z-]+)-([0-9a-f]{8})$/.exec(id) ?? [];
  return kind === undefined ? null : { kind, seed: parseInt(seed!, 16) };
}

/** Number of further questions of a generated task, each under a number from 1. */
export const OTHER_QUESTIONS = 100;
