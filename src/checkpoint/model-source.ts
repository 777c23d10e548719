import type { HrmConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';

/** Where a model comes from. Plain data that a page can send to a worker. */
export type ModelSource = (DownloadSource | SavedSource | MemorySource) & {
  /** Cycles of a segment in place of the model's own; the weights are the same for any. */
  readonly cycles?: Cycles;
  /**
   * Cells in a row of the grid, in place of the model's own, if no weight belongs to a position.
   */
  readonly side?: number;
};

export type Cycles = Pick<HrmConfig, 'H_cycles' | 'L_cycles'>;

/** URLs of a model's files. `bytes` and `sha256` are of the weights, if known. */
export interface DownloadSource {
  readonly name: string;
  readonly config: string;
  readonly weights: string;
  readonly bytes?: number;
  /** In lower-case hexadecimal digits. */
  readonly sha256?: string;
}

/** A model the browser keeps, by its id in the model store. */
export interface SavedSource {
  readonly name: string;
  readonly saved: string;
}

/** A model in memory, such as the present weights of a lesson. */
export interface MemorySource {
  readonly name: string;
  readonly memory: HrmModel & {
    /** Identifies these weights, for example a lesson's id and step. */
    readonly version: string;
  };
}

/** Two sources with the same key give the same model. */
export function sourceKey(source: ModelSource): string {
  const { cycles, side } = source;
  const segment = cycles === undefined ? '' : ` ${cycles.H_cycles}x${cycles.L_cycles}`;
  const grid = side === undefined ? '' : ` side ${side}`;
  return `${weightsKey(source)}${segment}${grid}`;
}

function weightsKey(source: ModelSource): string {
  if ('memory' in source) return `memory:${source.memory.version}`;
  if ('saved' in source) return `saved:${source.saved}`;
  return `url:${source.weights}`;
}

/** Bytes of weights still to be fetched; 0 if none or unknown. */
export function expectedBytes(source: ModelSource): number {
  return 'bytes' in source ? (source.bytes ?? 0) : 0;
}
