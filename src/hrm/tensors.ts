import type { Backend, TensorOptions } from '../compute/backend';
import { sizeOf, type DType, type Tensor } from '../compute/tensor';
import { innerSize, prefixLength, sequenceLength, startsAtRandom, type HrmConfig } from './config';
import { allocateMixing, type MixingStates, type MixingWeights } from './mixing';
import {
  parameterName,
  parameterSpecs,
  type HrmModel,
  type HrmWeights,
  type ParameterSpec,
} from './parameters';
import { rotaryTable } from './positions';
import {
  carriedStates,
  eachState,
  layerCount,
  modulesOf,
  type Level,
  type StateName,
  type States,
} from './schedule';

export interface LayerTensors {
  readonly mixing: MixingWeights;
  readonly gateUp: Tensor; // [2I, D]
  readonly down: Tensor; // [D, I]
}

/** A model's weights on a backend. */
export interface ModelTensors {
  readonly config: HrmConfig;
  readonly tokenTable: Tensor;
  readonly positionTable: Tensor | null;
  readonly puzzleTable: Tensor | null;
  readonly lmHead: Tensor;
  readonly qWeight: Tensor;
  readonly qBias: Tensor;
  /** The initial vectors of the carried states, [D]; none if they are drawn at random. */
  readonly initialStates: ReadonlyMap<StateName, Tensor>;
  /** Layers of the modules that the model has. */
  readonly layers: Readonly<Record<Level, readonly LayerTensors[]>>;
  readonly rope: { readonly cos: Tensor; readonly sin: Tensor } | null;
  /** The weights by their official names. */
  readonly byName: ReadonlyMap<string, Tensor>;
  readonly all: readonly Tensor[];
}

/** Uploads every weight. The model must be complete, as `checkpoint/` guarantees. */
export function uploadModel(backend: Pick<Backend, 'tensor'>, model: HrmModel): ModelTensors {
  return bindModel(backend, model.config, ({ name, shape }) => {
    const data = weightOf(model.weights, name);
    return backend.tensor(name, shape, { data, constant: true });
  });
}

/** Builds a model from the tensors that `tensorOf` returns. */
export function bindModel(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  tensorOf: (spec: ParameterSpec) => Tensor,
): ModelTensors {
  const byName = new Map(parameterSpecs(config).map((spec) => [spec.name, tensorOf(spec)]));
  const weight = (name: string) => byName.get(name)!;
  const modules = modulesOf(config);
  const layersOf = (level: Level) =>
    Array.from({ length: modules.includes(level) ? layerCount(config, level) : 0 }, (_, index) => {
      const names = parameterName.layer(level, index);
      const mixing: MixingWeights = config.mlp_t
        ? { kind: 'mlp_t', gateUp: weight(names.gateUpAcross), down: weight(names.downAcross) }
        : { kind: 'attention', qkv: weight(names.qkv), output: weight(names.output) };
      return {
        mixing,
        gateUp: weight(names.gateUp),
        down: weight(names.down),
      };
    });

  const table = rotaryTable(config);
  const rope = table && {
    cos: backend.tensor('rope.cos', table.shape, { data: table.cos, constant: true }),
    sin: backend.tensor('rope.sin', table.shape, { data: table.sin, constant: true }),
  };
  return {
    config,
    tokenTable: weight(parameterName.tokenTable),
    positionTable: byName.get(parameterName.positionTable) ?? null,
    puzzleTable: byName.get(parameterName.puzzleTable) ?? null,
    lmHead: weight(parameterName.lmHead),
    qWeight: weight(parameterName.qWeight),
    qBias: weight(parameterName.qBias),
    initialStates: new Map(
      (startsAtRandom(config) ? [] : carriedStates(config)).map((state) => [
        state,
        weight(parameterName.initialState(state)),
      ]),
    ),
    layers: { H: layersOf('H'), L: layersOf('L') },
    rope,
    byName,
    all: [...byName.values(), ...(rope ? [rope.cos, rope.sin] : [])],
  };
}

/**
 * Replaces the uploaded weights by others of the same config.
 * @throws Error if one is missing, RangeError if one has another length; then none is replaced
 */
export function replaceWeights(
  backend: Pick<Backend, 'write'>,
  tensors: ModelTensors,
  weights: HrmWeights,
): void {
  const writes = [...tensors.byName].map(([name, tensor]) => {
    const data = weightOf(weights, name);
    if (data.length !== sizeOf(tensor.shape)) {
      throw new RangeError(
        `Tensor ${name} holds ${sizeOf(tensor.shape)} numbers, not ${data.length}.`,
      );
    }
    return { tensor, data };
  });
  for (const { tensor, data } of writes) backend.write(tensor, data);
}

function weightOf(weights: HrmWeights, name: string): Float32Array {
  const data = weights.get(name);
  if (data === undefined) throw new Error(`The model has no tensor ${name}.`);
  return data;
}

/** The tensors of a batch besides the weights. Every layer and every segment reuses them. */
export interface BatchTensors {
  readonly tokens: Tensor; // u32 [B, S]
  readonly identifiers: Tensor; // u32 [B]
  readonly states: States<Tensor>; // [B, L, D] each
  /** In a model that settles: where a segment leads. [B, L, D] each */
  readonly towards: States<Tensor> | null;
  readonly x: Tensor; // [B, L, D], the embedded puzzle
  readonly logits: Tensor; // [B, S, V]
  readonly q: Tensor; // [B, 1, 2]: q_halt, q_continue
  readonly predicted: Tensor; // u32 [B, S]
  readonly confidence: Tensor; // [B, S]
  readonly scratch: {
    readonly state: Tensor; // [B, L, D]
    readonly attended: Tensor; // [B, L, D]
    readonly mixing: MixingStates;
    readonly gated: Tensor; // [B, L, I]
  };
  readonly all: readonly Tensor[];
}

export function allocateBatch(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  batch: number,
): BatchTensors {
  const all: Tensor[] = [];
  const make = (name: string, shape: number[], options: TensorOptions) => {
    const made = backend.tensor(name, shape, options);
    all.push(made);
    return made;
  };
  const tensor = (name: string, shape: number[], dtype: DType = 'f32') =>
    make(name, shape, { dtype });
  const scratch = (name: string, shape: number[], dtype: DType = 'f32') =>
    make(name, shape, { dtype, scratch: true });
  const length = sequenceLength(config);
  const cells = length - prefixLength(config);
  const hidden = config.hidden_size;
  return {
    tokens: tensor('tokens', [batch, cells], 'u32'),
    identifiers: tensor('puzzle_identifiers', [batch], 'u32'),
    states: eachState(config, (state) => tensor(`z_${state}`, [batch, length, hidden])),
    towards:
      config.settling === undefined
        ? null
        : eachState(config, (state) => scratch(`towards z_${state}`, [batch, length, hidden])),
    x: tensor('x', [batch, length, hidden]),
    logits: scratch('logits', [batch, cells, config.vocab_size]),
    q: scratch('q', [batch, 1, 2]),
    predicted: scratch('predicted', [batch, cells], 'u32'),
    confidence: scratch('confidence', [batch, cells]),
    scratch: {
      state: scratch('state', [batch, length, hidden]),
      attended: scratch('attended', [batch, length, hidden]),
      mixing: allocateMixing(config, (name, ...shape) => scratch(name, [batch, ...shape]), false),
      gated: scratch('gated', [batch, length, innerSize(config)]),
    },
    all,
  };
}
