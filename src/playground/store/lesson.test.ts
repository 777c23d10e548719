import { describe, expect, test } from 'vitest';
import { FIRST_EXAMPLE } from '../../puzzles/sudoku/examples';
import { SUDOKU_4, SUDOKU_9 } from '../../puzzles/sudoku/geometry';
import { parseSudoku } from '../../puzzles/sudoku/parse';
import { DEFAULT_SETTINGS } from '../../training/settings';
import type { LessonCommand, LessonEvent } from '../../worker/lesson-protocol';
import { writeDigit } from '../worlds/sudoku/edit';
import { driveLesson } from './lesson-driver';
import { sourceNow } from './model';
import { puzzleOf } from './puzzle';
import {
  createFakeClient,
  createTestPlayground,
  evaluated,
  metricsAt,
  prepared,
  shipped,
} from './testing';
import { traceOf } from './thought';

function createLessonTest() {
  const store = createTestPlayground();
  const worker = createFakeClient<LessonCommand, LessonEvent>();
  driveLesson(store, worker);
  const state = () => store.getState();
  /** Begins a lesson and gets it running. */
  const begin = () => {
    state().openTeach();
    state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
    worker.say(prepared(SUDOKU_4));
  };
  const types = () => worker.sent.map(({ type }) => type);
  return { store, worker, state, begin, types };
}

