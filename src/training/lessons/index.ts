import { diagonal } from './diagonal';
import type { LessonId } from './ids';
import type { Lesson } from './lesson';
import { maze9 } from './maze-9';
import { ownPuzzles } from './own-puzzles';
import { scratch4 } from './scratch-4';
import { scratch9 } from './scratch-9';

/**
 * Every lesson of the page. To add one: a file in this folder, an id in `ids.ts` and a line here.
 */
export const LESSONS: Readonly<Record<LessonId, Lesson>> = {
  'scratch-4': scratch4,
  'scratch-9': scratch9,
  diagonal,
  own: ownPuzzles,
  'maze-9': maze9,
};
