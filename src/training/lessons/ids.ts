import type { WorldId } from '../../puzzles/worlds';

/**
 * The lessons of each world, in the order in which they are offered. Stored lessons and links use
 * these names.
 */
const BY_WORLD = {
  sudoku: ['scratch-4', 'scratch-9', 'diagonal', 'own'],
  maze: ['maze-9'],
} as const satisfies Readonly<Partial<Record<WorldId, readonly string[]>>>;

export type LessonId = (typeof BY_WORLD)[keyof typeof BY_WORLD][number];

export const LESSON_IDS: readonly LessonId[] = Object.values(BY_WORLD).flat();

/** The lesson id of an ARC task that is learned. */
export const ARC_TASK = 'arc-task';

/** The lessons of a world; none if it has no lessons. */
export function lessonsOf(world: string): readonly LessonId[] {
  return world in BY_WORLD ? BY_WORLD[world as keyof typeof BY_WORLD] : [];
}
