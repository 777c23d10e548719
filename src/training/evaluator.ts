import type { Backend } from '../compute/backend';
import { openSession, type HrmSession } from '../hrm/session';
import type { ModelTensors } from '../hrm/tensors';
import type { Frame } from '../reasoning/trace';
import type { TableRow } from './table-examples';

/** A model's results on puzzles that it is not taught. */
export interface EvalResult {
  /** Optimiser steps before it. */
  readonly step: number;
  readonly puzzles: number;
  /** Share of whole puzzles, and of cells, right after each segment. */
  readonly exact: readonly number[];
  readonly cell: readonly number[];
}

/** The puzzle that is watched, and the model's answers to it, segment by segment. */
export interface TrackedExample {
  readonly puzzle: Uint8Array; // tokens
  readonly solution: Uint8Array; // tokens
  readonly frames: readonly Frame[];
}

/** Evaluates the weights on the device, always on the same puzzles. */
export class Evaluator {
  readonly #session: HrmSession;
  readonly #tokens: readonly Uint8Array[];
  readonly #solutions: readonly Uint8Array[];
  /** Number of cells of each row whose label is not 0. */
  readonly #asked: readonly number[];
  readonly #input: Uint32Array;

  /** @param session with a row for each sample; the evaluator owns it from then on */
  constructor(session: HrmSession, samples: readonly TableRow[]) {
    this.#session = session;
    this.#tokens = samples.map(({ tokens }) => tokens);
    this.#solutions = samples.map(({ labels }) => labels);
    this.#asked = this.#solutions.map((labels) => labels.filter((label) => label !== 0).length);
    const cells = this.#tokens[0]!.length;
    this.#input = new Uint32Array(samples.length * cells);
    this.#tokens.forEach((tokens, row) => this.#input.set(tokens, row * cells));
  }

  /** @param samples at least one, all of the model's size */
  static async open(
    backend: Backend,
    weights: ModelTensors,
    samples: readonly TableRow[],
  ): Promise<Evaluator> {
    return new Evaluator(await openSession(backend, weights, { batch: samples.length }), samples);
  }

  /** @param segments for every puzzle; none halts early */
  async evaluate(
    step: number,
    segments: number,
  ): Promise<{ evalResult: EvalResult; trackedExample: TrackedExample }> {
    await this.#session.begin(this.#input);
    const puzzles = this.#tokens.length;
    const cells = this.#tokens[0]!.length;
    const exact: number[] = [];
    const cell: number[] = [];
    const frames: Frame[] = [];
    for (let segment = 0; segment < segments; segment++) {
      const started = performance.now();
      const { tokens, confidence, qHalt, qContinue } = await this.#session.segment();
      const correct = this.#solutions.map((labels, row) =>
        labels.reduce(
          (sum, label, at) => sum + Number(label !== 0 && tokens[row * cells + at] === label),
          0,
        ),
      );
      exact.push(correct.filter((count, row) => count === this.#asked[row]).length / puzzles);
      cell.push(sumOf(correct) / sumOf(this.#asked));
      frames.push({
        tokens: Uint8Array.from(tokens.subarray(0, cells)),
        confidence: confidence.slice(0, cells),
        qHalt: qHalt[0]!,
        qContinue: qContinue[0]!,
        milliseconds: performance.now() - started,
      });
    }
    return {
      evalResult: { step, puzzles, exact, cell },
      trackedExample: { puzzle: this.#tokens[0]!, solution: this.#solutions[0]!, frames },
    };
  }

  dispose(): void {
    this.#session.dispose();
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
