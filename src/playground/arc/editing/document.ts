import { copyGrid, createGrid, type ArcGrid } from '../../../puzzles/arc/grid';
import type { ArcTask } from '../../../puzzles/arc/task';

/** All that can be edited: the task, and a person's own answer to each of its questions. */
export interface ArcDocument {
  readonly task: ArcTask;
  /** One for each question, `null` if none was begun. */
  readonly answers: readonly (ArcGrid | null)[];
}

/** One grid of a document. */
export type GridPlace =
  | { readonly part: 'train'; readonly at: number; readonly side: 'input' | 'output' }
  | { readonly part: 'test'; readonly at: number; readonly side: 'input' | 'output' }
  | { readonly part: 'answer'; readonly at: number };

/** Largest number of demonstrations, and of questions. */
export const MOST_PAIRS = 10;

export function documentOf(task: ArcTask): ArcDocument {
  return { task, answers: task.test.map(() => null) };
}

/** @returns `null` if there is no such grid, or not yet */
export function gridAt({ task, answers }: ArcDocument, place: GridPlace): ArcGrid | null {
  if (place.part === 'answer') return answers[place.at] ?? null;
  return task[place.part][place.at]?.[place.side] ?? null;
}

/** The document with another grid in a place; other parts stay the same objects. */
export function withGrid(document: ArcDocument, place: GridPlace, grid: ArcGrid): ArcDocument {
  const { task, answers } = document;
  if (gridAt(document, place) === grid) return document;
  if (place.part === 'answer') {
    return { task, answers: answers.with(place.at, grid) };
  }
  const { part, at, side } = place;
  const changed =
    part === 'train'
      ? { ...task, train: task.train.with(at, { ...task.train[at]!, [side]: grid }) }
      : { ...task, test: task.test.with(at, { ...task.test[at]!, [side]: grid }) };
  return { task: changed, answers };
}

/** The first grid where there is none: black, in the size of the question. */
export function blankFor({ task }: ArcDocument, { at }: GridPlace): ArcGrid {
  const { height, width } = task.test[at]!.input;
  return createGrid(height, width);
}

/** One more demonstration, at first a copy of the last one. */
export function addPair(document: ArcDocument): ArcDocument {
  const { train, test } = document.task;
  if (train.length >= MOST_PAIRS) return document;
  const { input, output } = train.at(-1)!;
  const pair = { input: copyGrid(input), output: copyGrid(output) };
  return { ...document, task: { train: [...train, pair], test } };
}

/** One demonstration fewer; the last one stays. */
export function removePair(document: ArcDocument, at: number): ArcDocument {
  const { train, test } = document.task;
  if (train.length < 2) return document;
  return { ...document, task: { train: train.filter((_, index) => index !== at), test } };
}

/** One more question, at first a copy of the last one's input, its answer unknown. */
export function addQuestion({ task, answers }: ArcDocument): ArcDocument {
  const { train, test } = task;
  if (test.length >= MOST_PAIRS) return { task, answers };
  const question = { input: copyGrid(test.at(-1)!.input), output: null };
  return { task: { train, test: [...test, question] }, answers: [...answers, null] };
}

/** One question fewer; the last one stays. */
export function removeQuestion({ task, answers }: ArcDocument, at: number): ArcDocument {
  const { train, test } = task;
  if (test.length < 2) return { task, answers };
  const others = <T>(list: readonly T[]) => list.filter((_, index) => index !== at);
  return { task: { train, test: others(test) }, answers: others(answers) };
}

/** The name of a place. */
export function nameOfPlace({ part, at, ...place }: GridPlace): string {
  if (part === 'answer') return 'Your answer';
  const side = 'side' in place ? place.side : 'input';
  if (part === 'train') return `Demonstration ${at + 1}, ${side}`;
  return side === 'input' ? `Test ${at + 1}, input` : `Test ${at + 1}, right answer`;
}
