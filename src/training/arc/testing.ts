import { parseConfig } from '../../hrm/config';
import type { HrmModel } from '../../hrm/parameters';
import { TINY } from '../../hrm/testing';
import { fillGrid, mapGrid, type ArcGrid } from '../../puzzles/arc/grid';
import type { ArcTask } from '../../puzzles/arc/task';
import { createRandom } from '../../puzzles/random';
import { blankModel } from '../initial-weights';
import { DEFAULT_ARC_SETTINGS, type ArcSettings } from './settings';

/** A task and a model small enough to be learned in a test; only tests import this. */

/** Enough for the blank model to learn the task. */
export const QUICK_SETTINGS: ArcSettings = {
  ...DEFAULT_ARC_SETTINGS,
  steps: 48,
  batch: 16,
  views: 2,
  learningRate: 5e-3,
  segments: 2,
  answerSegments: 2,
};

/** Replaces colours 1 to 4 by others. */
const RENAMED = [0, 5, 3, 1, 2];

/** A task that replaces every colour: four demonstrations, one question, grids of up to `side`. */
export function renamingTask(side: number, seed = 1): ArcTask {
  const random = createRandom(seed);
  const draw = (): ArcGrid => {
    const [height, width] = [side - random.below(2), side - random.below(2)];
    return fillGrid(height, width, () => random.below(RENAMED.length));
  };
  const pair = () => {
    const input = draw();
    return { input, output: mapGrid(input, (colour) => RENAMED[colour]!) };
  };
  return { train: [pair(), pair(), pair(), pair()], test: [pair()] };
}

/**
 * A blank HRM with a canvas of `side` × `side` and two puzzle embeddings.
 * @param fixed whether it has weights for its positions, so that no other canvas suits it
 */
export function blankArcModel(side: number, hidden = 32, fixed = false): HrmModel {
  const config = parseConfig({
    ...TINY,
    vocab_size: 12,
    seq_len: side * side,
    hidden_size: hidden,
    pos_encodings: fixed ? 'learned+rope2d' : 'rope2d',
    rope_theta: 100,
    puzzle_emb_ndim: hidden,
    num_puzzle_identifiers: 2,
    halt_max_steps: 2,
    puzzle: { world: 'arc', width: side, height: side },
  });
  return blankModel(config, { seed: 1, qContinue: false });
}
