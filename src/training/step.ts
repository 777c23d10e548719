import { RefusedError } from '../compute/own-fault';
import type { Tensor } from '../compute/tensor';
import { METRICS, RATES, type TrainingBackend, type TrainingOps } from '../compute/training-ops';
import { sequenceLength, startsAtRandom, type HrmConfig } from '../hrm/config';
import { allocateGradientScratch, type GradientScratch } from '../hrm/gradient';
import { allocateLoss, type LossTensors } from '../hrm/loss';
import {
  carriedStates,
  eachState,
  ofState,
  scheduleOf,
  type Application,
  type StateName,
} from '../hrm/schedule';
import { recordInitialStates } from '../hrm/segment';
import { allocateTapes, type ApplicationTape } from '../hrm/tape';
import { allocateBatch, type BatchTensors } from '../hrm/tensors';
import { recordTrainingSegment, type LookAhead } from '../hrm/training-segment';
import { layerMatrices } from './arena';
import type { TensorPool } from './cost';
import type { DeviceDataset } from './device-dataset';
import type { TrainedParameters } from './parameters';
import { longestStep } from './schedule';
import type { TrainingSettings } from './settings';

/** Number of steps whose metrics the device keeps; they must be read before more follow. */
export const METRIC_ROWS = 64;

/** The tensors of a step besides the parameters and the dataset. */
export interface StepTensors {
  readonly batch: BatchTensors;
  readonly loss: LossTensors;
  readonly tapes: readonly ApplicationTape[];
  readonly scratch: GradientScratch;
  readonly lookAhead: LookAhead | null;
  /** Gradients of the puzzles' embeddings, and the same numbers as one flat tensor. */
  readonly puzzleRows: { readonly rows: Tensor; readonly flat: Tensor } | null; // [B, ndim]
  readonly norm: Tensor; // [1]
  readonly rates: Tensor; // see RATES
  readonly cursor: Tensor; // u32 [1], next puzzle of the dataset
  readonly halted: Tensor; // u32 [B]
  readonly draw: Tensor; // u32 [B]
  readonly metrics: Tensor; // [METRIC_ROWS, METRICS.length]
  /** For a model with random starts: the start for the rows that halt in the next step. */
  readonly starts: readonly RandomStart[];
  readonly tapeBytes: number;
}

/**
 * A carried state with random starts. The host draws one start for each step, for all rows that are
 * refilled in it.
 */
interface RandomStart {
  readonly state: StateName;
  readonly drawn: Tensor; // [L·D]
  /** The state, each row as one vector. */
  readonly rows: Tensor; // [B, 1, L·D]
}

/** @throws RefusedError if puzzle embeddings alone are to be trained and the model has none */
export function allocateStep(
  backend: Pick<TrainingBackend, 'view'>,
  pool: TensorPool,
  config: HrmConfig,
  settings: TrainingSettings,
): StepTensors {
  const rows = settings.batch;
  const width = config.puzzle_emb_ndim;
  if (settings.trainable === 'puzzle' && width === 0) {
    throw new RefusedError('This model has no puzzle embeddings to train.');
  }
  const batch = allocateBatch(pool, config, rows);
  const loss = allocateLoss(pool, config, rows);
  const before = pool.made.length;
  // The heads' gradient needs only the last state.
  const horizon = settings.trainable === 'head' ? 0 : settings.horizon;
  const tapes = allocateTapes(
    pool,
    config,
    rows,
    horizon,
    batch,
    applications(config, longestStep(settings)),
  );
  const tapeBytes = pool.bytes(before);
  const state = [rows, sequenceLength(config), config.hidden_size];
  const whole = (name: string, size: number) => pool.tensor(name, [size], { dtype: 'u32' });
  const allocateRows = () => {
    const flat = pool.tensor('dPuzzleRows', [rows * width]);
    return { flat, rows: backend.view('dPuzzleRows', flat, 0, [rows, width]) };
  };
  return {
    batch,
    loss,
    tapes,
    tapeBytes,
    scratch: allocateGradientScratch(pool, config, rows, tapes.length),
    lookAhead: settings.qContinue
      ? {
          states: eachState(config, (name) => pool.tensor(`next z_${name}`, state)),
          q: pool.tensor('next q', [rows, 1, 2]),
        }
      : null,
    puzzleRows: width > 0 && settings.trainable !== 'head' ? allocateRows() : null,
    norm: pool.tensor('norm', [1]),
    rates: pool.tensor('rates', [RATES.length]),
    cursor: whole('cursor', 1),
    halted: whole('halted', rows),
    draw: whole('draw', rows),
    metrics: pool.tensor('metrics', [METRIC_ROWS, METRICS.length]),
    starts: (startsAtRandom(config) ? carriedStates(config) : []).map((name) => {
      const size = state[1]! * state[2]!;
      const within = ofState(batch.states, name);
      return {
        state: name,
        drawn: pool.tensor(`start z_${name}`, [size]),
        rows: backend.view(`rows of z_${name}`, within, 0, [rows, 1, size]),
      };
    }),
  };
}

