import type { Backend } from '../compute/backend';
import type { Tensor } from '../compute/tensor';
import { innerSize, sequenceLength, type HrmConfig } from './config';
import { allocateMixing, type MixingStates } from './mixing';
import {
  isAlone,
  isDamped,
  layerCount,
  ofState,
  scheduleOf,
  type Application,
  type States,
} from './schedule';

/** The tensors that one layer keeps for its gradient. */
export interface LayerTape {
  readonly input: Tensor; // [B, L, D]
  readonly mixing: MixingStates;
  readonly attended: Tensor; // [B, L, D]
  readonly preactivations: Tensor; // [B, L, 2I]
  readonly gated: Tensor; // [B, L, I]
  readonly outInverseRms: Tensor; // [B, L]
}

/** The tensors that one application of a module keeps for its gradient. */
export interface ApplicationTape {
  readonly application: Application;
  readonly layers: readonly LayerTape[];
  /** The module's output, [B, L, D], if damping makes it differ from the state. */
  readonly undamped?: Tensor;
  /** The state after it, [B, L, D]. */
  readonly out: Tensor;
}

/**
 * Memory for the gradient through the last `horizon` module applications of a segment (a larger
 * number means all of them). This is the memory that the one-step gradient saves: with a horizon of
 * 2 it does not grow with the number of applications (paper, section 2, "Approximate gradient").
 *
 * @param within the batch whose states the segment ends in, see `recordThinking`
 * @param schedule the modules applied, in order; those of one segment unless given
 */
export function allocateTapes(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  batch: number,
  horizon: number,
  within: { readonly states: States<Tensor>; readonly x: Tensor },
  schedule: readonly Application[] = scheduleOf(config),
): ApplicationTape[] {
  const length = sequenceLength(config);
  const { hidden_size: hidden } = config;
  const inner = innerSize(config);
  const first = Math.max(0, schedule.length - horizon);
  return schedule.slice(first).map((application, index): ApplicationTape => {
    const tensor = (name: string, ...shape: number[]) =>
      backend.tensor(`tape ${first + index} ${name}`, [batch, ...shape]);
    const { module, state } = application;
    const isLast = schedule.findLastIndex((step) => step.state === state) === first + index;
    return {
      application,
      out: isLast ? ofState(within.states, state) : tensor('out', length, hidden),
      ...(isDamped(config, application) && { undamped: tensor('undamped', length, hidden) }),
      layers: Array.from({ length: layerCount(config, module) }, (_, layer): LayerTape => {
        const part = (name: string, ...shape: number[]) => tensor(`${layer} ${name}`, ...shape);
        return {
          // A single input needs no tensor for a sum.
          input: layer === 0 && isAlone(application) ? within.x : part('input', length, hidden),
          mixing: allocateMixing(config, part, true),
          attended: part('attended', length, hidden),
          preactivations: part('preactivations', length, 2 * inner),
          gated: part('gated', length, inner),
          outInverseRms: part('outInverseRms', length),
        };
      }),
    };
  });
}
