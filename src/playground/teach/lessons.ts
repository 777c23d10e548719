import { DEFAULT_SETTINGS, type TrainingSettings } from '../../training/settings';
import type { LessonId } from '../store/lesson-state';

/** A lesson as the page offers it. */
export interface LessonOffer {
  readonly id: LessonId;
  readonly title: string;
  /** What is taught, and what to expect. */
  readonly text: string;
  /** Whether it takes hours without a GPU. */
  readonly needsGpu: boolean;
  readonly settings: TrainingSettings;
}

export const LESSONS: readonly LessonOffer[] = [
  {
    id: 'scratch-4',
    title: 'From scratch, 4×4',
    text: 'A blank model learns 4×4 Sudoku; even without a GPU it should solve most within a minute.',
    needsGpu: false,
    settings: DEFAULT_SETTINGS,
  },
  {
    id: 'scratch-9',
    title: 'From scratch, 9×9',
    text: 'A blank model learns full Sudoku: a long plateau first, then it suddenly gets the idea.',
    needsGpu: true,
    settings: DEFAULT_SETTINGS,
  },
  {
    id: 'diagonal',
    title: 'A new rule',
    text: 'The shipped model learns that both diagonals count too; measured before and after.',
    needsGpu: true,
    settings: { ...DEFAULT_SETTINGS, learningRate: 3e-4 },
  },
  {
    id: 'own',
    title: 'Your own puzzles',
    text: 'Paste or upload a list of 9×9 Sudokus; the shipped model goes on learning from them.',
    needsGpu: true,
    settings: { ...DEFAULT_SETTINGS, learningRate: 1e-4 },
  },
];

export const lessonTitle = (id: string): string =>
  LESSONS.find((lesson) => lesson.id === id)?.title ?? id;