/** The module applications of several segments. */
function applications(config: HrmConfig, segments: number): Application[] {
  return Array.from({ length: segments }, () => scheduleOf(config)).flat();
}

/**
 * Records a whole training step: the segment and its gradient, the update, halting, fresh puzzles.
 * @param segments of every row; of several only the last is supervised
 */
export function recordStep(
  ops: TrainingOps,
  parameters: TrainedParameters,
  dataset: DeviceDataset,
  tensors: StepTensors,
  settings: TrainingSettings,
  segments: number,
): void {
  const { batch, loss, scratch, lookAhead, puzzleRows, norm, rates } = tensors;
  const { trainable } = settings;
  const thought = applications(parameters.trained.config, segments);
  // There are tapes for the longest thought; a shorter one uses the last of them.
  const tapes = tensors.tapes.slice(Math.max(0, tensors.tapes.length - thought.length));
  recordTrainingSegment(ops, parameters.trained, batch, loss, tapes, scratch, {
    kind: settings.loss,
    scale: 1 / settings.batch,
    lookAhead,
    applications: thought,
    gradientOf: parameters.gradientOf(trainable),
    dPuzzleRows: puzzleRows?.rows ?? null,
  });

  if (trainable === 'puzzle') ops.gradientNorm({ gradients: puzzleRows!.flat, norm });
  else {
    ops.gradientNorm({ gradients: parameters.range(trainable).gradients, norm });
    recordUpdate(ops, parameters, { norm, rates }, settings);
  }
  if (puzzleRows && parameters.puzzles) {
    const { identifiers } = batch;
    ops.signSgd({ identifiers, dRows: puzzleRows.rows, norm, rates, ...parameters.puzzles });
  }

  const { q } = batch;
  const { correct, labelCount, control, qLoss } = loss;
  const { cursor, halted, draw, metrics } = tensors;
  ops.actHaltAndSample({
    q,
    loss: loss.loss,
    qLoss,
    correct,
    labelCount,
    control,
    datasetSize: dataset.size,
    cursor,
    segments: loss.segments,
    norm,
    halted,
    draw,
    metrics,
  });
  recordFreshStart(ops, parameters, dataset, tensors);
}

/** The update of the weights. Muon takes the layers and leaves the rest to AdamW. */
function recordUpdate(
  ops: TrainingOps,
  parameters: TrainedParameters,
  given: Pick<StepTensors, 'norm' | 'rates'>,
  { optimizer, trainable }: TrainingSettings,
): void {
  if (optimizer !== 'Muon') {
    return ops.adam({ kind: optimizer, ...given, ...parameters.range(trainable) });
  }
  const rest = parameters.range(trainable === 'all' ? 'outside' : trainable);
  ops.adam({ kind: 'AdamW', ...given, ...rest });
  if (trainable !== 'all') return;
  const { weights, gradients, expAvg: momentum, average } = parameters.range('layers');
  const matrices = layerMatrices(parameters.layout);
  ops.muon({ matrices, ...given, weights, gradients, momentum, average });
}

/** Gives new puzzles and initial states to the rows that have halted. */
export function recordFreshStart(
  ops: TrainingOps,
  parameters: TrainedParameters,
  dataset: DeviceDataset,
  { batch, loss, halted, draw, starts }: StepTensors,
): void {
  const { tokens, identifiers } = batch;
  ops.refillRows({
    halted,
    draw,
    dataset: dataset.puzzles,
    into: { tokens, labels: loss.labels, identifiers },
  });
  recordInitialStates(ops, parameters.trained, batch, halted);
  for (const { drawn, rows } of starts) ops.broadcast({ source: drawn, mask: halted, out: rows });
}