describe('a lesson', () => {
  test('is prepared with progress, then runs at once', () => {
    const { worker, state, types } = createLessonTest();
    state().openTeach();
    expect(state().teaching.phase).toBe('choosing');
    state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
    expect(state().teaching).toMatchObject({ phase: 'preparing', share: null });
    worker.say({ type: 'lesson-progress', text: 'Setting the exam', share: 0.5 });
    expect(state().teaching).toEqual({ phase: 'preparing', text: 'Setting the exam', share: 0.5 });
    worker.say(prepared(SUDOKU_4));
    expect(state().teaching.phase).toBe('running');
    expect(worker.sent).toEqual([
      { type: 'prepare', lesson: { id: 'scratch-4' }, settings: DEFAULT_SETTINGS, backend: 'auto' },
      { type: 'go' },
    ]);
    state().pauseLesson();
    expect(state().teaching.phase).toBe('running');
    worker.say({ type: 'paused', step: 7, why: 'asked', message: null });
    expect(state().teaching.phase).toBe('paused');
    expect(state().lesson).toMatchObject({ step: 7, since: null });
    state().train(1);
    expect(worker.sent.at(-1)).toEqual({ type: 'go', steps: 1 });
    expect(types()).toEqual(['prepare', 'go', 'pause', 'go']);
  });

  test('uses a backend that trains if ONNX Runtime was chosen for thinking', () => {
    const { worker, state } = createLessonTest();
    state().setBackend('onnx');
    state().resumeLesson('old');
    expect(worker.sent).toEqual([{ type: 'resume', checkpoint: 'old', backend: 'auto' }]);
  });

  test('continues with its history', () => {
    const { worker, state } = createLessonTest();
    state().resumeLesson('old');
    const evalResults = [{ step: 40, puzzles: 10, exact: [0.5], cell: [0.9] }];
    worker.say(
      prepared(SUDOKU_4, { step: 50, metrics: [metricsAt(49), metricsAt(50, 3)], evalResults }),
    );
    const { lesson } = state();
    expect(lesson).toMatchObject({ step: 50, evalResults, latest: { loss: 3 } });
    expect(lesson!.curve.points.map(({ step }) => step)).toEqual([49, 50]);
  });

  test('gathers metrics, evaluations, checkpoints and measurements', () => {
    const { worker, state, begin } = createLessonTest();
    begin();
    worker.say({ type: 'metrics', steps: [metricsAt(1), metricsAt(2)], stepsPerSecond: 20 });
    worker.say(evaluated(2));
    worker.say({ type: 'checkpointed', step: 2, bytes: 1000 });
    expect(state().lesson).toMatchObject({
      step: 2,
      stepsPerSecond: 20,
      kept: { step: 2, bytes: 1000 },
      student: { step: 2 },
    });
    worker.say({ type: 'not-checkpointed', message: 'The storage is full.' });
    expect(state().lesson!.keepingProblem).toBe('The storage is full.');
    expect(state().lesson!.kept).not.toBeNull();
    worker.say({ type: 'checkpointed', step: 3, bytes: 1000 });
    expect(state().lesson!.keepingProblem).toBeNull();

    state().compareLesson(100);
    expect(state().lesson).toMatchObject({ comparison: { at: 'work' } });
    const evalResult = { step: 2, puzzles: 100, exact: [0.5], cell: [0.5] };
    worker.say({ type: 'compared', before: evalResult, after: evalResult });
    expect(state().lesson).toMatchObject({
      comparison: { at: 'hand', step: 2, value: { after: evalResult } },
    });
    state().adjustRate(3e-4);
    expect(state().lesson!.learningRate).toBe(3e-4);
    expect(worker.sent.at(-1)).toEqual({ type: 'adjust', learningRate: 3e-4 });
  });

  test('rewinding forgets, and ignores earlier events', () => {
    const { worker, state, begin } = createLessonTest();
    begin();
    worker.say({ type: 'metrics', steps: [metricsAt(1)], stepsPerSecond: 20 });
    worker.say(evaluated(1));
    state().rewindLesson();
    expect(state().teaching.phase).toBe('paused');
    expect(state().lesson).toMatchObject({
      step: 0,
      evalResults: [],
      latest: null,
      rewinding: true,
    });
    worker.say({ type: 'metrics', steps: [metricsAt(2)], stepsPerSecond: 20 });
    worker.say(evaluated(2));
    worker.say({ type: 'paused', step: 2, why: 'asked', message: null });
    expect(state().lesson).toMatchObject({ step: 0, evalResults: [], latest: null });
    worker.say(evaluated(0, [0, 0]));
    expect(state().lesson).toMatchObject({ rewinding: false, evalResults: [{ step: 0 }] });
    state().train();
    worker.say({ type: 'metrics', steps: [metricsAt(1)], stepsPerSecond: 20 });
    expect(state().lesson!.curve.points).toHaveLength(1);
  });

  test('says why it stopped', () => {
    const { worker, state, begin } = createLessonTest();
    begin();
    const steps = [7, 8, 9, 10].map((step) => metricsAt(step, step < 10 ? 1 : NaN));
    worker.say({ type: 'metrics', steps, stepsPerSecond: 20 });
    worker.say({ type: 'paused', step: 8, why: 'diverged', message: 'The loss is NaN.' });
    expect(state().teaching).toEqual({ phase: 'diverged', message: 'The loss is NaN.' });
    expect(state().lesson!.curve.points.map(({ step }) => step)).toEqual([7, 8]);
    state().train();
    worker.say({ type: 'paused', step: 12, why: 'finished', message: null });
    expect(state().teaching.phase).toBe('finished');
    worker.say({ type: 'lesson-failed', message: 'The device was lost.' });
    expect(state().teaching).toEqual({ phase: 'failed', message: 'The device was lost.' });
    expect(state().lesson).toMatchObject({ step: 12, since: null });
  });

  test('continues by itself after its device was lost, running or paused as before', () => {
    const { worker, state, begin, types } = createLessonTest();
    begin();
    const steps = [1, 2, 3, 4].map((step) => metricsAt(step));
    worker.say({ type: 'metrics', steps, stepsPerSecond: 20 });
    worker.say(evaluated(4));
    worker.say({ type: 'lesson-progress', text: 'The device was lost', share: null });
    expect(state().lesson!.interruption).toBe('The device was lost');
    worker.say(prepared(SUDOKU_4, { step: 2, metrics: steps.slice(0, 2) }));
    expect(state().teaching.phase).toBe('running');
    expect(state().lesson).toMatchObject({ step: 2, interruption: null, student: { step: 4 } });
    expect(state().lesson!.curve.points).toHaveLength(2);
    worker.say({ type: 'paused', step: 2, why: 'asked', message: null });
    worker.say(prepared(SUDOKU_4, { step: 2, metrics: steps.slice(0, 2) }));
    expect(state().teaching.phase).toBe('paused');
    expect(types()).toEqual(['prepare', 'go']);
  });

  test('begun while another is being prepared replaces that one', () => {
    const { worker, state } = createLessonTest();
    state().beginLesson({ id: 'scratch-4' }, DEFAULT_SETTINGS);
    state().chooseAgain();
    state().beginLesson({ id: 'scratch-9' }, DEFAULT_SETTINGS);
    worker.say(prepared(SUDOKU_4));
    worker.say(prepared(SUDOKU_9, { id: 'second', lesson: 'scratch-9' }));
    expect(state().lesson).toMatchObject({ id: 'second', kind: 'scratch-9' });
    expect(state().teaching.phase).toBe('running');
  });

  test('that stops keeps its speed', () => {
    const { worker, state, begin } = createLessonTest();
    begin();
    worker.say({ type: 'metrics', steps: [metricsAt(1)], stepsPerSecond: 20 });
    worker.say({ type: 'metrics', steps: [metricsAt(2)], stepsPerSecond: 0 });
    expect(state().lesson!.stepsPerSecond).toBe(20);
  });

  test('that cannot be prepared leads back to the list', () => {
    const { worker, state, types } = createLessonTest();
    state().beginLesson({ id: 'scratch-9' }, DEFAULT_SETTINGS);
    worker.say({ type: 'lesson-failed', message: 'No memory.' });
    expect(state().teaching).toEqual({ phase: 'failed', message: 'No memory.' });
    expect(state().lesson).toBeNull();
    state().chooseAgain();
    expect(state().teaching.phase).toBe('choosing');
    expect(types()).toEqual(['prepare', 'close']);
  });

  test('that is closed gets no more events', () => {
    const { worker, state, begin, types } = createLessonTest();
    begin();
    state().closeTeach();
    worker.say({ type: 'metrics', steps: [metricsAt(1)], stepsPerSecond: 20 });
    worker.say(evaluated(1));
    worker.say({ type: 'lesson-failed', message: 'late' });
    expect(state().teaching.phase).toBe('closed');
    expect(state().lesson).toBeNull();
    expect(types()).toEqual(['prepare', 'go', 'close']);
  });

  test('takes no orders without a lesson', () => {
    const { state, types } = createLessonTest();
    state().train();
    state().pauseLesson();
    state().rewindLesson();
    state().closeTeach();
    expect(types()).toEqual([]);
  });
});

