import { AbandonedError, type Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import type { TrainingBackend } from '../compute/training-ops';
import { Experiment } from '../training/experiment';
import type { ExperimentCommand, ExperimentEvent, ExperimentPlan } from './experiment-protocol';
import { nextTask } from './next-task';
import type { TrainerChoice } from './training-backend';

/**
 * Runs one experiment at a time on its own backend: executes commands, and reports results by
 * events.
 */
export class Experimenter {
  #paused = false;
  #goOn: () => void = () => undefined;
  /** Ends what is in progress. */
  #ending = new AbortController();
  #working: Promise<void> = Promise.resolve();

  constructor(
    private readonly ladder: Ladder<TrainingBackend>,
    private readonly emit: (event: ExperimentEvent) => void,
    /**
     * Milliseconds between two points from which an experiment can continue; as in `Experiment`
     * unless given.
     */
    private readonly keepEvery?: number,
  ) {}

  handle(command: ExperimentCommand): void {
    switch (command.type) {
      case 'pause-experiment':
        this.#paused = true;
        break;
      case 'go-on':
        this.#resume();
        break;
      case 'end-experiment':
        this.#end();
        break;
      case 'experiment': {
        this.#end();
        this.ladder.forgive();
        const { signal } = this.#ending;
        this.#working = this.#working.then(() => this.#run(command.plan, command.backend, signal));
        break;
      }
    }
  }

  /** Resolves when nothing is in progress. */
  async settled(): Promise<void> {
    for (let working: Promise<void> | null = null; working !== this.#working;) {
      working = this.#working;
      await working;
    }
  }

  #resume(): void {
    this.#paused = false;
    this.#goOn();
  }

  #end(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#resume();
  }

  /** Runs to the end. If a backend fails, the next one continues with the same results. */
  async #run(plan: ExperimentPlan, choice: TrainerChoice, signal: AbortSignal): Promise<void> {
    try {
      const experiment = new Experiment(plan, this.keepEvery);
      const isDone = await this.ladder.carryOut(choice, {
        signal,
        prepare: (backend) => experiment.open(backend),
        attempt: async ({ prepared: entrants, report }) => {
          this.emit({ type: 'experiment-ready', entrants, backend: report });
          try {
            return await this.#readAll(experiment, signal);
          } finally {
            experiment.close();
          }
        },
        progress: () => experiment.secured,
        again: (reason) => this.emit({ type: 'experiment-again', reason }),
      });
      if (isDone) this.emit({ type: 'experiment-done' });
    } catch (error) {
      if (error instanceof AbandonedError || signal.aborted) return;
      this.emit({ type: 'experiment-failed', message: messageOf(error) });
    }
  }

  /** @returns whether it reached its end */
  async #readAll(experiment: Experiment, signal: AbortSignal): Promise<boolean> {
    for await (const reading of experiment.readings()) {
      if (reading !== null) this.emit({ type: 'experiment-reading', reading });
      // Commands that came meanwhile are handled before the next part.
      await nextTask();
      while (this.#paused && !signal.aborted) {
        await new Promise<void>((resolve) => (this.#goOn = resolve));
      }
      if (signal.aborted) return false;
    }
    return true;
  }
}
