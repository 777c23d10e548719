import type { Backend, Tensor } from '../compute/backend';
import { innerSize, sequenceLength, type HrmConfig } from './config';
import type { Level } from './parameters';
import { applicationsOf, type States } from './segment';

/** What one layer keeps for its gradient. */
export interface LayerTape {
  readonly input: Tensor; // [B, L, D]
  readonly qkv: Tensor; // [B, L, 3D]
  readonly mixed: Tensor; // [B, L, D], what attention mixed
  readonly logSumExp: Tensor; // [B, heads, L]
  readonly attended: Tensor; // [B, L, D]
  readonly attendedInverseRms: Tensor; // [B, L]
  readonly preactivations: Tensor; // [B, L, 2I]
  readonly gated: Tensor; // [B, L, I]
  readonly outInverseRms: Tensor; // [B, L]
}

/** What one application of a module keeps for its gradient. */
export interface ApplicationTape {
  readonly level: Level;
  readonly layers: readonly LayerTape[];
  /** The state it leaves, [B, L, D]. */
  readonly out: Tensor;
}

/**
 * Memory for the gradient through the last `horizon` module applications of a segment (more than
 * there are means all of them). This is what the one-step gradient saves: with a horizon of 2 it
 * does not grow with the depth of thought (paper, section 2, "Approximate gradient").
 *
 * @param ends where the segment's states end, see `recordThinking`
 * @param levels the modules applied, in order; those of one segment unless given
 */
export function allocateTapes(
  backend: Pick<Backend, 'tensor'>,
  config: HrmConfig,
  batch: number,
  horizon: number,
  ends: States,
  levels: readonly Level[] = applicationsOf(config),
): ApplicationTape[] {
  const length = sequenceLength(config);
  const { hidden_size: hidden, num_heads: heads } = config;
  const inner = innerSize(config);
  const first = Math.max(0, levels.length - horizon);
  return levels.slice(first).map((level, index): ApplicationTape => {
    const tensor = (name: string, ...shape: number[]) =>
      backend.tensor(`tape ${first + index} ${name}`, [batch, ...shape]);
    const isLast = levels.lastIndexOf(level) === first + index;
    const layers = level === 'H' ? config.H_layers : config.L_layers;
    return {
      level,
      out: isLast ? ends[level] : tensor('out', length, hidden),
      layers: Array.from({ length: layers }, (_, layer): LayerTape => {
        const part = (name: string, ...shape: number[]) => tensor(`${layer} ${name}`, ...shape);
        return {
          input: part('input', length, hidden),
          qkv: part('qkv', length, 3 * hidden),
          mixed: part('mixed', length, hidden),
          logSumExp: part('logSumExp', heads, length),
          attended: part('attended', length, hidden),
          attendedInverseRms: part('attendedInverseRms', length),
          preactivations: part('preactivations', length, 2 * inner),
          gated: part('gated', length, inner),
          outInverseRms: part('outInverseRms', length),
        };
      }),
    };
  });
}
