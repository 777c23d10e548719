import { gridToRows, type ArcGrid } from './grid';

/** A demonstration: an input and its right output. */
export interface ArcPair {
  readonly input: ArcGrid;
  readonly output: ArcGrid;
}

/** A question; if the file hides the answer, `output` is `null`. */
export interface ArcTest {
  readonly input: ArcGrid;
  readonly output: ArcGrid | null;
}

export interface ArcTask {
  /** Demonstrations of the rule, at least one. */
  readonly train: readonly ArcPair[];
  /** Questions under the same rule, at least one. */
  readonly test: readonly ArcTest[];
}

/** A task with its name. */
export interface ArcRecord {
  /** Unique among those read together, such as `007bbfb7`. */
  readonly id: string;
  /** Its set or folder, such as `evaluation`; empty if unknown. */
  readonly group: string;
  /** The rule of a generated task, whose group is its kind. */
  readonly rule?: RuleWords;
  readonly task: ArcTask;
}

/** A rule in words: a title, and a sentence. */
export interface RuleWords {
  readonly title: string;
  readonly text: string;
}

/** A task in the public format, for `JSON.stringify`. */
export function taskToJson({ train, test }: ArcTask): object {
  const pairToJson = ({ input, output }: ArcTest) => ({
    input: gridToRows(input),
    ...(output && { output: gridToRows(output) }),
  });
  return { train: train.map(pairToJson), test: test.map(pairToJson) };
}

/** All grids of a task, including known answers. */
export function gridsOf({ train, test }: ArcTask): ArcGrid[] {
  return [...train, ...test].flatMap(({ input, output }) => (output ? [input, output] : [input]));
}

/** Side of the smallest square canvas on which every grid of a task fits. */
export function canvasSide(task: ArcTask): number {
  return Math.max(...gridsOf(task).flatMap(({ height, width }) => [height, width]));
}

/** A task with the same change of every grid, including answers. */
export function mapTask({ train, test }: ArcTask, redraw: (grid: ArcGrid) => ArcGrid): ArcTask {
  return {
    train: train.map(({ input, output }) => ({ input: redraw(input), output: redraw(output) })),
    test: test.map(({ input, output }) => ({
      input: redraw(input),
      output: output && redraw(output),
    })),
  };
}
