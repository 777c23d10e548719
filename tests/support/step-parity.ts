import { LOSS_KINDS, type LossKind, type TrainingBackend } from '../../src/compute/training-ops';
import { computeGradient, type ComputedGradient } from '../../src/hrm/compute-gradient';
import { parameterName, type HrmModel } from '../../src/hrm/parameters';
import { usualHorizon } from '../../src/hrm/schedule';
import { startOf, type ExpectedFigures } from './parity';

/** The figures of another implementation for one training step. */
interface StepFigures {
  readonly loss: number;
  readonly lm_loss: number;
  readonly q_halt_loss: number;
  readonly q_continue_loss: number;
  /** Includes the table of puzzle embeddings. The official code gives only its norm, separately. */
  readonly grads: Readonly<Record<string, { readonly norm: number; readonly first: number[] }>>;
  readonly puzzle_emb_grad_norm?: number;
}

interface OfficialFigures extends Omit<StepFigures, 'lm_loss' | 'q_halt_loss' | 'q_continue_loss'> {
  readonly metrics: Pick<StepFigures, 'lm_loss' | 'q_halt_loss' | 'q_continue_loss'>;
}

export interface ExpectedSteps extends Pick<ExpectedFigures, 'start'> {
  readonly inputs: readonly (readonly number[])[];
  readonly puzzle_identifiers: readonly number[];
  readonly labels: readonly (readonly number[])[];
  readonly stablemax_cross_entropy?: OfficialFigures;
  readonly softmax_cross_entropy?: OfficialFigures;
  readonly one_step?: StepFigures;
  readonly whole_cycle?: StepFigures;
}

export interface StepCase {
  readonly name: string;
  readonly loss: LossKind;
  readonly horizon: number;
  readonly figures: StepFigures;
}

/** The training steps for which a fixture has figures. */
export function stepCases(model: HrmModel, expected: ExpectedSteps): StepCase[] {
  const official = LOSS_KINDS.flatMap((loss): StepCase[] => {
    const figures = expected[loss];
    return figures
      ? [{ name: loss, loss, horizon: 2, figures: { ...figures, ...figures.metrics } }]
      : [];
  });
  const horizons = { one_step: 2, whole_cycle: usualHorizon(model.config) };
  const torch = (['one_step', 'whole_cycle'] as const).flatMap((name): StepCase[] => {
    const figures = expected[name];
    const loss = 'softmax_cross_entropy';
    return figures ? [{ name, loss, horizon: horizons[name], figures }] : [];
  });
  return [...official, ...torch];
}

/**
 * The largest difference from the figures. Differences of the loss and its parts are relative to the
 * loss, those of a gradient's norm and of its first entries are relative to the norm.
 */
export async function worstStepDifference(
  backend: TrainingBackend,
  model: HrmModel,
  expected: ExpectedSteps,
  { loss, horizon, figures }: StepCase,
): Promise<number> {
  const start = startOf(expected);
  const got = await computeGradient(
    backend,
    model,
    {
      inputs: Uint32Array.from(expected.inputs.flat()),
      identifiers: Uint32Array.from(expected.puzzle_identifiers),
      labels: Uint32Array.from(expected.labels.flat()),
    },
    { loss, horizon, qContinue: true, ...(start && { start }) },
  );
  const differences = [
    got.loss - figures.loss,
    got.lmLoss - figures.lm_loss,
    got.qHaltLoss - figures.q_halt_loss,
    got.qContinueLoss - figures.q_continue_loss,
  ].map((difference) => Math.abs(difference) / figures.loss);
  for (const [name, { norm, first }] of Object.entries(figures.grads)) {
    const gradient = gradientOf(got, name, expected.puzzle_identifiers, model);
    differences.push(relative(Math.hypot(...gradient), norm));
    first.forEach((value, index) => differences.push(Math.abs(gradient[index]! - value) / norm));
  }
  if (figures.puzzle_emb_grad_norm !== undefined) {
    const rows = got.gradients.get(parameterName.puzzleTable)!;
    differences.push(relative(Math.hypot(...rows), figures.puzzle_emb_grad_norm));
  }
  return differences.reduce((worst, value) => (value <= worst ? worst : value), 0);
}

const relative = (got: number, wanted: number) => Math.abs(got - wanted) / Math.abs(wanted);

/** The gradient in PyTorch's form: the rows of the puzzle embedding are added up in its table. */
function gradientOf(
  { gradients }: ComputedGradient,
  name: string,
  identifiers: readonly number[],
  { config }: HrmModel,
): Float32Array {
  const gradient = gradients.get(name)!;
  if (name !== parameterName.puzzleTable) return gradient;
  const width = config.puzzle_emb_ndim;
  const table = new Float32Array(config.num_puzzle_identifiers * width);
  identifiers.forEach((id, row) => {
    for (let i = 0; i < width; i++) table[id * width + i]! += gradient[row * width + i]!;
  });
  return table;
}
