import type { Program, ProgramKernel } from '../compute/backend';
import type { Tensor, TensorData } from '../compute/tensor';
import {
  CONTROL,
  CONTROL_SIZE,
  METRICS,
  randomWord,
  type TrainingBackend,
} from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { ofState, statesOf } from '../hrm/schedule';
import { drawStart } from '../hrm/starts';
import { TensorPool, type StepCost } from './cost';
import { DeviceDataset, type DatasetPlace, type Examples } from './device-dataset';
import { readMetrics, type StepMetrics } from './metrics';
import { TrainedParameters, type ParameterState } from './parameters';
import { learningRateAt, ratesAt, segmentsAt, segmentsInStep, segmentsOfSteps } from './schedule';
import type { TrainingSettings } from './settings';
import { allocateStep, METRIC_ROWS, recordFreshStart, recordStep, type StepTensors } from './step';

/**
 * The puzzles and progress of a batch's rows, and the next puzzles: all that training needs besides
 * the parameters to continue exactly.
 */
export interface BatchState {
  readonly tensors: readonly TensorData[];
  readonly place: DatasetPlace;
}

/** The state that training continues from; without `batch` the rows begin new puzzles. */
export interface TrainerState {
  readonly step: number;
  readonly parameters: ParameterState;
  readonly batch?: BatchState;
}

/** The host waits for every n-th step while the next ones are already submitted. */
const WAIT_EVERY = 4;

/**
 * The training loop of HRM (paper, section 2): a persistent batch in which every row is a puzzle at
 * some segment of its thought. A step runs one segment of each row from its carry, computes the
 * loss and the gradient, updates the weights, and lets rows halt. Halted rows get the next puzzle
 * of the dataset and fresh initial states. If only the last segment is supervised, a step runs a
 * whole thought of every row instead, and all rows halt.
 *
 * Weights, moments, carry, halting and refilling stay on the device. A step is one submission; the
 * host only writes a few numbers before it and reads metrics some steps later.
 */
export class Trainer {
  readonly parameters: TrainedParameters;
  readonly cost: StepCost;
  /** Optimiser steps submitted so far. */
  step = 0;
  readonly #backend: TrainingBackend;
  readonly #pool: TensorPool;
  readonly #dataset: DeviceDataset;
  readonly #tensors: StepTensors;
  readonly #programs: Programs;
  readonly #control = new Uint32Array(CONTROL_SIZE);
  #waited: Promise<unknown> = Promise.resolve();
  #settings: TrainingSettings;
  #read = 0;
  #readingBatch: Program | null = null;

  private constructor(
    backend: TrainingBackend,
    settings: TrainingSettings,
    parts: {
      readonly pool: TensorPool;
      readonly parameters: TrainedParameters;
      readonly dataset: DeviceDataset;
      readonly tensors: StepTensors;
      readonly programs: Programs;
      readonly cost: StepCost;
    },
  ) {
    this.#backend = backend;
    this.#settings = settings;
    this.#pool = parts.pool;
    this.#dataset = parts.dataset;
    this.#tensors = parts.tensors;
    this.#programs = parts.programs;
    this.parameters = parts.parameters;
    this.cost = parts.cost;
  }

  /**
   * Allocates everything a lesson needs and records its step.
   * @param examples what is taught; drawn at once for the dataset, then for every step
   * @param from the state of an earlier run of the same lesson
   */
  static async create(
    backend: TrainingBackend,
    model: HrmModel,
    settings: TrainingSettings,
    examples: Examples,
    from?: TrainerState,
  ): Promise<Trainer> {
    const pool = new TensorPool(backend);
    const parameters = await TrainedParameters.create(backend, pool, model);
    const { batch: rows, segments, supervision } = settings;
    const cells = model.config.seq_len;
    // If no row halts early, a step draws rows / segments puzzles; later most rows halt sooner.
    const perStep = supervision === 'last' ? rows : rows / Math.max(1, segments / 2);
    const dataset = new DeviceDataset(
      backend,
      pool,
      examples,
      cells,
      rows,
      perStep,
      from?.batch?.place,
    );
    const tensors = allocateStep(backend, pool, model.config, settings);
    const steps = new Map<number, Program>();
    for (const each of segmentsOfSteps(settings)) {
      const program = await backend.recordTraining((ops) =>
        recordStep(ops, parameters, dataset, tensors, settings, each),
      );
      steps.set(each, program);
    }
    const programs = {
      freshStart: await backend.recordTraining((ops) =>
        recordFreshStart(ops, parameters, dataset, tensors),
      ),
      steps,
      reading: await backend.recordTraining(() => undefined, [tensors.metrics]),
    };
    const longest = [...steps.values()].at(-1)!;
    const cost = {
      dispatches: longest.dispatches,
      moved: longest.cost.bytes,
      flops: longest.cost.flops,
      bytes: pool.bytes(),
      tapeBytes: tensors.tapeBytes,
    };
    const parts = { pool, parameters, dataset, tensors, programs, cost };
    const trainer = new Trainer(backend, settings, parts);
    if (from === undefined) trainer.#startAfresh();
    else trainer.restore(from.parameters, from.step, from.batch);
    return trainer;
  }

  get settings(): TrainingSettings {
    return this.#settings;
  }

  /** Changes the learning rate during training; the shape of the schedule stays. */
  setLearningRate(learningRate: number): void {
    this.#settings = { ...this.#settings, learningRate };
  }

