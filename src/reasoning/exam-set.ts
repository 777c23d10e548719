import type { HrmConfig } from '../hrm/config';
import { identifierAmong } from '../hrm/identifier';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { encodeArc } from '../puzzles/arc/codec';
import { parseTaskId } from '../puzzles/arc/generate/id';
import { findKind } from '../puzzles/arc/generate/registry';
import { questionFromId } from '../puzzles/arc/generate/stream';
import { canvasSide, type ArcRecord } from '../puzzles/arc/task';
import { MazeGenerator, mazeSettings, type MazeKind } from '../puzzles/maze/generator';
import { createRandom } from '../puzzles/random';
import { freshSudokus } from '../puzzles/sudoku/fresh';
import { geometryForCells, type SudokuRule } from '../puzzles/sudoku/geometry';
import type { View, World } from '../puzzles/world';
import { worldOf } from '../puzzles/worlds';
import { plainViews } from './diversity';
import type { Exam, Judge } from './evaluate';

/**
 * Which puzzles a model is measured on; plain data. A seed gives the same puzzles for each kind
 * except a list.
 */
export type ExamSet =
  /** As `hrm dataset sudoku` writes them. */
  | {
      readonly kind: 'sudoku';
      readonly count: number;
      readonly seed: number;
      readonly size: number;
      readonly rule: SudokuRule;
      readonly givens: readonly [low: number, high: number];
      /** Steps of a search over clues that makes puzzles harder; 0 for none. */
      readonly hard: number;
    }
  /** As `hrm dataset maze` writes them. */
  | {
      readonly kind: 'maze';
      readonly count: number;
      readonly seed: number;
      readonly side: number;
      readonly maze: MazeKind;
      readonly minPath: number;
    }
  /**
   * Questions of the generated ARC tasks that the model was trained on. It has seen none of these
   * questions.
   * @see questionFromId for the seed
   */
  | { readonly kind: 'known'; readonly count: number; readonly seed: number }
  /** A person's own puzzles. */
  | { readonly kind: 'list'; readonly exams: readonly Exam[] };

/** The number of puzzles of a set. */
export const countOf = (set: ExamSet): number =>
  set.kind === 'list' ? set.exams.length : set.count;

/**
 * The puzzles of a set, made as they are drawn.
 * @throws RangeError, while puzzles are drawn, if the model is for other puzzles or they cannot be
 * made
 */
export function* examsOf(set: ExamSet, config: HrmConfig): Generator<Exam, void> {
  switch (set.kind) {
    case 'list':
      yield* set.exams;
      return;
    case 'known':
      yield* knownExams(config, set);
      return;
    case 'sudoku': {
      const geometry = geometryForCells(set.size ** 2, set.rule);
      yield* encoded(config, set.count, freshSudokus({ ...set, geometry }));
      return;
    }
    case 'maze': {
      const { side, maze: kind, minPath, seed, count } = set;
      const settings = mazeSettings(side, { kind, minPath, unique: true });
      const generator = new MazeGenerator(settings, createRandom(seed));
      yield* encoded(
        config,
        count,
        endless(() => generator.generate()),
      );
    }
  }
}

/** The `hrm dataset` command that writes the same puzzles; `null` if there is none. */
export function datasetCommand(set: ExamSet): string | null {
  switch (set.kind) {
    case 'sudoku': {
      const { count, seed, size, rule, givens, hard } = set;
      return [
        `dataset sudoku --count ${count} --seed ${seed}`,
        ...(size === 9 ? [] : [`--size ${size}`]),
        ...(rule === 'classic' ? [] : [`--rule ${rule}`]),
        `--givens ${givens.join(':')}`,
        ...(hard === 0 ? [] : [`--hard ${hard}`]),
      ].join(' ');
    }
    case 'maze': {
      const { count, seed, side, maze, minPath } = set;
      const kind = maze === 'corridors' ? '' : ` --kind ${maze}`;
      return `dataset maze --count ${count} --seed ${seed} --size ${side}${kind} --min-path ${minPath} --unique`;
    }
    case 'known':
    case 'list':
      return null;
  }
}

function* endless<T>(make: () => T): Generator<T, never> {
  for (;;) yield make();
}

function* encoded<Grid>(
  config: HrmConfig,
  count: number,
  fresh: Generator<{ readonly puzzle: Grid; readonly solution: Grid }, never>,
): Generator<Exam, void> {
  const world = worldOf(config) as World<Grid> | null;
  if (world === null) throw new RangeError('It is unknown what this model thinks about.');
  for (let made = 0; made < count; made++) {
    const { puzzle, solution } = fresh.next().value;
    const input = world.encode(puzzle);
    if (input.length !== config.seq_len) {
      throw new RangeError(`This model thinks about ${config.seq_len} cells, not ${input.length}.`);
    }
    yield { input, wanted: world.encode(solution) };
  }
}

/** The generated tasks a model was trained on, by id, in the order of its config. */
function knownTasks({ puzzle }: Pick<HrmConfig, 'puzzle'>): readonly string[] {
  return (puzzle?.tasks ?? []).filter((id) => {
    const parsed = parseTaskId(id);
    return parsed !== null && findKind(parsed.kind) !== undefined;
  });
}

function* knownExams(
  config: HrmConfig,
  { count, seed }: { readonly count: number; readonly seed: number },
): Generator<Exam, void> {
  const side = canvasOfModel(config);
  const tasks = knownTasks(config);
  if (side === null || tasks.length === 0) {
    throw new RangeError('This model was trained on no generated ARC tasks.');
  }
  for (const id of tasks.slice(0, count)) {
    const { input, output } = questionFromId(id, side, seed)!;
    yield {
      input: encodeArc(input, side),
      identifier: identifierAmong(config.puzzle!.tasks!, id)!,
      wanted: encodeArc(output, side),
      name: id,
    };
  }
}

/**
 * The questions from a file of those tasks that a model was trained on, if their answers are known
 * and fit on its canvas.
 */
export function knownQuestions(config: HrmConfig, records: readonly ArcRecord[]): Exam[] {
  const side = canvasOfModel(config) ?? 0;
  return records.flatMap(({ id, task }) => {
    const identifier = identifierAmong(config.puzzle?.tasks ?? [], id);
    if (identifier === null || canvasSide({ train: [], test: task.test }) > side) return [];
    return task.test.flatMap(({ input, output }) =>
      output === null
        ? []
        : [
            {
              input: encodeArc(input, side),
              identifier,
              wanted: encodeArc(output, side),
              name: id,
            },
          ],
    );
  });
}

/** How a model's answers are checked, and the views of its puzzles. */
export type ExamWorld = Judge<Uint8Array> & Pick<World<Uint8Array>, 'views'>;

/** @throws RangeError if the model's world is unknown */
export function examWorldOf(config: HrmConfig): ExamWorld {
  if (canvasOfModel(config) !== null) return ARC;
  const world: World<Uint8Array> | null = worldOf(config);
  if (world === null) throw new RangeError('It is unknown what this model thinks about.');
  return world;
}

/** The model knows an ARC task only in its plain view, and a question has one answer. */
const ARC: ExamWorld = {
  decode: (tokens) => tokens,
  solves: () => false,
  severalAnswers: false,
  views(_cells, count): View[] {
    if (count === 1) return [...plainViews(1)];
    throw new RangeError('Chains on an ARC task can differ by noise only.');
  },
};
