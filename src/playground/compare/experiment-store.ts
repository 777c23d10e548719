import { createExperimentClient, type ExperimentClient } from '../../worker/experiment-client';
import type {
  EntrantFacts,
  ExperimentEvent,
  ExperimentPlan,
  Reading,
} from '../../worker/experiment-protocol';
import type { BackendReport } from '../../worker/protocol';
import type { TrainerChoice } from '../../worker/training-backend';

/** The state of the experiment in progress, or of the last one. */
export interface ExperimentState {
  readonly phase: 'none' | 'preparing' | 'running' | 'paused' | 'done' | 'failed';
  /** `id` is that of the offer. */
  readonly id: string | null;
  readonly plan: ExperimentPlan | null;
  readonly facts: readonly EntrantFacts[];
  readonly backend: BackendReport | null;
  /** By entrant, in the order of their steps. */
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  /** Why it failed, or changed the backend. */
  readonly message: string | null;
}

const NONE: ExperimentState = {
  phase: 'none',
  id: null,
  plan: null,
  facts: [],
  backend: null,
  readings: new Map(),
  message: null,
};

/** Runs experiments and keeps their results, also while other instruments are open. */
class ExperimentStore {
  #state = NONE;
  #client: ExperimentClient | null = null;
  readonly #listeners = new Set<() => void>();

  /** @param createClient makes a worker; called when the first experiment begins */
  constructor(private readonly createClient: () => ExperimentClient = createExperimentClient) {}

  get state(): ExperimentState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  begin(id: string, plan: ExperimentPlan, backend: TrainerChoice): void {
    if (this.#client === null) {
      this.#client = this.createClient();
      this.#client.subscribe((event) => this.#hear(event));
    }
    this.#set({ ...NONE, phase: 'preparing', id, plan });
    this.#client.send({ type: 'experiment', plan, backend });
  }

  pause(): void {
    this.#client?.send({ type: 'pause-experiment' });
    if (this.#state.phase === 'running') this.#set({ phase: 'paused' });
  }

  goOn(): void {
    this.#client?.send({ type: 'go-on' });
    if (this.#state.phase === 'paused') this.#set({ phase: 'running' });
  }

  /** Ends it; its readings stay visible. */
  end(): void {
    this.#client?.send({ type: 'end-experiment' });
    this.#set({ phase: this.#state.readings.size > 0 ? 'done' : 'none' });
  }

  #hear(event: ExperimentEvent): void {
    const { phase } = this.#state;
    // It comes from an experiment that has ended.
    if (phase === 'none' || phase === 'done') return;
    switch (event.type) {
      case 'experiment-ready':
        this.#set({ phase: 'running', facts: event.entrants, backend: event.backend });
        break;
      case 'experiment-reading': {
        const { entrant } = event.reading;
        const known = this.#state.readings.get(entrant) ?? [];
        const readings = new Map(this.#state.readings).set(entrant, [...known, event.reading]);
        this.#set({ readings });
        break;
      }
      case 'experiment-again':
        this.#set({ phase: 'preparing', message: event.reason });
        break;
      case 'experiment-done':
        this.#set({ phase: 'done' });
        break;
      case 'experiment-failed':
        this.#set({ phase: 'failed', message: event.message });
        break;
    }
  }

  #set(patch: Partial<ExperimentState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }
}

/** One for the whole page: an experiment continues while another instrument is open. */
export const experiments = new ExperimentStore();
