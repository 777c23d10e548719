import { parseConfig } from '../../hrm/config';
import { encodeMaze, VOCABULARY_SIZE } from '../../puzzles/maze/codec';
import { MazeGenerator, mazeSettings, type MazePuzzle } from '../../puzzles/maze/generator';
import { WALL, type MazeGrid } from '../../puzzles/maze/geometry';
import { MazeSet } from '../../puzzles/maze/maze-set';
import { createRandom } from '../../puzzles/random';
import type { Examples } from '../device-dataset';
import { blankModel } from '../initial-weights';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../settings';
import type { TableRow } from '../table-examples';
import { divide, EVAL_SEED, HELD_OUT, type Lesson } from './lesson';

const SIDE = 9;

/**
 * Mazes of other sides are taught first, on the same board: trained on the large ones at once, a model
 * stays on a plateau where it draws no way anywhere. Each side from a share of the steps on.
 */
const STAGES = [
  { from: 0, side: 5, minPath: 2 },
  { from: 0.15, side: 7, minPath: 4 },
  { from: 0.5, side: SIDE, minPath: SIDE },
] as const;

/** In later stages, the share of examples that still comes from the stage before. */
const REVISION = 0.2;

const BLANK = parseConfig({
  vocab_size: VOCABULARY_SIZE,
  seq_len: SIDE * SIDE,
  hidden_size: 64,
  num_heads: 4,
  expansion: 2,
  H_cycles: 1,
  L_cycles: 3,
  H_layers: 1,
  L_layers: 2,
  pos_encodings: 'rope2d',
  rope_theta: 100,
  halt_max_steps: 4,
  halt_exploration_prob: 0.1,
  puzzle: { world: 'maze', width: SIDE, height: SIDE },
});

export const maze9: Lesson = {
  id: 'maze-9',
  title: 'From scratch, 9×9',
  expect: 'A blank model learns to find the way through small mazes.',
  wantsGpu: false,
  blank: BLANK,
  settings: {
    ...DEFAULT_SETTINGS,
    batch: 32,
    steps: 2000,
    finalRate: 0.05,
    optimizer: 'Muon',
    learningRate: 4e-3,
    warmup: 60,
    emaDecay: 0.98,
    segments: 2,
    growth: 0.9,
    horizon: 4,
  },
  prepare(settings, { model, blank, seed }) {
    const held = new MazeSet();
    const evaluated = mazes(SIDE, SIDE, settings.seed + EVAL_SEED, held);
    const rows: TableRow[] = [];
    while (rows.length < HELD_OUT) {
      const maze = evaluated();
      held.add(maze.puzzle);
      rows.push(rowOf(maze));
    }
    const start = blank === null ? model : blankModel(blank, settings);
    if (start?.config.seq_len !== SIDE * SIDE || start.config.vocab_size !== VOCABULARY_SIZE) {
      throw new RangeError(`This lesson needs a model of ${SIDE}×${SIDE} mazes to start from.`);
    }
    return { model: start, start, ...divide(rows), examples: staged(settings, seed, held) };
  },
};

/** Small mazes at first, in a random place of the board, then larger ones. */
function staged({ steps }: TrainingSettings, seed: number, held: MazeSet): Examples {
  const random = createRandom(seed);
  const sources = STAGES.map(({ side, minPath }, index) =>
    mazes(side, minPath, seed + index, held),
  );
  return {
    next(tokens, labels, at, step) {
      const latest = STAGES.findLastIndex(({ from }) => step >= from * steps);
      const stage = latest > 0 && random.float() < REVISION ? latest - 1 : latest;
      const maze = sources[stage]!();
      const free = SIDE - STAGES[stage]!.side;
      const corner = SIDE * random.below(free + 1) + random.below(free + 1);
      const row = rowOf({
        puzzle: within(maze.puzzle, corner),
        solution: within(maze.solution, corner),
      });
      tokens.set(row.tokens, at);
      labels.set(row.labels, at);
      return 0;
    },
  };
}

/** A maze with walls around it that fill the board, its first cell at `corner`. */
function within(maze: MazeGrid, corner: number): MazeGrid {
  const side = Math.sqrt(maze.length);
  const board = new Uint8Array(SIDE * SIDE).fill(WALL);
  for (let row = 0; row < side; row++) {
    board.set(maze.subarray(row * side, (row + 1) * side), corner + row * SIDE);
  }
  return board;
}

/** Corridors with one shortest way each, none of them in the set, however it is turned. */
function mazes(side: number, minPath: number, seed: number, excluding: MazeSet): () => MazePair {
  const generator = new MazeGenerator(mazeSettings(side, { minPath }), createRandom(seed));
  return () => {
    for (;;) {
      const maze = generator.generate();
      if (!excluding.has(maze.puzzle)) return maze;
    }
  };
}

type MazePair = Pick<MazePuzzle, 'puzzle' | 'solution'>;

function rowOf({ puzzle, solution }: MazePair): TableRow {
  return { tokens: encodeMaze(puzzle), labels: encodeMaze(solution) };
}