describe('the board', () => {
  test('shows the present thought about the tracked example, and restores the old puzzle later', () => {
    const { worker, state, begin } = createLessonTest();
    state().moveCursor(5);
    writeDigit(state(), 9);
    const mine = puzzleOf(state());
    begin();
    expect(puzzleOf(state())).toBe(mine);
    expect(state().limit).toBe(16);
    worker.say(evaluated(0));
    expect(state().limit).toBe(DEFAULT_SETTINGS.segments);
    expect(state().board.cells).toBe(SUDOKU_4.cells);
    expect(puzzleOf(state())).toEqual(parseSudoku('1.3..4.1.1.34..2'));
    expect(traceOf(state())!.frames).toHaveLength(2);
    expect(state().playback.segment).toBe(2);
    expect(sourceNow(state())).toMatchObject({ memory: { version: expect.any(String) as string } });

    state().setLimit(3);
    state().seek(1);
    const first = traceOf(state());
    worker.say(evaluated(5));
    expect(traceOf(state())).not.toBe(first);
    expect(state().playback.segment).toBe(1);
    expect(state().limit).toBe(3);

    state().closeTeach();
    expect(state().limit).toBe(16);
    expect(state().board.cells).toBe(SUDOKU_9.cells);
    expect(puzzleOf(state())).toBe(mine);
    state().undo();
    expect(puzzleOf(state())).toEqual(FIRST_EXAMPLE.puzzle);
    expect(sourceNow(state())).toBe(shipped.source);
  });

  test('keeps a puzzle put on it during the lesson', () => {
    const { worker, state, begin } = createLessonTest();
    begin();
    worker.say(evaluated(0));
    const other = parseSudoku('2..4.........14.');
    state().setPuzzle(other);
    expect(traceOf(state())).toBeNull();
    worker.say(evaluated(1));
    expect(puzzleOf(state())).toBe(other);
    expect(traceOf(state())).toBeNull();
    state().undo();
    worker.say(evaluated(2));
    expect(traceOf(state())!.frames).toHaveLength(2);
  });
});
