import { parseConfig } from '../../hrm/config';
import { encodeMaze, VOCABULARY_SIZE } from '../../puzzles/maze/codec';
import { MazeGenerator, mazeSettings, type MazePuzzle } from '../../puzzles/maze/generator';
import { MazeSet } from '../../puzzles/maze/maze-set';
import { createRandom } from '../../puzzles/random';
import { blankModel } from '../initial-weights';
import { DEFAULT_SETTINGS } from '../settings';
import { rowExamples, type TableRow } from '../table-examples';
import { divide, EVAL_SEED, HELD_OUT, type Lesson } from './lesson';

const SIDE = 9;

/**
 * As wide as the shipped model. A narrower one, or one with smaller batches, draws no path for very
 * long (`models/training/EXPERIMENTS.md`, "Mazes").
 */
const BLANK = parseConfig({
  vocab_size: VOCABULARY_SIZE,
  seq_len: SIDE * SIDE,
  hidden_size: 128,
  num_heads: 4,
  expansion: 3,
  H_cycles: 1,
  L_cycles: 3,
  H_layers: 2,
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
  expect:
    'A blank model learns to find the path through small mazes. For some four hundred steps it solves none; a few hundred steps later it solves every second one. (In our test, one processor core needed 35 minutes of computing for the first 720 steps, after which it solved 42 of 64 unseen mazes, and an hour and a half for all steps; then it solved all 64, and 255 of 256 others.)',
  wantsGpu: true,
  blank: BLANK,
  settings: {
    ...DEFAULT_SETTINGS,
    batch: 64,
    steps: 2160,
    finalRate: 0.2,
    optimizer: 'Muon',
    learningRate: 2e-3,
    warmup: 300,
    emaDecay: 0.99,
    segments: 4,
    growth: 0.67,
    horizon: 4,
  },
  prepare(settings, { model, blank, seed }) {
    const held = new MazeSet();
    const evaluated = mazes(settings.seed + EVAL_SEED, held);
    const rows: TableRow[] = [];
    while (rows.length < HELD_OUT) {
      const maze = evaluated();
      held.add(maze.puzzle);
      rows.push(rowOf(maze));
    }
    const next = mazes(seed, held);
    const start = blank === null ? model : blankModel(blank, settings);
    if (start?.config.seq_len !== SIDE * SIDE || start.config.vocab_size !== VOCABULARY_SIZE) {
      throw new RangeError(`This lesson needs a model of ${SIDE}×${SIDE} mazes to start from.`);
    }
    return {
      model: start,
      start,
      ...divide(rows),
      examples: rowExamples(() => rowOf(next())),
    };
  },
};

/** Corridors with one shortest path each; none is in the set, in any rotation or mirror image. */
function mazes(seed: number, excluding: MazeSet): () => MazePuzzle {
  const generator = new MazeGenerator(mazeSettings(SIDE), createRandom(seed));
  return () => {
    for (;;) {
      const maze = generator.generate();
      if (!excluding.has(maze.puzzle)) return maze;
    }
  };
}

function rowOf({ puzzle, solution }: MazePuzzle): TableRow {
  return { tokens: encodeMaze(puzzle), labels: encodeMaze(solution) };
}
