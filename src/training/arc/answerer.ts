import type { Backend } from '../../compute/backend';
import { RefusedError } from '../../compute/own-fault';
import { openSession, type HrmSession } from '../../hrm/session';
import type { ModelTensors } from '../../hrm/tensors';
import { decodeArc, encodeArc } from '../../puzzles/arc/codec';
import { gridsEqual, type ArcGrid } from '../../puzzles/arc/grid';
import { viewGrid } from '../../puzzles/arc/views';
import { vote } from '../../puzzles/arc/vote';
import type { Frame } from '../../reasoning/trace';
import type { QuestionAnswers, TrainPairPrediction, TaskAnswers } from './answers';
import type { PreparedTask } from './prepare-task';

/** A grid under a view: one row of a batch. */
interface Row {
  readonly grid: ArcGrid;
  readonly view: number;
}

export interface AnswerOptions {
  /** Number of optimiser steps so far, noted in the answers. */
  readonly step: number;
  readonly segments: number;
  /** The questions; the task's own unless given. */
  readonly inputs?: readonly ArcGrid[];
  /** Number of views, at least the plain one; all unless given. */
  readonly views?: number;
  /**
   * Called before every segment with the share that is done; if it returns false, there is no
   * answer.
   */
  readonly goOn?: (share: number) => Promise<boolean>;
}

/** Asks a model the questions of a task under its views; its weights are on the device already. */
export class TaskAnswerer {
  readonly #session: HrmSession;
  readonly #prepared: PreparedTask;

  private constructor(session: HrmSession, prepared: PreparedTask) {
    this.#session = session;
    this.#prepared = prepared;
  }

  /** @param rows at once, at most; more rows need more memory, and save time only on a GPU */
  static async open(
    backend: Backend,
    weights: ModelTensors,
    prepared: PreparedTask,
    rows: number,
  ): Promise<TaskAnswerer> {
    const { task, views } = prepared;
    const all = task.test.length * views.length + task.train.length;
    // Batches of nearly equal size.
    const batch = Math.ceil(all / Math.ceil(all / rows));
    return new TaskAnswerer(await openSession(backend, weights, { batch }), prepared);
  }

  /**
   * @returns `null` if it was stopped
   * @throws RefusedError if a question does not fit on the canvas
   */
  async answer(options: AnswerOptions): Promise<TaskAnswers | null> {
    const { task, views, side } = this.#prepared;
    const { step, segments, goOn } = options;
    const inputs = options.inputs ?? task.test.map(({ input }) => input);
    for (const { height, width } of inputs) {
      if (Math.max(height, width) <= side) continue;
      throw new RefusedError(
        `A grid of ${height}×${width} does not fit on a canvas of ${side}×${side}.`,
      );
    }
    const asked = Math.min(views.length, options.views ?? views.length);
    const questions = inputs.flatMap((grid) =>
      Array.from({ length: asked }, (_, view): Row => ({ grid, view })),
    );
    const demonstrations = task.train.map(({ input }): Row => ({ grid: input, view: 0 }));
    const traces = await this.#think([...questions, ...demonstrations], segments, goOn);
    if (traces === null) return null;

    const trainPairs = traces.slice(questions.length).map((frames, pair): TrainPairPrediction => {
      const grid = decodeArc(frames.at(-1)!.tokens);
      return { grid, right: grid !== null && gridsEqual(grid, task.train[pair]!.output) };
    });
    return {
      step,
      segments,
      questions: inputs.map((input, question): QuestionAnswers => {
        const ofQuestion = traces.slice(question * asked, (question + 1) * asked);
        const predictions = ofQuestion.map((frames, view) => {
          const { tokens, qHalt } = frames.at(-1)!;
          return { view: views[view]!, tokens, qHalt };
        });
        return { input, ranked: vote(predictions), views: asked, frames: ofQuestion[0]! };
      }),
      trainPairs,
    };
  }

  /** The frames of every row; only the last frame for rows that are not in the plain view. */
  async #think(
    rows: readonly Row[],
    segments: number,
    goOn: AnswerOptions['goOn'],
  ): Promise<Frame[][] | null> {
    const { side, views, identifierOf } = this.#prepared;
    const cells = side * side;
    const { batch } = this.#session;
    const traces: Frame[][] = rows.map(() => []);
    const total = segments * Math.ceil(rows.length / batch);
    let done = 0;
    for (let start = 0; start < rows.length; start += batch) {
      const part = rows.slice(start, start + batch);
      const tokens = new Uint32Array(batch * cells);
      const identifiers = new Uint32Array(batch);
      part.forEach(({ grid, view }, row) => {
        tokens.set(encodeArc(viewGrid(grid, views[view]!), side), row * cells);
        identifiers[row] = identifierOf(view);
      });
      await this.#session.begin(tokens, identifiers);
      for (let segment = 1; segment <= segments; segment++) {
        if (goOn && !(await goOn(done++ / total))) return null;
        const started = performance.now();
        const result = await this.#session.segment();
        const milliseconds = performance.now() - started;
        part.forEach(({ view }, row) => {
          if (view > 0 && segment < segments) return;
          traces[start + row]!.push({
            tokens: Uint8Array.from(result.tokens.subarray(row * cells, (row + 1) * cells)),
            confidence: result.confidence.slice(row * cells, (row + 1) * cells),
            qHalt: result.qHalt[row]!,
            qContinue: result.qContinue[row]!,
            milliseconds,
          });
        });
      }
    }
    return traces;
  }

  dispose(): void {
    this.#session.dispose();
  }
}
