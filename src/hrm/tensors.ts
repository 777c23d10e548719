import {
  sizeOf,
  type Backend,
  type DType,
  type Tensor,
  type TensorOptions,
} from '../compute/backend';
import { innerSize, prefixLength, sequenceLength, type HrmConfig } from './config';
import {
  parameterName,
  parameterSpecs,
  type HrmModel,
  type HrmWeights,
  type Level,
  type ParameterSpec,
} from './parameters';
import { rotaryTable } from './positions';

export interface LayerTensors {
  readonly qkv: Tensor; // [3D, D]
  readonly output: Tensor; // [D, D]
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
  readonly initialState: Readonly<Record<Level, Tensor>>;
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

/** A model whose weights are where `tensorOf` says. */
export function bindModel(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  tensorOf: (spec: ParameterSpec) => Tensor,
): ModelTensors {
  const byName = new Map(parameterSpecs(config).map((spec) => [spec.name, tensorOf(spec)]));
  const weight = (name: string) => byName.get(name)!;
  const levelLayers = (level: Level, count: number) =>
    Array.from({ length: count }, (_, index): LayerTensors => {
      const names = parameterName.layer(level, index);
      return {
        qkv: weight(names.qkv),
        output: weight(names.output),
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
    initialState: {
      H: weight(parameterName.initialState('H')),
      L: weight(parameterName.initialState('L')),
    },
    layers: {
      H: levelLayers('H', config.H_layers),
      L: levelLayers('L', config.L_layers),
    },
    rope,
    byName,
    all: [...byName.values(), ...(rope ? [rope.cos, rope.sin] : [])],
  };
}

/**
 * Puts other weights of the same config in place of those uploaded.
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

/** What a batch of thoughts needs besides the weights. Reused by every layer and every segment. */
export interface BatchTensors {
  readonly tokens: Tensor; // u32 [B, S]
  readonly identifiers: Tensor; // u32 [B]
  /** The carry: states of the slow and the fast module. */
  readonly zH: Tensor; // [B, L, D]
  readonly zL: Tensor; // [B, L, D]
  readonly x: Tensor; // [B, L, D], the embedded puzzle
  readonly logits: Tensor; // [B, S, V]
  readonly q: Tensor; // [B, 1, 2]: q_halt, q_continue
  readonly predicted: Tensor; // u32 [B, S]
  readonly confidence: Tensor; // [B, S]
  readonly scratch: {
    readonly state: Tensor; // [B, L, D]
    readonly attended: Tensor; // [B, L, D]
    readonly qkv: Tensor; // [B, L, 3D]
    readonly mixed: Tensor; // [B, L, D]
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
    zH: tensor('z_H', [batch, length, hidden]),
    zL: tensor('z_L', [batch, length, hidden]),
    x: tensor('x', [batch, length, hidden]),
    logits: scratch('logits', [batch, cells, config.vocab_size]),
    q: scratch('q', [batch, 1, 2]),
    predicted: scratch('predicted', [batch, cells], 'u32'),
    confidence: scratch('confidence', [batch, cells]),
    scratch: {
      state: scratch('state', [batch, length, hidden]),
      attended: scratch('attended', [batch, length, hidden]),
      qkv: scratch('qkv', [batch, length, 3 * hidden]),
      mixed: scratch('mixed', [batch, length, hidden]),
      gated: scratch('gated', [batch, length, innerSize(config)]),
    },
    all,
  };
}
