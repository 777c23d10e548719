import type { Program } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import type { TrainingBackend } from '../compute/training-ops';
import { haltsByQHalt } from '../hrm/act';
import type { HrmConfig } from '../hrm/config';
import { parameterName, parameterSpecs, type HrmModel, type HrmWeights } from '../hrm/parameters';
import { bindModel, type ModelTensors } from '../hrm/tensors';
import { arenaLayout, pack, unpack, viewSlots, type ArenaLayout } from './arena';
import type { TensorPool } from './cost';
import type { Trainable } from './settings';

/** The state of a model in training, as flat arrays that a checkpoint can keep. */
export interface ParameterState {
  readonly weights: Float32Array; // arena
  readonly expAvg: Float32Array; // arena, first moments
  readonly expAvgSq: Float32Array; // arena, second moments
  readonly average: Float32Array; // arena
  readonly puzzles: Float32Array; // [ids · ndim]; empty without puzzle embeddings
  readonly puzzleAverage: Float32Array;
}

/** Whether all its numbers are finite; only then is it worth keeping. */
export function isFiniteState(state: ParameterState): boolean {
  return (Object.values(state) as Float32Array[]).every((numbers) =>
    numbers.every(Number.isFinite),
  );
}

type ArenaName = 'weights' | 'gradients' | 'expAvg' | 'expAvgSq' | 'average';

/**
 * A model's parameters in training: weights, gradients, moments and the moving average in arenas of
 * one layout, the puzzle embeddings beside them. Two models use this memory: the trained one, and
 * its average, which people see.
 */
export class TrainedParameters {
  readonly layout: ArenaLayout;
  readonly weights: Tensor;
  readonly gradients: Tensor;
  readonly expAvg: Tensor;
  readonly expAvgSq: Tensor;
  readonly average: Tensor;
  readonly puzzles: { readonly table: Tensor; readonly average: Tensor } | null;
  readonly trained: ModelTensors;
  readonly averaged: ModelTensors;
  readonly #backend: TrainingBackend;
  readonly #config: HrmConfig;
  readonly #constants: HrmWeights;

  #readingState: Program | null = null;
  #readingAverage: Program | null = null;

