import { parseConfig } from '../../src/hrm/config';
import { parameterSpecs, type HrmModel } from '../../src/hrm/parameters';
import { TINY } from '../../src/hrm/testing';
import { createRandom } from '../../src/puzzles/random';

/** The smallest possible HRM for 4×4 Sudoku. */
export const TINY_CONFIG = {
  ...TINY,
  vocab_size: 11,
  seq_len: 16,
  puzzle: { world: 'sudoku', width: 4, height: 4 },
};

/** A model with random weights, uniform in ±1. They are multiples of 1/256, which F16 holds exactly. */
export function tinyModel(overrides: Record<string, unknown> = {}, seed = 1): HrmModel {
  const config = parseConfig({ ...TINY_CONFIG, ...overrides });
  const random = createRandom(seed);
  const weights = new Map(
    parameterSpecs(config).map(({ name, shape }) => {
      const size = shape.reduce((product, extent) => product * extent, 1);
      return [name, Float32Array.from({ length: size }, () => (random.below(513) - 256) / 256)];
    }),
  );
  return { config, weights };
}
