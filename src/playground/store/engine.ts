import * as z from 'zod/mini';
import type { Cycles } from '../../checkpoint/model-source';
import { BACKEND_KINDS, type BackendKind } from '../../compute/backend';
import type { HrmConfig } from '../../hrm/config';
import type { BackendReport } from '../../worker/protocol';
import { setting, words } from './setting';
import type { SliceCreator } from './state';

/** The state of the engine, as known to the page. */
export type EngineStatus =
  | { readonly phase: 'loading'; readonly loaded: number; readonly total: number }
  | { readonly phase: 'preparing' }
  | {
      readonly phase: 'ready';
      readonly model: string;
      readonly config: HrmConfig;
      readonly parameters: number;
      readonly backend: BackendReport;
      /** Kernel launches of one segment. */
      readonly dispatches: number;
      /** Estimated milliseconds of a segment, if it is long. */
      readonly segmentTime: number | null;
      readonly cached: boolean;
    }
  | { readonly phase: 'failed'; readonly message: string };

export interface EngineSlice {
  readonly engine: EngineStatus;
  /** The requested backend; `auto` takes the best one. */
  readonly backend: BackendKind | 'auto';
  /** The backends of the last engine that was ready; kept while another backend opens. */
  readonly report: BackendReport | null;
  /** The model of the last engine that was ready; kept while another opens. */
  readonly config: HrmConfig | null;
  /** The cycles that a person has set; `null` for the model's own. */
  readonly cycles: Cycles | null;
  /** Increases with every request to open the engine again. */
  readonly attempt: number;
  setCycles(cycles: Cycles | null): void;
  setBackend(backend: BackendKind | 'auto'): void;
  /** Opens the engine again, after a failure. */
  retry(): void;
  setEngineStatus(engine: EngineStatus): void;
}

/** The range of cycles of each kind. */
export const CYCLES_RANGE = { min: 1, max: 16 } as const;

const countSchema = z.int().check(z.gte(CYCLES_RANGE.min), z.lte(CYCLES_RANGE.max));
const cyclesSchema = z.object({ H_cycles: countSchema, L_cycles: countSchema });

export const engineSettings = {
  backend: setting<BackendKind | 'auto'>({
    ...words(['auto', ...BACKEND_KINDS]),
    usual: 'auto',
    get: ({ backend }) => backend,
    set: (state, backend) => state.setBackend(backend),
    stays: true,
  }),
  /** Slow cycles and fast steps: 2x5; `own` for the model's. */
  cycles: setting<Cycles | null>({
    codec: z.codec(z.string().check(z.regex(/^(own|\d{1,2}x\d{1,2})$/)), z.nullable(cyclesSchema), {
      decode(text) {
        if (text === 'own') return null;
        const [H_cycles, L_cycles] = text.split('x').map(Number);
        return { H_cycles: H_cycles!, L_cycles: L_cycles! };
      },
      encode: (cycles) => (cycles === null ? 'own' : `${cycles.H_cycles}x${cycles.L_cycles}`),
    }),
    wanted: `slow cycles and fast steps from ${CYCLES_RANGE.min} to ${CYCLES_RANGE.max}, as 2x5`,
    usual: null,
    get: ({ cycles }) => cycles,
    set: (state, cycles) => state.setCycles(cycles),
  }),
};

export const createEngine: SliceCreator<EngineSlice> = (set) => ({
  engine: { phase: 'loading', loaded: 0, total: 0 },
  backend: 'auto',
  cycles: null,
  report: null,
  config: null,
  attempt: 0,
  setCycles: (cycles) => set({ cycles }),
  setBackend: (backend) => set({ backend }),
  retry: () => set(({ attempt }) => ({ attempt: attempt + 1 })),
  setEngineStatus: (engine) =>
    set(
      engine.phase === 'ready'
        ? { engine, report: engine.backend, config: engine.config }
        : { engine },
    ),
});
