import { sourceKey } from '../checkpoint/model-source';
import type { Backend, BackendKind } from '../compute/backend';
import { messageOf } from '../compute/message-of';
import { RefusedError } from '../compute/own-fault';
import type { HrmConfig } from '../hrm/config';
import { segmentOperations } from '../hrm/cost';
import type { HrmModel } from '../hrm/parameters';
import type { HrmSession } from '../hrm/session';
import { openChains } from '../reasoning/chains';
import { examine, type Exam } from '../reasoning/evaluate';
import { examsOf, examWorldOf } from '../reasoning/exam-set';
import type { Helpers } from '../reasoning/rows/protocol';
import { createRows, threadsFor } from '../reasoning/rows/session';
import type { EngineParts } from './engine';
import type { EvaluationCommand, EvaluationEvent, EvaluationOrder } from './evaluation-protocol';
import { nextTask } from './next-task';

type EvaluateCommand = Extract<EvaluationCommand, { type: 'evaluate' }>;

/**
 * Largest number of floating-point operations of one segment of a batch: well below a second, so
 * that a pause works at once and no watchdog stops it.
 */
const BATCH_OPERATIONS: Readonly<Record<BackendKind, number>> = {
  webgpu: 2e10,
  wasm: 2e9,
  onnx: 2e9,
  cpu: 2e8,
};
/** As many rows as `hrm eval` has. */
const MOST_ROWS = 64;

/** Thrown within a run that is no longer wanted. */
class Cancelled extends Error {}

/** A run in progress. */
interface Run {
  readonly command: EvaluateCommand;
  paused: boolean;
  readonly ending: AbortController;
  /** Lets a waiting run check again whether it may continue. */
  wake: () => void;
}

/**
 * Measures models, separately from the page's engine: puzzle by puzzle in batches, each reported
 * when it is done. A puzzle's result does not depend on its batch, so the figures are those of `hrm
 * eval`.
 */
export class Evaluator {
  private run: Run | null = null;
  private queue: Promise<void> = Promise.resolve();
  /** The model loaded last: it is often measured again with other settings. */
  private model: { readonly key: string; readonly model: HrmModel } | null = null;

  constructor(
    private readonly parts: EngineParts,
    private readonly emit: (event: EvaluationEvent) => void,
  ) {}

  handle(command: EvaluationCommand): void {
    const { run } = this;
    if (command.type === 'evaluate') {
      if (run !== null) cancel(run);
      const begun: Run = {
        command,
        paused: false,
        ending: new AbortController(),
        wake: () => undefined,
      };
      this.run = begun;
      this.queue = this.queue.then(() => this.measure(begun));
      return;
    }
    if (run?.command.evaluation !== command.evaluation) return;
    if (command.type === 'cancel-evaluation') cancel(run);
    else {
      run.paused = command.paused;
      run.wake();
    }
  }

  /** Resolves when all commands so far are done. */
  settled(): Promise<void> {
    return this.queue;
  }

  private async measure(run: Run): Promise<void> {
    const { evaluation } = run.command;
    let message: string | null = null;
    try {
      await this.attempt(run);
    } catch (error) {
      if (!run.ending.signal.aborted) message = messageOf(error);
    }
    if (this.run === run) this.run = null;
    this.emit({ type: 'evaluation-ended', evaluation, message });
  }

  /** A failed backend costs the batch in progress; the next one continues from there. */
  private async attempt(run: Run): Promise<void> {
    const { evaluation, order, backend: wanted } = run.command;
    const model = await this.load(run);
    const world = examWorldOf(model.config);
    const exams = examsOf(order.set, model.config);
    const { ladder } = this.parts;
    ladder.forgiveWork();
    let waiting: Exam[] = [];
    let done = 0;
    await ladder.carryOut<HrmSession, void>(wanted, {
      signal: run.ending.signal,
      prepare: (backend) => openBatch(backend, model, order, this.parts.helpers ?? null),
      progress: () => done,
      attempt: async ({ backend, prepared, report }) => {
        try {
          const { severalAnswers } = world;
          const { description } = report;
          this.emit({ type: 'evaluation-ready', evaluation, backend: description, severalAnswers });
          const { chains, diversity, restart, seed } = order;
          const options = { chains, diversity, restart, seed, skip: done };
          const thinker = openChains(prepared, world, options);
          for (;;) {
            let started = performance.now();
            const pace = async () => {
              started += await this.turn(run);
            };
            while (waiting.length < thinker.width) {
              await pace();
              const next = draw(exams);
              if (next === null) break;
              waiting.push(next);
            }
            const part = waiting.slice(0, thinker.width);
            if (part.length === 0) return;
            let segment = 0;
            const outcomes = await examine(
              thinker,
              world,
              part,
              order.segments,
              async () => {
                await pace();
                this.emit({ type: 'evaluation-segment', evaluation, segment: segment++ });
              },
              pace,
            );
            await pace();
            const milliseconds = performance.now() - started;
            this.emit({ type: 'evaluated', evaluation, exams: part, outcomes, milliseconds });
            waiting = waiting.slice(part.length);
            done += part.length;
          }
        } finally {
          // Frees its threads; everything else is freed with the backend.
          if (backend.kind === 'wasm') prepared.dispose();
        }
      },
    });
  }

  private async load(run: Run): Promise<HrmModel> {
    const { evaluation, model: source } = run.command;
    const key = sourceKey(source);
    if (this.model?.key === key) return this.model.model;
    this.model = null;
    const { model } = await this.parts.loadModel(source, (loaded, total) => {
      this.emit({ type: 'evaluation-loading', evaluation, loaded, total });
    });
    if (run.ending.signal.aborted) throw new Cancelled();
    this.model = { key, model };
    return model;
  }

  /**
   * Lets new commands come in, and waits while the run is paused.
   * @returns milliseconds spent waiting
   */
  private async turn(run: Run): Promise<number> {
    await nextTask();
    const began = performance.now();
    while (run.paused && !run.ending.signal.aborted) {
      await new Promise<void>((resolve) => (run.wake = resolve));
    }
    if (run.ending.signal.aborted) throw new Cancelled();
    return performance.now() - began;
  }
}

/** The next puzzle, `null` after the last. */
function draw(exams: Iterator<Exam, void>): Exam | null {
  try {
    const next = exams.next();
    return next.done === true ? null : next.value;
  } catch (error) {
    throw new RefusedError(messageOf(error));
  }
}

function cancel(run: Run): void {
  run.ending.abort();
  run.wake();
}

function openBatch(
  backend: Backend,
  model: HrmModel,
  { chains, set }: EvaluationOrder,
  helpers: Helpers | null,
): Promise<HrmSession> {
  const puzzles =
    puzzlesAtOnce(model.config, backend.kind, chains) * threadsFor(backend, model, helpers);
  const most = set.kind === 'list' ? set.exams.length : set.count;
  return createRows(backend, model, Math.max(1, Math.min(puzzles, most)) * chains, helpers);
}

/** Number of puzzles in a batch, with this number of chains each. */
function puzzlesAtOnce(config: HrmConfig, kind: BackendKind, chains: number): number {
  const rows = Math.min(MOST_ROWS, BATCH_OPERATIONS[kind] / segmentOperations(config));
  return Math.max(1, Math.floor(rows / chains));
}
