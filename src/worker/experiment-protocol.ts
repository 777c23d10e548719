import type { EntrantFacts, ExperimentPlan, Reading } from '../training/experiment';
import type { BackendReport } from './protocol';
import type { TrainerChoice } from './training-backend';

export type { EntrantFacts, ExperimentPlan, Reading };

/** The messages between the page and the worker of experiments; one experiment at a time. */
export type ExperimentCommand =
  /** Begins an experiment; one in progress ends. */
  | {
      readonly type: 'experiment';
      readonly plan: ExperimentPlan;
      readonly backend: TrainerChoice;
    }
  | { readonly type: 'pause-experiment' }
  | { readonly type: 'go-on' }
  | { readonly type: 'end-experiment' };

export type ExperimentEvent =
  | {
      readonly type: 'experiment-ready';
      readonly entrants: readonly EntrantFacts[];
      readonly backend: BackendReport;
    }
  | { readonly type: 'experiment-reading'; readonly reading: Reading }
  | { readonly type: 'experiment-done' }
  /** A backend failed; the next one continues from some seconds before. */
  | { readonly type: 'experiment-again'; readonly reason: string }
  | { readonly type: 'experiment-failed'; readonly message: string };
