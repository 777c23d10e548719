import { parseConfig, type HrmConfig } from '../../hrm/config';
import { TINY } from '../../hrm/testing';
import { encodeSudoku } from '../../puzzles/sudoku/codec';
import { SUDOKU_9, type SudokuGeometry } from '../../puzzles/sudoku/geometry';
import { parseSudoku } from '../../puzzles/sudoku/parse';
import type { Frame } from '../../reasoning/trace';
import { DEFAULT_SETTINGS } from '../../training/settings';
import type { LessonEvent, StepMetrics } from '../../worker/lesson-protocol';
import type { BackendReport } from '../../worker/protocol';
import { TABS } from '../worlds';
import { arcPage } from '../worlds/arc/page';
import { mazePage } from '../worlds/maze/page';
import { sudokuPage } from '../worlds/sudoku/page';
import type { ModelChoice } from './model';
import { createPlayground } from './playground';

/** Shared by the tests of the page's state. */

/** A fake worker client: records commands and can send events. */
export function createFakeClient<Command, Event>() {
  const sent: Command[] = [];
  const listeners = new Set<(event: Event) => void>();
  return {
    sent,
    say: (event: Event) => listeners.forEach((listener) => listener(event)),
    send: (command: Command) => void sent.push(command),
    subscribe(listener: (event: Event) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => listeners.clear(),
  };
}

export function sudokuBoard({ cells, rule }: SudokuGeometry) {
  return sudokuPage.board(cells, rule);
}

export function modelChoice(
  id: string,
  geometry: SudokuGeometry = SUDOKU_9,
  origin: ModelChoice['origin'] = 'saved',
): ModelChoice {
  const board = sudokuBoard(geometry);
  return {
    ...{ id, title: id, origin, source: { name: id, saved: id } },
    ...{ board, anySize: false, sides: [board.side], bytes: 1 },
  };
}

export function mazeChoice(
  id: string,
  side: number,
  origin: ModelChoice['origin'] = 'saved',
): ModelChoice {
  const board = mazePage.board(side * side);
  return { ...modelChoice(id, SUDOKU_9, origin), board, sides: [side] };
}

/** A maze model none of whose weights belongs to a position. */
export function anyMazeChoice(id: string, side: number): ModelChoice {
  return { ...mazeChoice(id, side, 'shipped'), anySize: true };
}

export const shipped: ModelChoice = {
  ...modelChoice('sudoku', SUDOKU_9, 'shipped'),
  source: { name: 'sudoku', config: 'sudoku/config.json', weights: 'sudoku/weights' },
};

export const arcShipped: ModelChoice = {
  ...modelChoice('arc', SUDOKU_9, 'shipped'),
  board: arcPage.board(100),
  sides: [10],
};

export function createTestPlayground(others: readonly ModelChoice[] = []) {
  return createPlayground({ tabs: TABS, models: [shipped, ...others], autoplay: false });
}

export const backendReport: BackendReport = {
  kind: 'webgpu',
  description: 'WebGPU',
  reason: null,
  available: { webgpu: null, wasm: null, cpu: null, onnx: null },
  better: null,
};

export function sudokuConfig({ size, cells, rule }: SudokuGeometry): HrmConfig {
  return parseConfig({
    ...TINY,
    vocab_size: size + 2,
    seq_len: cells,
    puzzle: { world: 'sudoku', width: size, height: size, rule },
  });
}

export function frameOf(tokens: Uint8Array): Frame {
  const confidence = Float32Array.from(tokens, () => 0.5);
  return { tokens, confidence, qHalt: -1, qContinue: 0, milliseconds: 1 };
}

export const smallPuzzle = encodeSudoku(parseSudoku('1.3..4.1.1.34..2'));
const smallSolution = encodeSudoku(parseSudoku('1234341221434321'));

export function prepared(
  geometry: SudokuGeometry,
  more: Partial<Extract<LessonEvent, { type: 'prepared' }>> = {},
): LessonEvent {
  return {
    type: 'prepared',
    id: 'abc',
    lesson: 'scratch-4',
    settings: DEFAULT_SETTINGS,
    config: sudokuConfig(geometry),
    parameters: 100,
    backend: backendReport,
    cost: { dispatches: 10, flops: 20, moved: 40, bytes: 30, tapeBytes: 5 },
    step: 0,
    metrics: [],
    evalResults: [],
    ...more,
  };
}

export function metricsAt(step: number, loss = 1): StepMetrics {
  return {
    ...{ step, loss, qLoss: 0, cell: 0.5, exact: 0.25, halted: 0 },
    ...{ haltedExact: null, haltedSegments: null, norm: 1, learningRate: 1e-3 },
  };
}

/** An evaluation of a 4×4 lesson, whose tracked example is thought about in two segments. */
export function evaluated(step: number, exact = [0.1, 0.2]): LessonEvent {
  return {
    type: 'evaluated',
    evalResult: { step, puzzles: 10, exact, cell: exact },
    trackedExample: {
      puzzle: smallPuzzle,
      solution: smallSolution,
      frames: [frameOf(smallPuzzle), frameOf(smallSolution)],
    },
    weights: new Map(),
  };
}
