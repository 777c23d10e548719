import type { ArcGrid } from '../../../puzzles/arc/grid';
import type { ArcTask } from '../../../puzzles/arc/task';
import { record, redo, startHistory, undo, type History } from '../../store/history';
import {
  addPair,
  addQuestion,
  blankFor,
  documentOf,
  gridAt,
  removePair,
  removeQuestion,
  withGrid,
  type ArcDocument,
  type GridPlace,
} from '../editing/document';
import { floodFill, lineBetween, paintCells, resizeGrid } from '../editing/grid-edits';
import type { ArcSlice, ArcState } from './state';

export type Tool = 'paint' | 'fill' | 'pick';

/** Only looking, answering a question oneself, or editing the task. */
export type Mode = 'look' | 'answer' | 'task';

/** The tool, the colour and the edited grid. */
export interface EditorSlice {
  readonly history: History<ArcDocument>;
  readonly mode: Mode;
  /** The edited grid while the task is changed. */
  readonly place: GridPlace;
  readonly tool: Tool;
  readonly colour: number;
  /** Cell of the keyboard cursor. */
  readonly cursor: number;
  /** The history when the pointer was pressed: a stroke is undone as one. */
  readonly stroke: { readonly before: History<ArcDocument>; readonly last: number } | null;
  setMode(mode: Mode): void;
  choosePlace(place: GridPlace): void;
  setTool(tool: Tool): void;
  setColour(colour: number): void;
  moveCursor(cell: number): void;
  /** Uses the tool on a cell. */
  press(cell: number): void;
  /** Continues a stroke of the brush to a cell. */
  drag(cell: number): void;
  release(): void;
  resize(height: number, width: number): void;
  /** Replaces the edited grid. */
  putGrid(grid: ArcGrid): void;
  clearGrid(): void;
  undo(): void;
  redo(): void;
  addPair(): void;
  removePair(at: number): void;
  addQuestion(): void;
  removeQuestion(at: number): void;
  /** Restores the original task; this can be undone, too. */
  restoreTask(): void;
}

export const createEditor =
  (task: ArcTask): ArcSlice<EditorSlice> =>
  (set) => {
    const change = (make: (document: ArcDocument, state: ArcState) => ArcDocument) =>
      set((state) => changed(state, make(state.history.present, state)));
    const draw = (make: (grid: ArcGrid, state: ArcState) => ArcGrid) =>
      change((document, state) => {
        const place = placeOf(state);
        if (place === null) return document;
        return withGrid(document, place, make(gridDrawn(state)!, state));
      });

    return {
      history: startHistory(documentOf(task)),
      mode: 'look',
      place: { part: 'test', at: 0, side: 'input' },
      tool: 'paint',
      colour: 1,
      cursor: 0,
      stroke: null,

      setMode: (mode) =>
        set(({ test }) => ({
          mode,
          stroke: null,
          cursor: 0,
          place: { part: 'test', at: test, side: 'input' },
        })),
      choosePlace: (place) => set({ place, cursor: 0, stroke: null }),
      setTool: (tool) => set({ tool }),
      setColour: (colour) =>
        set(({ tool }) => ({ colour, tool: tool === 'pick' ? 'paint' : tool })),
      moveCursor: (cursor) => set({ cursor }),
      press: (cell) =>
        set((state) => {
          const { tool, colour, history } = state;
          const grid = gridDrawn(state);
          if (grid === null) return {};
          if (tool === 'pick') return { cursor: cell, colour: grid.cells[cell]!, tool: 'paint' };
          const next =
            tool === 'fill' ? floodFill(grid, cell, colour) : paintCells(grid, [cell], colour);
          const document = withGrid(history.present, placeOf(state)!, next);
          const stroke = tool === 'paint' ? { before: history, last: cell } : null;
          return { cursor: cell, stroke, ...changed(state, document) };
        }),
      drag: (cell) =>
        set((state) => {
          const { stroke, colour, history } = state;
          const grid = gridDrawn(state);
          if (stroke === null || grid === null || stroke.last === cell) return {};
          const line = lineBetween(stroke.last, cell, grid.width);
          const next = withGrid(history.present, placeOf(state)!, paintCells(grid, line, colour));
          const moved = { cursor: cell, stroke: { ...stroke, last: cell } };
          if (next === history.present) return moved;
          return { ...moved, history: record(stroke.before, next) };
        }),
      release: () => set({ stroke: null }),
      resize: (height, width) => {
        draw((grid) => resizeGrid(grid, height, width));
        set({ cursor: 0 });
      },
      putGrid: (grid) => {
        draw(() => grid);
        set({ cursor: 0 });
      },
      clearGrid: () => draw((grid) => paintCells(grid, [...grid.cells.keys()], 0)),
      undo: () => set(({ history }) => ({ history: undo(history), stroke: null, cursor: 0 })),
      redo: () => set(({ history }) => ({ history: redo(history), stroke: null, cursor: 0 })),
      addPair: () => {
        change(addPair);
        set(({ history }) => ({
          place: { part: 'train', at: history.present.task.train.length - 1, side: 'input' },
        }));
      },
      removePair: (at) => change((document) => removePair(document, at)),
      addQuestion: () => {
        change(addQuestion);
        set(({ history }) => {
          const at = history.present.task.test.length - 1;
          return { test: at, place: { part: 'test', at, side: 'input' } };
        });
      },
      removeQuestion: (at) => change((document) => removeQuestion(document, at)),
      restoreTask: () => change((_, { record: { task: original } }) => documentOf(original)),
    };
  };

const FIRST_QUESTION: GridPlace = { part: 'test', at: 0, side: 'input' };

/**
 * Places of answers, each created once: a component's selector must not return a new object every
 * time.
 */
const answerPlaces: GridPlace[] = [];
const answerPlace = (at: number): GridPlace => (answerPlaces[at] ??= { part: 'answer', at });

/** The edited place, `null` while one only looks. The same place is the same object. */
export function placeOf(state: ArcState): GridPlace | null {
  const { mode, place, history, test } = state;
  if (mode === 'look') return null;
  const { task } = history.present;
  if (mode === 'answer') return answerPlace(Math.min(test, task.test.length - 1));
  // Undoing may have removed the pair.
  if (place.part !== 'answer' && place.at < task[place.part].length) return place;
  return FIRST_QUESTION;
}

/** Answers begin black, in the size of the question. */
const blanks = new WeakMap<ArcGrid, ArcGrid>();

/** The edited grid: the present one, or a blank one at the beginning. */
export function gridDrawn(state: ArcState): ArcGrid | null {
  const place = placeOf(state);
  if (place === null) return null;
  const document = state.history.present;
  const there = gridAt(document, place);
  if (there !== null) return there;
  const { input } = document.task.test[place.at]!;
  const blank = blanks.get(input) ?? blankFor(document, place);
  blanks.set(input, blank);
  return blank;
}

/** Whether the task differs from its record. */
export function isEdited({ history, record: { task } }: ArcState): boolean {
  return history.present.task !== task;
}

function changed(state: ArcState, document: ArcDocument): Partial<ArcState> {
  const { history, test } = state;
  if (document === history.present) return {};
  return {
    history: record(history, document),
    test: Math.min(test, document.task.test.length - 1),
  };
}
