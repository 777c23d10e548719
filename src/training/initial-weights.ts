import type { HrmConfig } from '../hrm/config';
import { parameterName, parameterSpecs, type HrmModel } from '../hrm/parameters';
import { createRandom, cutNormal, normal, type Random } from '../puzzles/random';

/** The Q head of the official code starts with a strong wish to continue. */
const Q_BIAS = -5;

export interface InitialOptions {
  readonly seed: number;
  /** Whether q_continue starts as q_halt does; otherwise it is exactly 0 and stays so untrained. */
  readonly qContinue: boolean;
  /**
   * Groups each cell belongs to (its row, column and box, say). Learned positions then start as the
   * sum of a random vector for each group, so the model need not learn the geometry.
   */
  readonly groups?: (cell: number) => readonly number[];
}

/**
 * A blank model. Weights are drawn as in the official code (`common.py`, `layers.py`): normal, cut at
 * two standard deviations; 1/√inputs for projections, 1/√hidden for embeddings, 1 for the initial
 * states, 0 for the Q head and the puzzle embeddings.
 */
export function blankModel(config: HrmConfig, options: InitialOptions): HrmModel {
  const random = createRandom(options.seed);
  const hidden = config.hidden_size;
  const weights = new Map<string, Float32Array>();
  for (const { name, shape } of parameterSpecs(config)) {
    const size = shape.reduce((product, extent) => product * extent, 1);
    weights.set(name, new Float32Array(size));
    const values = weights.get(name)!;
    if (name === parameterName.qWeight || name === parameterName.puzzleTable) continue;
    if (name === parameterName.qBias) {
      values.set([Q_BIAS, options.qContinue ? Q_BIAS : 0]);
      continue;
    }
    const isState = shape.length === 1;
    const isTable = name === parameterName.tokenTable || name === parameterName.positionTable;
    const deviation = isState ? 1 : 1 / Math.sqrt(isTable ? hidden : shape[1]!);
    for (let i = 0; i < size; i++) values[i] = deviation * cutNormal(random);
    if (name === parameterName.positionTable && options.groups) {
      structure(values, config, options.groups, random);
    }
  }
  return { config, weights };
}

/**
 * Adds groups of cells to a model's learned positions: the cells of each group get a common random
 * vector, one and a half times as long as a position, so that it is strong enough beside the
 * present position. Without learned positions nothing changes.
 */
export function withGroups(
  { config, weights }: HrmModel,
  groups: (cell: number) => readonly number[],
  seed: number,
): HrmModel {
  const table = weights.get(parameterName.positionTable)?.slice();
  if (table === undefined) return { config, weights };
  const { hidden_size: hidden, seq_len: cells } = config;
  const meanSquare = table.reduce((sum, value) => sum + value * value, 0) / table.length;
  const deviation = 1.5 * Math.sqrt(meanSquare);
  const random = createRandom(seed);
  const vectorOf = groupVectors(hidden, random);
  const first = table.length / hidden - cells;
  for (let cell = 0; cell < cells; cell++) {
    for (const group of groups(cell)) {
      const vector = vectorOf(group);
      const at = (first + cell) * hidden;
      for (let i = 0; i < hidden; i++) table[at + i]! += deviation * vector[i]!;
    }
  }
  return { config, weights: new Map(weights).set(parameterName.positionTable, table) };
}

/** A random vector for every group, always the same for the same group. */
function groupVectors(hidden: number, random: Random): (group: number) => Float32Array {
  const vectors = new Map<number, Float32Array>();
  return (group) => {
    let vector = vectors.get(group);
    if (vector === undefined) {
      vector = Float32Array.from({ length: hidden }, () => normal(random));
      vectors.set(group, vector);
    }
    return vector;
  };
}

function structure(
  table: Float32Array,
  { hidden_size: hidden, seq_len: cells }: HrmConfig,
  groups: (cell: number) => readonly number[],
  random: Random,
): void {
  const vectorOf = groupVectors(hidden, random);
  const prefix = table.length / hidden - cells;
  for (let cell = 0; cell < cells; cell++) {
    const row = table.subarray((prefix + cell) * hidden, (prefix + cell + 1) * hidden).fill(0);
    const members = groups(cell);
    for (const group of members) {
      const vector = vectorOf(group);
      row.forEach((value, i) => (row[i] = value + vector[i]! / Math.sqrt(members.length * hidden)));
    }
  }
}
