import {
  innerSize,
  innerSizeAcross,
  sequenceLength,
  startsAtRandom,
  usesLearnedPositions,
  type HrmConfig,
} from './config';
import { carriedStates, layerCount, modulesOf, type Level, type StateName } from './schedule';

/** Name and shape of one tensor of a checkpoint, in the official naming. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** `false` for the initial states, which the official code keeps as buffers and never trains. */
  readonly trained: boolean;
}

const PREFIX = 'model.inner.';

/** Names of the tensors, so that no string is written twice. */
export const parameterName = {
  initialState: (state: StateName) => `${PREFIX}${state}_init`,
  tokenTable: `${PREFIX}embed_tokens.embedding_weight`,
  positionTable: `${PREFIX}embed_pos.embedding_weight`,
  puzzleTable: `${PREFIX}puzzle_emb.weights`,
  lmHead: `${PREFIX}lm_head.weight`,
  qWeight: `${PREFIX}q_head.weight`,
  qBias: `${PREFIX}q_head.bias`,
  layer: (level: Level, index: number) => {
    const layer = `${PREFIX}${level}_level.layers.${index}`;
    return {
      qkv: `${layer}.self_attn.qkv_proj.weight`,
      output: `${layer}.self_attn.o_proj.weight`,
      gateUpAcross: `${layer}.mlp_t.gate_up_proj.weight`,
      downAcross: `${layer}.mlp_t.down_proj.weight`,
      gateUp: `${layer}.mlp.gate_up_proj.weight`,
      down: `${layer}.mlp.down_proj.weight`,
    };
  },
};

/** Every tensor a checkpoint of this config must have, in the order files are written. */
export function parameterSpecs(config: HrmConfig): ParameterSpec[] {
  const hidden = config.hidden_size;
  const inner = innerSize(config);
  const specs: ParameterSpec[] = [];
  const add = (name: string, shape: number[], trained = true) =>
    specs.push({ name, shape, trained });

  for (const state of startsAtRandom(config) ? [] : carriedStates(config)) {
    add(parameterName.initialState(state), [hidden], false);
  }
  add(parameterName.tokenTable, [config.vocab_size, hidden]);
  if (usesLearnedPositions(config)) {
    add(parameterName.positionTable, [sequenceLength(config), hidden]);
  }
  if (config.puzzle_emb_ndim > 0) {
    add(parameterName.puzzleTable, [config.num_puzzle_identifiers, config.puzzle_emb_ndim]);
  }
  add(parameterName.lmHead, [config.vocab_size, hidden]);
  add(parameterName.qWeight, [2, hidden]);
  add(parameterName.qBias, [2]);
  const length = sequenceLength(config);
  const innerAcross = innerSizeAcross(config);
  for (const level of modulesOf(config)) {
    for (let index = 0; index < layerCount(config, level); index++) {
      const layer = parameterName.layer(level, index);
      if (config.mlp_t) {
        add(layer.gateUpAcross, [2 * innerAcross, length]);
        add(layer.downAcross, [length, innerAcross]);
      } else {
        add(layer.qkv, [3 * hidden, hidden]);
        add(layer.output, [hidden, hidden]);
      }
      add(layer.gateUp, [2 * inner, hidden]);
      add(layer.down, [hidden, inner]);
    }
  }
  return specs;
}

/** Weights by official name, as f32. */
export type HrmWeights = ReadonlyMap<string, Float32Array>;

/** A model ready to run: what a checkpoint holds once it is read and checked. */
export interface HrmModel {
  readonly config: HrmConfig;
  readonly weights: HrmWeights;
}

export function parameterCount(config: HrmConfig): number {
  return parameterSpecs(config).reduce(
    (sum, spec) => sum + spec.shape.reduce((product, extent) => product * extent, 1),
    0,
  );
}