  private constructor(backend: TrainingBackend, pool: TensorPool, model: HrmModel) {
    const { config } = model;
    this.#backend = backend;
    this.#config = config;
    this.#constants = new Map(
      parameterSpecs(config).flatMap(({ name, trained }) =>
        trained ? [] : [[name, model.weights.get(name)!] as const],
      ),
    );
    this.layout = arenaLayout(config);
    const arena = (name: string) => pool.tensor(name, [this.layout.size]);
    this.weights = arena('weights');
    this.gradients = arena('gradients');
    this.expAvg = arena('first moments');
    this.expAvgSq = arena('second moments');
    this.average = arena('average');
    const shape = [config.num_puzzle_identifiers, config.puzzle_emb_ndim];
    this.puzzles =
      config.puzzle_emb_ndim > 0
        ? {
            table: pool.tensor('puzzle embeddings', shape),
            average: pool.tensor('average of puzzle embeddings', shape),
          }
        : null;
    const bind = (arenaOf: Tensor, table: Tensor | undefined) => {
      const slots = viewSlots(backend, this.layout, arenaOf);
      return bindModel(pool, config, ({ name, shape: extents }) => {
        if (name === parameterName.puzzleTable) return table!;
        const data = this.#constants.get(name);
        return slots.get(name) ?? pool.tensor(name, extents, { constant: true, data: data! });
      });
    };
    this.trained = bind(this.weights, this.puzzles?.table);
    this.averaged = bind(this.average, this.puzzles?.average);
  }

  /** Allocates the arenas and puts the model into them. */
  static async create(
    backend: TrainingBackend,
    pool: TensorPool,
    model: HrmModel,
  ): Promise<TrainedParameters> {
    const made = new TrainedParameters(backend, pool, model);
    made.restore(made.stateOf(model));
    const { weights, expAvg, expAvgSq, average, puzzles } = made;
    const reading = (tensors: readonly Tensor[]) =>
      backend.recordTraining(() => undefined, tensors);
    const tables = puzzles ? [puzzles.table, puzzles.average] : [];
    made.#readingState = await reading([weights, expAvg, expAvgSq, average, ...tables]);
    made.#readingAverage = await reading([average, ...tables.slice(1)]);
    return made;
  }

  /** The gradient tensors of the trained parameters; the other gradients are not computed. */
  gradientOf(trainable: Trainable): (name: string) => Tensor | undefined {
    const { offset, size } = this.layout.ranges[trainable];
    const inRange = this.layout.slots.filter(
      (slot) => slot.offset >= offset && slot.offset < offset + size,
    );
    const views = viewSlots(this.#backend, { ...this.layout, slots: inRange }, this.gradients);
    return (name) => views.get(name);
  }

  /** The tensors for an optimiser, for a choice of what to train or a part of it. */
  range(name: keyof ArenaLayout['ranges']): Record<ArenaName, Tensor> {
    const { offset, size } = this.layout.ranges[name];
    const view = (arena: ArenaName) => this.#backend.view(arena, this[arena], offset, [size]);
    return {
      weights: view('weights'),
      gradients: view('gradients'),
      expAvg: view('expAvg'),
      expAvgSq: view('expAvgSq'),
      average: view('average'),
    };
  }

  /** The initial state of a model: no moments, the average equal to the weights. */
  stateOf({ config, weights: given }: HrmModel): ParameterState {
    const weights = haltsByQHalt(config) ? withoutQContinue(given) : given;
    const packed = pack(this.layout, weights);
    const puzzles = weights.get(parameterName.puzzleTable) ?? new Float32Array(0);
    const zeros = () => new Float32Array(this.layout.size);
    return {
      weights: packed,
      expAvg: zeros(),
      expAvgSq: zeros(),
      average: packed.slice(),
      puzzles,
      puzzleAverage: puzzles.slice(),
    };
  }

  restore(state: ParameterState): void {
    const backend = this.#backend;
    backend.write(this.weights, state.weights);
    backend.write(this.expAvg, state.expAvg);
    backend.write(this.expAvgSq, state.expAvgSq);
    backend.write(this.average, state.average);
    if (this.puzzles === null) return;
    backend.write(this.puzzles.table, state.puzzles);
    backend.write(this.puzzles.average, state.puzzleAverage);
  }

  /** Copies everything out, all of the same step. */
  async state(): Promise<ParameterState> {
    const [weights, expAvg, expAvgSq, average, table, tableAverage] =
      (await this.#readingState!.run()) as Float32Array[];
    return {
      weights: weights!,
      expAvg: expAvg!,
      expAvgSq: expAvgSq!,
      average: average!,
      puzzles: table ?? new Float32Array(0),
      puzzleAverage: tableAverage ?? new Float32Array(0),
    };
  }

  /** Copies the averaged model out, all of the same step: a fourth of what `state` copies. */
  async model(): Promise<HrmModel> {
    const [average, table] = (await this.#readingAverage!.run()) as Float32Array[];
    const unpacked = unpack(this.layout, average!);
    if (table) unpacked.set(parameterName.puzzleTable, table);
    for (const [name, data] of this.#constants) unpacked.set(name, data);
    const names = parameterSpecs(this.#config).map(({ name }) => name);
    return {
      config: this.#config,
      weights: new Map(names.map((name) => [name, unpacked.get(name)!])),
    };
  }

  dispose(): void {
    this.#readingState?.dispose();
    this.#readingAverage?.dispose();
  }
}

/** The weights with a Q head whose q_continue is 0, so that halting in training is by q_halt > 0. */
function withoutQContinue(weights: HrmWeights): HrmWeights {
  const { qWeight, qBias } = parameterName;
  const halves = [qWeight, qBias].map((name) => {
    const values = weights.get(name)!.slice();
    return [name, values.fill(0, values.length / 2)] as const;
  });
  return new Map([...weights, ...halves]);
}
