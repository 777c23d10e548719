import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridsEqual } from '../../../puzzles/arc/grid';
import { parseArc } from '../../../puzzles/arc/parse';
import { taskToJson } from '../../../puzzles/arc/task';
import { anyGrid, anyTask } from '../../../puzzles/arc/testing';
import {
  addPair,
  addQuestion,
  documentOf,
  gridAt,
  removePair,
  removeQuestion,
  withGrid,
  type ArcDocument,
  type GridPlace,
} from './document';

/** A document and one of its grids. */
const anyPlaced = anyTask(6).chain((task) => {
  const document = documentOf(task);
  const places: GridPlace[] = [
    ...task.train.flatMap((_, at) => [
      { part: 'train' as const, at, side: 'input' as const },
      { part: 'train' as const, at, side: 'output' as const },
    ]),
    ...task.test.flatMap((_, at) => [
      { part: 'test' as const, at, side: 'input' as const },
      { part: 'test' as const, at, side: 'output' as const },
      { part: 'answer' as const, at },
    ]),
  ];
  return fc.tuple(fc.constant(document), fc.constantFrom(...places), fc.constant(places));
});

test('a grid put in a place is found there, and no other grid changes', () => {
  fc.assert(
    fc.property(anyPlaced, anyGrid(6), ([document, place, places], grid) => {
      const changed = withGrid(document, place, grid);
      expect(gridAt(changed, place)).toBe(grid);
      for (const other of places) {
        if (other !== place) expect(gridAt(changed, other)).toBe(gridAt(document, other));
      }
      expect(withGrid(changed, place, grid)).toBe(changed);
      if (place.part !== 'train') expect(changed.task.train).toBe(document.task.train);
    }),
  );
});

test('after any edits a task can be written and read back, with an answer for each question', () => {
  type Edit = (document: ArcDocument) => ArcDocument;
  const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
    fc.constant(addPair),
    fc.constant(addQuestion),
    fc.nat(4).map(
      (at): Edit =>
        (document) =>
          removePair(document, at),
    ),
    fc.nat(4).map(
      (at): Edit =>
        (document) =>
          removeQuestion(document, at),
    ),
  );
  fc.assert(
    fc.property(anyTask(4), fc.array(anyEdit, { maxLength: 20 }), (task, edits) => {
      const { task: edited, answers } = edits.reduce(
        (document, edit) => edit(document),
        documentOf(task),
      );
      expect(answers).toHaveLength(edited.test.length);
      const { records, problems } = parseArc(JSON.stringify(taskToJson(edited)));
      expect(problems).toEqual([]);
      const read = records[0]!.task;
      expect(read.train.map(({ input }) => input)).toEqual(edited.train.map(({ input }) => input));
      expect(gridsEqual(read.test[0]!.input, edited.test[0]!.input)).toBe(true);
    }),
  );
});
