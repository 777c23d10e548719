import type { Command } from 'commander';
import { LOSS_KINDS, type LossKind } from '../compute/training-ops';
import { computeGradient } from '../hrm/compute-gradient';
import { parameterName } from '../hrm/parameters';
import { loadModel } from './load-model';
import { openTrainingBackend } from './open-backend';
import { SET_OPTION, wholeNumber } from './options';
import { readTokenBatch } from './token-batch';
import { UsageError } from './usage-error';

interface StepOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly batch: string;
  readonly loss: string;
  readonly horizon: string;
  readonly qHaltOnly?: boolean;
  readonly backend: string;
  readonly json?: boolean;
}

/** Entries of a gradient that are printed. */
const FIRST = 8;

export function registerStep(program: Command): void {
  program
    .command('step')
    .description('the losses and the gradient of one training step, from fresh states')
    .requiredOption('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .requiredOption(
      '--batch <file>',
      'JSON: {"inputs":[[…]],"puzzle_identifiers":[…],"labels":[[…]]}',
    )
    .option('--loss <kind>', LOSS_KINDS.join(' or '), LOSS_KINDS[0])
    .option('--horizon <k>', 'gradient horizon in module applications; 2 is one-step', '2')
    .option('--q-halt-only', 'leave q_continue without a loss')
    .option('--backend <kind>', 'webgpu, wasm or cpu', 'cpu')
    .option('--json', 'print JSON')
    .action(step);
}

async function step(options: StepOptions): Promise<void> {
  const horizon = wholeNumber('--horizon', options.horizon, 2);
  const loss = lossKind(options.loss);
  const model = await loadModel(options.model, options.set);
  const { inputs, identifiers, labels } = await readTokenBatch(
    '--batch',
    options.batch,
    model.config,
  );
  if (labels === null) throw new UsageError(`--batch ${options.batch}: it has no "labels".`);
  const backend = await openTrainingBackend(options.backend);
  const result = await computeGradient(
    backend,
    model,
    {
      inputs: Uint32Array.from(inputs.flat()),
      identifiers: Uint32Array.from(identifiers),
      labels: Uint32Array.from(labels.flat()),
    },
    { loss, horizon, qContinue: options.qHaltOnly !== true },
  );
  const norms = [...result.gradients].map(
    ([name, gradient]) => [name, Math.hypot(...gradient), gradient] as const,
  );
  if (!options.json) {
    console.log(`loss ${result.loss}`);
    console.log(
      `  cross entropy ${result.lmLoss}, q_halt ${result.qHaltLoss}, q_continue ${result.qContinueLoss}`,
    );
    for (const [name, norm] of norms) console.log(`  |∂loss/∂ ${name}| = ${norm}`);
    return;
  }
  const puzzle = norms.find(([name]) => name === parameterName.puzzleTable);
  console.log(
    JSON.stringify({
      loss: result.loss,
      lm_loss: result.lmLoss,
      q_halt_loss: result.qHaltLoss,
      q_continue_loss: result.qContinueLoss,
      grads: Object.fromEntries(
        norms.map(([name, norm, gradient]) => [
          name,
          { norm, first: Array.from(gradient.subarray(0, FIRST)) },
        ]),
      ),
      // As in the official figures: the norm over the batch's own rows.
      ...(puzzle && { puzzle_emb_grad_norm: puzzle[1] }),
    }),
  );
}

/** @throws UsageError unless `text` names a loss. */
function lossKind(text: string): LossKind {
  const kind = LOSS_KINDS.find((known) => known === text);
  if (kind === undefined) {
    throw new UsageError(`--loss must be ${LOSS_KINDS.join(' or ')}, not ${text}.`);
  }
  return kind;
}
