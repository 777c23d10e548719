import type { BackendKind } from '../../compute/backend';
import type { HrmConfig } from '../../hrm/config';
import type { BackendReport } from '../../worker/protocol';
import type { SliceCreator } from './state';

/** Where the engine stands, as far as the page has heard. */
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
      readonly cached: boolean;
    }
  | { readonly phase: 'failed'; readonly message: string };

export interface EngineSlice {
  readonly engine: EngineStatus;
  /** The backend asked for; `auto` takes the best there is. */
  readonly backend: BackendKind | 'auto';
  /** What the last engine to get ready could run on; kept while another backend opens. */
  readonly report: BackendReport | null;
  /** The model of the last engine to get ready; kept while another opens. */
  readonly config: HrmConfig | null;
  /** Rises with every wish to open the engine afresh. */
  readonly attempt: number;
  setBackend(backend: BackendKind | 'auto'): void;
  /** Opens the engine again, after a failure. */
  retry(): void;
  setEngineStatus(engine: EngineStatus): void;
}

export const createEngine: SliceCreator<EngineSlice> = (set) => ({
  engine: { phase: 'loading', loaded: 0, total: 0 },
  backend: 'auto',
  report: null,
  config: null,
  attempt: 0,
  setBackend: (backend) => set({ backend }),
  retry: () => set(({ attempt }) => ({ attempt: attempt + 1 })),
  setEngineStatus: (engine) =>
    set(
      engine.phase === 'ready'
        ? { engine, report: engine.backend, config: engine.config }
        : { engine },
    ),
});
