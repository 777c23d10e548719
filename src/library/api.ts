/**
 * The types of the library, complete in this file: it is published unchanged, so users of the
 * library need no other types.
 */

/** Where a model comes from. */
export type ModelFrom =
  /**
   * A shipped model (`'sudoku'`, `'sudoku-6'`, `'maze'`, `'maze-30'`, `'arc'`), or the address of a
   * folder that holds `config.json` and `model.safetensors`; in Node a path, too.
   */
  | string
  | URL
  /** Files of a model's folder, for example chosen by a person; files of the official code too. */
  | readonly ModelFile[]
  /** A config and the bytes of the weights; without weights, a blank model for teaching. */
  | { readonly config: object; readonly weights?: Uint8Array };

export interface ModelFile {
  readonly name: string;
  /** Any `File` fits. */
  readonly blob: Blob;
}

export type BackendName = 'auto' | 'webgpu' | 'wasm' | 'cpu';

export interface OpenOptions {
  /** The backend; `auto` takes the best one. */
  readonly backend?: BackendName;
  /** Settings that the config of official files may lack: heads, cycles, cells. */
  readonly settings?: {
    readonly num_heads?: number;
    readonly H_cycles?: number;
    readonly L_cycles?: number;
    readonly seq_len?: number;
  };
  /**
   * Cells in a row of the puzzles, in place of the model's own: for mazes of other sizes, and other
   * models without a weight that belongs to a position.
   */
  readonly side?: number;
  /** Called with the loaded share of the weights, 0…1. */
  onProgress?(share: number): void;
}

/** An open model in its own worker. */
export interface Model {
  /** As in `config.json`, the official keys. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  /** The backend in words. */
  readonly backend: string;
  /**
   * Thinks about a puzzle. The next segment is computed while you use the last one; leaving the
   * loop ends the thought. A model thinks about one puzzle at a time: another thought waits for it.
   * @param puzzle a text in any form that `hrm read` understands, or tokens [seq_len]
   * @throws Error in a sentence if it is not a puzzle for this model
   */
  think(puzzle: string | Uint8Array, options?: ThinkOptions): AsyncIterableIterator<Segment>;
  /** Measures it on puzzles with known answers; the figures of `hrm eval`. */
  evaluate(options: EvaluateOptions): Promise<Figures>;
  /** Teaches a copy of it with the loop of `hrm train`; this model does not change. */
  teach(options: TeachOptions): Promise<Model>;
  /** The two files of its folder, for `openModel`, this project and the official code. */
  save(dtype?: 'F32' | 'F16'): Promise<{ readonly config: string; readonly weights: Uint8Array }>;
  /** Ends its worker. Calls in progress fail. */
  close(): void;
}

export interface ThinkOptions {
  /** The ACT limit; 16 unless given. */
  readonly segments?: number;
  /** Whether it stops at its first wish to halt; true unless given. */
  readonly halt?: boolean;
  /** Number of chains of thought; the surest one answers. 1 unless given. */
  readonly chains?: number;
  /**
   * Standard deviation of noise on the states of all chains except the first, instead of other
   * views.
   */
  readonly noise?: number;
  /**
   * Segments after which chains that are not sure start over in another view; on Sudokus they
   * assume some digits of their answer every other time.
   */
  readonly restart?: number;
  /** Row of the puzzle embedding, for models that have them; or the id of a task it was trained on. */
  readonly task?: number | string;
}

/** The model's answer after a segment. */
export interface Segment {
  /** From 1. */
  readonly segment: number;
  /** The grid as text, in lines. */
  readonly grid: string;
  /** Whether it is a right answer; `null` if that is unknown (ARC). */
  readonly solved: boolean | null;
  /** Predicted token of each cell, and the probability of that token. */
  readonly tokens: Uint8Array;
  readonly confidence: Float32Array;
  /** Cells that the answering chain assumed when it started over. */
  readonly assumed: readonly number[];
  /** σ(q_halt): the probability that the grid is right, according to the model. */
  readonly sure: number;
  readonly wishesToHalt: boolean;
  readonly qHalt: number;
  readonly qContinue: number;
  readonly milliseconds: number;
}

export interface EvaluateOptions {
  /**
   * Puzzles in a text (a CSV with columns `puzzle` and `solution`, or another form), or generated
   * ones.
   */
  readonly puzzles: string | FreshPuzzles;
  /** 16 unless given. */
  readonly segments?: number;
  /** ACT limit of the halting figures; `segments` unless given. */
  readonly limit?: number;
  readonly chains?: number;
  readonly noise?: number;
  readonly restart?: number;
  /** Seed of the views and the noise; 1 unless given, as on the page. */
  readonly seed?: number;
  onProgress?(done: number, all: number): void;
  readonly signal?: AbortSignal;
}

/** Puzzles of the model's world, as `hrm dataset` makes them for the same seed. */
export interface FreshPuzzles {
  readonly count: number;
  /** 0 unless given. */
  readonly seed?: number;
  /** Sudoku: range of givens; 28 to 40 (10 to 16 on 6×6, 5 to 8 on 4×4) unless given. */
  readonly givens?: readonly [low: number, high: number];
  /** Sudoku: steps of a search over clues that makes them harder. */
  readonly hard?: number;
  /** Maze: kind, corridors unless given, and smallest length of the path, the side unless given. */
  readonly kind?: 'corridors' | 'walls';
  readonly minPath?: number;
}

/** The same as `hrm eval --json` prints. */
export interface Figures {
  readonly count: number;
  /** Share of answers that equal the label after each segment, and its 95 % interval. */
  readonly exact: readonly number[];
  readonly exact_95: readonly (readonly [number, number])[];
  /** Share of right answers, if a puzzle may have several. */
  readonly valid?: readonly number[];
  readonly valid_95?: readonly (readonly [number, number])[];
  readonly cell: readonly number[];
  readonly calibration_error: readonly number[];
  /** When every puzzle stops at its first wish to halt, or at the limit. */
  readonly act: {
    readonly mean_segments: number;
    readonly exact: number;
    readonly exact_95: readonly [number, number];
    readonly valid?: number;
    readonly valid_95?: readonly [number, number];
    readonly calibration: {
      readonly count: number;
      readonly bins: readonly {
        readonly from: number;
        readonly to: number;
        readonly count: number;
        readonly predicted: number;
        readonly right: number;
      }[];
      readonly error: number;
    };
    /** The same under every limit of 1, 2, … segments. */
    readonly by_limit: {
      readonly mean_segments: readonly number[];
      readonly exact: readonly number[];
      readonly valid?: readonly number[];
    };
  };
}

export interface TeachOptions {
  readonly puzzles: string | FreshPuzzles;
  /** Optimiser steps. */
  readonly steps: number;
  /** Puzzles in a batch; 64 unless given. */
  readonly batch?: number;
  readonly learningRate?: number;
  /** Any other setting of `hrm train`, by its name in `TrainingSettings`: `optimizer`, `horizon`, … */
  readonly settings?: Readonly<Record<string, unknown>>;
  onStep?(step: TeachStep): void;
  readonly signal?: AbortSignal;
}

/** Means over the batch of a step. */
export interface TeachStep {
  readonly step: number;
  readonly loss: number;
  /** Shares of cells and of whole puzzles right after the step's segment. */
  readonly cell: number;
  readonly exact: number;
  readonly norm: number;
  readonly learningRate: number;
}

/** Opens a model. @throws Error in a sentence if it cannot be loaded or used */
export type OpenModel = (from: ModelFrom, options?: OpenOptions) => Promise<Model>;