  /**
   * Submits one step. Resolves when the device can take another one, not when this one is done. A
   * call that reads something back (`metrics`, a checkpoint) also waits for the steps before it.
   */
  async advance(): Promise<void> {
    const { seed, exploration, supervision } = this.#settings;
    const program = this.#programs.steps.get(segmentsInStep(this.step, this.#settings))!;
    this.#dataset.refresh(this.step);
    const control = this.#control;
    control[CONTROL.seed] = seed;
    control[CONTROL.step] = this.step;
    // A step with a whole thought ends the thought of every row.
    control[CONTROL.limit] = supervision === 'last' ? 1 : segmentsAt(this.step, this.#settings);
    control[CONTROL.exploration] = Math.min(2 ** 32 - 1, exploration * 2 ** 32);
    this.#backend.write(this.#tensors.loss.control, control);
    this.#backend.write(this.#tensors.rates, ratesAt(this.step, this.#settings));
    this.#drawStart();
    this.step++;
    if (this.step % WAIT_EVERY > 0) return program.submit();
    // At most two rounds are in progress: enough to keep the device busy, few enough to pause at
    // once.
    const before = this.#waited;
    this.#waited = program.run();
    // If it fails, the next call that waits gets the error; perhaps none does.
    this.#waited.catch(() => undefined);
    await before;
  }

  /**
   * Metrics of the steps since the last call; waits for these steps. To lose none, call it at least
   * every 64 steps.
   */
  async metrics(): Promise<StepMetrics[]> {
    const [from, to] = [Math.max(this.#read, this.step - METRIC_ROWS), this.step];
    this.#read = to;
    if (from === to) return [];
    const [rows] = (await this.#programs.reading.run()) as [Float32Array];
    return Array.from({ length: to - from }, (_, index) => {
      const step = from + index;
      const at = (step % METRIC_ROWS) * METRICS.length;
      return readMetrics(rows.subarray(at, at + METRICS.length), {
        step: step + 1,
        rows: this.#settings.batch,
        segments: segmentsInStep(step, this.#settings),
        learningRate: learningRateAt(step, this.#settings),
      });
    });
  }

  /** The kernels of the longest step, for measurements: timing them destroys the weights. */
  kernels(): readonly ProgramKernel[] {
    return [...this.#programs.steps.values()].at(-1)!.kernels();
  }

  /** The state from which training continues exactly. No step may be made meanwhile. */
  async exactState(): Promise<TrainerState> {
    const parameters = await this.parameters.state();
    this.#readingBatch ??= await this.#backend.recordTraining(
      () => undefined,
      this.#batchTensors(),
    );
    const batch = { tensors: await this.#readingBatch.run(), place: this.#dataset.place };
    return { step: this.step, parameters, batch };
  }

  /**
   * Replaces the parameters, from a checkpoint or after a divergence.
   * @param batch restores the rows exactly; without it, every row begins a new puzzle
   */
  restore(state: ParameterState, step: number, batch?: BatchState): void {
    this.parameters.restore(state);
    this.step = step;
    this.#read = step;
    if (batch === undefined) return this.#startAfresh();
    this.#batchTensors().forEach((tensor, at) => this.#backend.write(tensor, batch.tensors[at]!));
  }

  /** Frees the device's memory. */
  dispose(): void {
    const { freshStart, reading, steps } = this.#programs;
    for (const program of [freshStart, reading, ...steps.values()]) program.dispose();
    this.#readingBatch?.dispose();
    this.parameters.dispose();
    this.#backend.release(this.#pool.made);
  }

  /** The tensors that a step leaves for the next one, besides the parameters. */
  #batchTensors(): Tensor[] {
    const { batch, loss, cursor, halted, draw } = this.#tensors;
    const { puzzles } = this.#dataset;
    return [
      ...statesOf(this.parameters.trained.config).map((name) => ofState(batch.states, name)),
      ...[batch.tokens, batch.identifiers, loss.labels, loss.segments, cursor, halted, draw],
      ...[puzzles.tokens, puzzles.labels, puzzles.identifiers],
    ];
  }

  /**
   * The random start for the rows that end their thought in this step; the same step has the same
   * start.
   */
  #drawStart(): void {
    const { starts } = this.#tensors;
    if (starts.length === 0) return;
    const { seed } = this.#settings;
    const drawn = drawStart(this.parameters.trained.config, randomWord(seed, this.step, 0));
    for (const { state, drawn: tensor } of starts) this.#backend.write(tensor, drawn.get(state)!);
  }

  /** Every row begins a new puzzle, because the carry was made by other parameters. */
  #startAfresh(): void {
    const { halted, draw, cursor, loss } = this.#tensors;
    const rows = this.#settings.batch;
    this.#backend.write(loss.segments, new Uint32Array(rows));
    this.#backend.write(halted, new Uint32Array(rows).fill(1));
    this.#backend.write(
      draw,
      Uint32Array.from({ length: rows }, (_, row) => row),
    );
    this.#backend.write(cursor, Uint32Array.of(rows % this.#dataset.size));
    this.#drawStart();
    this.#programs.freshStart.submit();
  }
}

/** The recorded programs; steps by their number of segments, the smallest first. */
interface Programs {
  readonly freshStart: Program;
  readonly reading: Program;
  readonly steps: ReadonlyMap<number, Program>;
}
