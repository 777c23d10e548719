import { createRandom, cutNormal } from '../puzzles/random';
import { sequenceLength, startsAtRandom, type HrmConfig } from './config';
import { carriedStates, type StateName } from './schedule';

/**
 * The default seed of a thought: of random starts, views and noise. It is the same on the page and in
 * every command, so that a puzzle always gives the same thought.
 */
export const THOUGHT_SEED = 1;

/**
 * A random start, as Equilibrium Reasoners have (arXiv 2605.21488): every number of every carried
 * state is drawn from a normal distribution cut at two standard deviations and widened to a
 * deviation of `H_init_std` or `L_init_std`. The same seed gives the same start.
 *
 * @returns each state, [L·D]; none for a model whose thoughts start from the checkpoint's vectors
 */
export function drawStart(config: HrmConfig, seed: number): Map<StateName, Float32Array> {
  const states = startsAtRandom(config) ? carriedStates(config) : [];
  const random = createRandom(seed);
  const size = sequenceLength(config) * config.hidden_size;
  const deviationOf = { H: config.H_init_std ?? 1, L: config.L_init_std ?? 1 };
  return new Map(
    states.map((state) => [
      state,
      Float32Array.from({ length: size }, () => deviationOf[state] * cutNormal(random)),
    ]),
  );
}

/**
 * Random starts of several rows, [B·L·D] a state; rows with the same seed start alike.
 * @param seeds a seed for each row
 */
export function drawStarts(
  config: HrmConfig,
  seeds: readonly number[],
): Map<StateName, Float32Array> {
  const size = sequenceLength(config) * config.hidden_size;
  const drawn = new Map([...new Set(seeds)].map((seed) => [seed, drawStart(config, seed)]));
  const joined = new Map<StateName, Float32Array>();
  seeds.forEach((seed, row) => {
    for (const [state, values] of drawn.get(seed)!) {
      const rows = joined.get(state) ?? new Float32Array(seeds.length * size);
      rows.set(values, row * size);
      joined.set(state, rows);
    }
  });
  return joined;
}
