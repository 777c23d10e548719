import { sourceKey, type ModelSource } from '../../checkpoint/model-source';
import type { BackendKind } from '../../compute/backend';
import type { Exam, Outcome } from '../../reasoning/evaluate';
import { countOf } from '../../reasoning/exam-set';
import { WORKER_DIED, type EvaluationClient } from '../../worker/evaluation-client';
import type { EvaluationEvent, EvaluationOrder } from '../../worker/evaluation-protocol';
import type { Board } from '../worlds/page-world';

/** What to measure, and its title. */
export interface EvaluationWish {
  readonly title: string;
  readonly source: ModelSource;
  readonly board: Board;
  readonly backend: BackendKind | 'auto';
  readonly order: EvaluationOrder;
  /** The puzzles in a few words: "28–40 givens". */
  readonly puzzles: string;
  /** The set in `measured.json` with such puzzles; `null` if there is none. */
  readonly set: string | null;
}

/** A measurement of a model, in progress or done. */
export interface EvaluationRun extends EvaluationWish {
  readonly number: number;
  /** The model's `sourceKey`. */
  readonly key: string;
  readonly phase: 'loading' | 'running' | 'paused' | 'done' | 'cancelled' | 'failed';
  /** Loaded share of the weights. */
  readonly loaded: number;
  readonly backendSaid: string | null;
  readonly message: string | null;
  readonly severalAnswers: boolean;
  readonly exams: readonly Exam[];
  readonly outcomes: readonly Outcome[];
  /** Segments done of the puzzles in progress. */
  readonly segment: number;
  /** Time spent on the finished puzzles. */
  readonly milliseconds: number;
}

/** Number of runs kept for comparison. */
export const MOST_RUNS = 4;

export const isUnderWay = ({ phase }: Pick<EvaluationRun, 'phase'>): boolean =>
  phase === 'loading' || phase === 'running' || phase === 'paused';

/** Number of puzzles of a run, done or not. */
export const sizeOf = ({ order }: EvaluationWish): number => countOf(order.set);

/** Numbers increase over the page's lifetime, so that old events can be recognised. */
let last = 0;

/**
 * The page's measurements, done and in progress: one model at a time, in a worker that starts with
 * the first one. Nothing runs while the page is hidden.
 */
export class Evaluations {
  #runs: readonly EvaluationRun[] = [];
  #hidden = false;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly client: EvaluationClient) {
    client.subscribe((event) => this.#hear(event));
  }

  /** In the order of the requests; a new array after each change. */
  get runs(): readonly EvaluationRun[] {
    return this.#runs;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Measures a model; the oldest run is dropped if there are too many. A run in progress is
   * cancelled.
   */
  start(wish: EvaluationWish): void {
    const under = this.#runs.find(isUnderWay);
    if (under !== undefined) this.cancel(under.number);
    const run: EvaluationRun = {
      ...wish,
      number: ++last,
      key: sourceKey(wish.source),
      phase: 'loading',
      loaded: 0,
      backendSaid: null,
      message: null,
      severalAnswers: false,
      exams: [],
      outcomes: [],
      segment: 0,
      milliseconds: 0,
    };
    this.#publish([...this.#runs.slice(1 - MOST_RUNS), run]);
    const { source: model, backend, order } = wish;
    this.client.send({ type: 'evaluate', evaluation: run.number, model, backend, order });
    if (this.#hidden) this.#tellPaused(run, true);
  }

  pause(number: number, paused: boolean): void {
    const run = this.#find(number);
    if (run === undefined || !isUnderWay(run)) return;
    this.#change(number, { phase: paused ? 'paused' : 'running' });
    this.#tellPaused(run, paused || this.#hidden);
  }

  /** Ends a run; its results stay. */
  cancel(number: number): void {
    const run = this.#find(number);
    if (run === undefined || !isUnderWay(run)) return;
    this.client.send({ type: 'cancel-evaluation', evaluation: number });
    this.#change(number, { phase: 'cancelled' });
  }

  remove(number: number): void {
    this.cancel(number);
    this.#publish(this.#runs.filter((run) => run.number !== number));
  }

  /** Called when the page is hidden or visible again. */
  setHidden(hidden: boolean): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    const run = this.#runs.find(isUnderWay);
    if (run !== undefined && run.phase !== 'paused') this.#tellPaused(run, hidden);
  }

  #tellPaused({ number }: EvaluationRun, paused: boolean): void {
    this.client.send({ type: 'pause-evaluation', evaluation: number, paused });
  }

  #find(number: number): EvaluationRun | undefined {
    return this.#runs.find((run) => run.number === number);
  }

  #hear(event: EvaluationEvent): void {
    if (event.type === 'evaluation-ended' && event.evaluation === WORKER_DIED) {
      const run = this.#runs.find(isUnderWay);
      if (run !== undefined) this.#change(run.number, { phase: 'failed', message: event.message });
      return;
    }
    const run = this.#find(event.evaluation);
    if (run === undefined || !isUnderWay(run)) return;
    const { number } = run;
    switch (event.type) {
      case 'evaluation-loading':
        this.#change(number, { loaded: event.total > 0 ? event.loaded / event.total : 0 });
        break;
      case 'evaluation-ready': {
        const { backend: backendSaid, severalAnswers } = event;
        const phase = run.phase === 'paused' ? 'paused' : 'running';
        this.#change(number, { phase, backendSaid, severalAnswers, segment: 0 });
        break;
      }
      case 'evaluation-segment':
        this.#change(number, { segment: event.segment });
        break;
      case 'evaluated':
        this.#change(number, {
          exams: [...run.exams, ...event.exams],
          outcomes: [...run.outcomes, ...event.outcomes],
          milliseconds: run.milliseconds + event.milliseconds,
          segment: 0,
        });
        break;
      case 'evaluation-ended':
        this.#change(
          number,
          event.message === null ? { phase: 'done' } : { phase: 'failed', message: event.message },
        );
        break;
    }
  }

  #change(number: number, patch: Partial<EvaluationRun>): void {
    this.#publish(this.#runs.map((run) => (run.number === number ? { ...run, ...patch } : run)));
  }

  #publish(runs: readonly EvaluationRun[]): void {
    this.#runs = runs;
    for (const listener of this.#listeners) listener();
  }
}
