import { expect, test, vi } from 'vitest';
import { until } from '../../tests/support/until';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import { METRICS } from '../compute/training-ops';
import { parameterName, type HrmModel } from '../hrm/parameters';
import { passes } from '../puzzles/arc/vote';
import type { ArcSettings } from '../training/arc/settings';
import { blankArcModel, QUICK_SETTINGS, renamingTask } from '../training/arc/testing';
import { METRIC_ROWS } from '../training/step';
import type { ArcCommand, ArcEvent } from './arc-protocol';
import { ArcTeacher } from './arc-teacher';
import { memoryKeeping } from './testing-keeping';
import { frailTrainer } from './testing-trainer';

// Real training, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const TASK = renamingTask(4);
const SETTINGS: ArcSettings = { ...QUICK_SETTINGS, answerEvery: 5 };
/** Few and small steps, for tests in which the result does not matter. */
const SHORT: ArcSettings = { ...SETTINGS, steps: 6, batch: 2 };

const source = (name: string) => ({ name, config: `${name}.json`, weights: `${name}.safetensors` });
const OPEN: ArcCommand = { type: 'open', model: source('arc'), backend: 'auto' };
const learn = (run: number, settings = SHORT, task = TASK): ArcCommand => ({
  type: 'learn',
  run,
  record: { id: 'renaming', group: 'pasted', task },
  settings,
});

/** A teacher on WebAssembly; `spoil` may change what is read back of the metrics. */
function createTeacher(
  spoil: (rows: Float32Array) => void = () => undefined,
  model: HrmModel = blankArcModel(4, 16),
) {
  const events: ArcEvent[] = [];
  const { ladder, open, lose, loseAfter } = frailTrainer(spoil);
  const memory = memoryKeeping();
  const teacher = new ArcTeacher(
    {
      ...memory.safe,
      loadModel: ({ name }) =>
        name === 'arc'
          ? Promise.resolve(model)
          : Promise.reject(new Error(`There is no model ${name}.`)),
      ladder,
    },
    (event) => {
      events.push(event);
      onEvent(event);
    },
  );
  let onEvent: (event: ArcEvent) => void = () => undefined;
  const of = <T extends ArcEvent['type']>(type: T) =>
    events.filter((event): event is Extract<ArcEvent, { type: T }> => event.type === type);
  const tell = async (...commands: ArcCommand[]) => {
    for (const command of commands) teacher.handle(command);
    await teacher.settled();
  };
  /** Does something once, at the first event of a type. */
  const at = (type: ArcEvent['type'], act: () => void) => {
    onEvent = (event) => {
      if (event.type !== type) return;
      onEvent = () => undefined;
      act();
    };
  };
  return { teacher, events, of, tell, at, open, lose, loseAfter, memory };
}

test('answers a known task by its embedding without learning', async () => {
  const model = blankArcModel(4, 16);
  const { length } = model.weights.get(parameterName.puzzleTable)!;
  const table = Float32Array.from({ length }, (_, at) => Math.sin(at));
  const weights = new Map([...model.weights, [parameterName.puzzleTable, table]]);
  const { events, of, tell } = createTeacher(undefined, { ...model, weights });
  const settings = { ...SHORT, views: 1 };
  await tell(OPEN, { ...learn(1, settings), known: 1 } as ArcCommand);
  expect(of('arc-metrics')).toEqual([]);
  expect(of('arc-answers')).toMatchObject([{ run: 1, answers: { step: 0 } }]);
  expect(events.at(-1)).toMatchObject({ type: 'arc-rested', step: 0, why: 'asked' });

  await tell({ type: 'take', run: 1 });
  const [{ model: asked, step }] = of('arc-model') as [Extract<ArcEvent, { type: 'arc-model' }>];
  expect(step).toBe(0);
  expect(asked.weights.get(parameterName.puzzleTable)).toEqual(table.slice(length / 2));
});

test('a task is learned, with answers on the way, and answered right', async () => {
  const { of, tell } = createTeacher();
  await tell(OPEN, learn(1, SETTINGS));
  expect(of('arc-failed')).toEqual([]);
  expect(of('arc-ready')).toMatchObject([
    { model: 'arc', canvases: { own: 4, largest: 30 }, fast: false },
  ]);
  const [learning] = of('arc-learning');
  expect(learning).toMatchObject({ run: 1, embeddings: 2, settings: SETTINGS });
  expect(learning!.views[0]).toBe('t0-0123456789');

  const metrics = of('arc-metrics');
  expect(metrics.flatMap(({ steps }) => steps.map(({ step }) => step))).toEqual(
    Array.from({ length: SETTINGS.steps }, (_, index) => index + 1),
  );
  expect(metrics.at(-1)!.progress).toMatchObject({ step: 48, steps: 48 });

  const answers = of('arc-answers');
  expect(answers[0]).toMatchObject({ run: 1, asked: null, answers: { step: 0 } });
  expect(answers.length).toBeGreaterThan(2);
  const right = answers.map(({ answers: { questions } }) =>
    passes(questions[0]!.ranked, TASK.test[0]!.output!, 1),
  );
  expect(right[0]).toBe(false);
  expect(right.at(-1)).toBe(true);
  expect(of('arc-rested')).toMatchObject([{ run: 1, step: 48, why: 'finished', message: null }]);
  expect(() => structuredClone(answers)).not.toThrow();
});

test('a run pauses at once, continues, and can go further when it is finished', async () => {
  const { of, tell, at, teacher } = createTeacher();
  at('arc-learning', () => teacher.handle({ type: 'pause', run: 1 }));
  await tell(OPEN, learn(1));
  expect(of('arc-rested')).toMatchObject([{ step: 0, why: 'asked' }]);
  await tell({ type: 'resume', run: 1 });
  expect(of('arc-rested').at(-1)).toMatchObject({ step: 6, why: 'finished' });
  await tell({ type: 'resume', run: 1, steps: 3 });
  expect(of('arc-rested').at(-1)).toMatchObject({ step: 9, why: 'finished' });
  expect(of('arc-answers').at(-1)!.answers.step).toBe(9);
  // No run has this number: nothing happens.
  const before = of('arc-rested').length;
  await tell({ type: 'resume', run: 7 }, { type: 'pause', run: 7 }, { type: 'stop', run: 7 });
  expect(of('arc-rested')).toHaveLength(before);
});

test('a run that is paused before it has begun does not begin', async () => {
  const { of, tell } = createTeacher();
  await tell(OPEN, learn(1), { type: 'pause', run: 1 });
  const [rested] = of('arc-rested');
  expect(rested).toMatchObject({ why: 'asked' });
  expect(rested!.step).toBeLessThan(6);
});

test('answers other grids, and sends the model', async () => {
  const { of, tell } = createTeacher();
  await tell(OPEN, learn(1));
  const inputs = [TASK.train[0]!.input];
  await tell({ type: 'answer', run: 1, inputs, asked: 5 }, { type: 'take', run: 1 });
  const answered = of('arc-answers').at(-1)!;
  expect(answered).toMatchObject({ asked: 5, answers: { step: 6 } });
  expect(answered.answers.questions.map(({ input }) => input)).toEqual(inputs);
  expect(of('arc-model')).toMatchObject([
    { run: 1, step: 6, model: { config: { num_puzzle_identifiers: 2 } } },
  ]);
  const large = { height: 5, width: 5, cells: new Uint8Array(25) };
  await tell({ type: 'answer', run: 1, inputs: [large] });
  expect(of('arc-failed')).toMatchObject([{ during: 'answer', run: 1 }]);
});

test('another task, or `stop`, ends a run at once', async () => {
  const { of, tell, at, teacher } = createTeacher();
  at('arc-metrics', () => teacher.handle(learn(2)));
  await tell(OPEN, learn(1, { ...SETTINGS, steps: 5000 }));
  const [first, second] = of('arc-rested');
  expect(first).toMatchObject({ run: 1, why: 'stopped' });
  expect(first!.step).toBeLessThan(5000);
  expect(second).toMatchObject({ run: 2, why: 'finished' });
  await tell({ type: 'stop', run: 2 }, { type: 'answer', run: 2 });
  expect(of('arc-rested').at(-1)).toMatchObject({ run: 2, why: 'stopped' });
  expect(of('arc-answers').at(-1)!.answers.step).toBe(6);
  await tell(learn(3));
  expect(of('arc-rested').at(-1)).toMatchObject({ run: 3, why: 'finished' });
});

test('what cannot be learned is refused in a sentence, and the model stays open', async () => {
  const { of, tell } = createTeacher(undefined, blankArcModel(4, 16, true));
  await tell(learn(1));
  expect(of('arc-failed').at(-1)).toMatchObject({ during: 'learn', run: 1 });
  await tell(OPEN, learn(2, SHORT, renamingTask(6)));
  expect(of('arc-failed').at(-1)!.message).toMatch(/^This task has grids of up to 6 cells a side/);
  await tell(learn(3));
  expect(of('arc-rested')).toMatchObject([{ run: 3, why: 'finished' }]);
  await tell({ ...OPEN, model: source('none') });
  expect(of('arc-failed').at(-1)).toMatchObject({
    during: 'open',
    message: expect.stringMatching(/no model none/) as string,
  });
});

test('a task larger than the canvas is learned on a larger one, and kept with it', async () => {
  const { of, tell } = createTeacher();
  await tell(OPEN, learn(1, SHORT, renamingTask(6)));
  expect(of('arc-failed')).toEqual([]);
  const { side, checkpoint } = of('arc-learning')[0]!;
  expect(side).toBe(6);
  const { questions } = of('arc-answers').at(-1)!.answers;
  expect(questions[0]!.frames[0]!.tokens).toHaveLength(36);
  await tell({ type: 'take', run: 1 });
  expect(of('arc-model').at(-1)!.model.config.seq_len).toBe(36);
  await tell(learn(2), { type: 'take-up', run: 3, checkpoint: checkpoint! });
  expect(of('arc-failed')).toEqual([]);
  expect(of('arc-learning').map((each) => each.side)).toEqual([6, 4, 6]);
});

test('a model for another world is not opened', async () => {
  const model = blankArcModel(4, 16);
  const other = { ...model, config: { ...model.config, vocab_size: 11 } };
  const { of, tell } = createTeacher(undefined, other);
  await tell(OPEN);
  expect(of('arc-failed')).toMatchObject([
    { during: 'open', message: expect.stringMatching(/not think about ARC/) as string },
  ]);
  expect(of('arc-ready')).toEqual([]);
});

test('a run that diverges goes back to good weights, and says so', async () => {
  let spoiled = false;
  const { of, tell } = createTeacher((rows) => {
    for (let row = 0; row < METRIC_ROWS; row++) {
      const at = row * METRICS.length + METRICS.indexOf('loss');
      if (!spoiled && rows[at]! > 0 && row >= 3) {
        rows[at] = NaN;
        spoiled = true;
      }
    }
  });
  await tell(OPEN, learn(1, { ...SHORT, steps: 2000, answerEvery: 2000 }));
  expect(of('arc-rested')).toMatchObject([{ run: 1, step: 0, why: 'diverged' }]);
  expect(of('arc-rested')[0]!.message).toMatch(/no longer a number.*step 0 are back/);
  expect(of('arc-answers').at(-1)!.answers.step).toBe(0);
});

test('a device lost while a task is learned: the run goes on by itself to the same weights', async () => {
  const settings = { ...SHORT, steps: 8, answerEvery: 0 };
  const [calm, struck] = [createTeacher(), createTeacher()];
  await calm.tell(OPEN, learn(1, settings));
  await calm.tell({ type: 'take', run: 1 });
  await struck.tell(OPEN);
  struck.loseAfter(3, 'driver reset');
  await struck.tell(learn(1, settings));
  await until(() => struck.of('arc-rested').length > 0);
  await struck.tell({ type: 'take', run: 1 });
  expect(struck.of('arc-failed')).toEqual([]);
  expect(struck.of('arc-ready')).toHaveLength(2);
  expect(struck.of('arc-learning').map(({ step }) => step)).toEqual([0, 0]);
  expect(struck.of('arc-rested')).toMatchObject([{ run: 1, step: 8, why: 'finished' }]);
  expect(struck.of('arc-model')[0]!.model).toEqual(calm.of('arc-model')[0]!.model);
  expect(struck.open()).toBe(1);
});

test('a device lost at rest: the result is restored, and can be exported', async () => {
  const { of, tell, lose } = createTeacher();
  await tell(OPEN, learn(1));
  await tell({ type: 'take', run: 1 });
  lose('the laptop slept');
  await until(() => of('arc-rested').length > 1);
  await tell({ type: 'take', run: 1 });
  const [before, after] = of('arc-model');
  expect(after).toEqual(before);
  expect(of('arc-failed')).toEqual([]);
});

test('a device that is lost again and again is given up, in a sentence', async () => {
  const { of, tell, lose, open } = createTeacher();
  await tell(OPEN);
  for (let time = 1; time <= 3; time++) {
    lose('driver reset');
    await until(() => of('arc-ready').length > time || of('arc-failed').length > 0);
  }
  expect(of('arc-failed')).toMatchObject([{ during: 'open', run: null }]);
  expect(of('arc-failed')[0]!.message).toContain('lost or did not open 3 times within a minute');
  expect(open()).toBe(0);
  await tell(OPEN);
  expect(of('arc-ready')).toHaveLength(4);
});

test('a run is kept, and goes on in another tab with the task, its steps and its curve', async () => {
  const first = createTeacher();
  first.at('arc-metrics', () => first.teacher.handle({ type: 'pause', run: 1 }));
  const settings = { ...SHORT, steps: 60 };
  await first.tell(OPEN, learn(1, settings));
  const { step } = first.of('arc-rested')[0]!;
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(60);
  const [[id, kept]] = [...first.memory.kept] as [[string, LessonCheckpoint]];
  expect(first.of('arc-learning')[0]!.checkpoint).toBe(id);
  expect(kept).toMatchObject({ lesson: 'arc-task', title: 'renaming', step });
  expect(first.of('arc-keeping')).toMatchObject([{ run: 1, keeping: { type: 'checkpointed' } }]);
  await first.tell({ type: 'take', run: 1 });

  // The open model may be another one by then.
  const second = createTeacher(undefined, blankArcModel(4, 8));
  second.memory.kept.set(id, kept);
  second.at('arc-learning', () => second.teacher.handle({ type: 'pause', run: 9 }));
  await second.tell(OPEN, { type: 'take-up', run: 9, checkpoint: id });
  expect(second.of('arc-failed')).toEqual([]);
  const [taken] = second.of('arc-taken-up');
  expect(taken).toMatchObject({ run: 9, settings, record: { id: 'renaming', task: TASK } });
  expect(taken!.metrics.map((metrics) => metrics.step)).toEqual(
    Array.from({ length: step }, (_, at) => at + 1),
  );
  expect(second.of('arc-rested')).toMatchObject([{ run: 9, step, why: 'asked' }]);
  await second.tell({ type: 'take', run: 9 });
  expect(second.of('arc-model')[0]!.model).toEqual(first.of('arc-model')[0]!.model);
  await second.tell({ type: 'resume', run: 9 });
  expect(second.of('arc-rested').at(-1)).toMatchObject({ step: 60, why: 'finished' });
  expect(second.memory.kept.get(id)!.step).toBe(60);
});

test('a run that another tab writes is not touched, or is taken over; then the other tab stops', async () => {
  const { of, tell, memory } = createTeacher();
  const { locks, kept } = memory;
  await tell(OPEN, learn(1));
  await tell({ type: 'stop', run: 1 });
  expect(locks.held.size).toBe(0);
  const [checkpoint] = [...kept.keys()] as [string];
  locks.free = false;
  await tell({ type: 'take-up', run: 2, checkpoint });
  expect(of('arc-elsewhere')).toEqual([{ type: 'arc-elsewhere', run: 2, checkpoint }]);
  expect(of('arc-learning')).toHaveLength(1);
  await tell({ type: 'take-up', run: 3, checkpoint, takeOver: true });
  expect(of('arc-learning').at(-1)).toMatchObject({ run: 3, step: 6 });
  const before = kept.get(checkpoint);
  locks.steal();
  await until(() => of('arc-failed').length > 0);
  expect(of('arc-failed')[0]).toMatchObject({ during: 'learn', run: 3 });
  expect(of('arc-failed')[0]!.message).toBe('Another tab goes on with this task now.');
  await tell({ type: 'resume', run: 3 });
  expect(kept.get(checkpoint)).toBe(before);
});

test('a forgotten run is removed from the browser, and a known task is never kept', async () => {
  const { tell, memory } = createTeacher();
  await tell(OPEN, learn(1));
  expect(memory.kept.size).toBe(1);
  await tell({ type: 'stop', run: 1, forget: true });
  expect(memory.kept.size).toBe(0);
  await tell({ ...learn(2), known: 1 } as ArcCommand);
  expect(memory.kept.size).toBe(0);
});

test('refuses damaged records, and those of another canvas, with the reason', async () => {
  const { of, tell, memory } = createTeacher();
  await tell(OPEN, learn(1));
  const [[checkpoint, sound]] = [...memory.kept] as [[string, LessonCheckpoint]];
  const spoilt: [LessonCheckpoint, string][] = [
    [{ ...sound, step: 1e12 }, 'step'],
    [{ ...sound, settings: { ...(sound.settings as ArcSettings), steps: 0 } }, 'settings.steps'],
    [{ ...sound, source: { ...(sound.source as object), task: { train: [] } } }, 'train'],
    [{ ...sound, lesson: 'scratch-4' }, 'lesson'],
    [{ ...sound, state: { ...sound.state, weights: new Float32Array(3) } }, 'state.weights'],
    [withNaN(sound, 'second'), 'state.second: not every number is finite'],
    [withNaN(sound, 'puzzles'), 'state.puzzles: not every number is finite'],
  ];
  for (const [record, what] of spoilt) {
    memory.kept.set(checkpoint, record);
    await tell({ type: 'take-up', run: 2, checkpoint });
    expect(of('arc-failed').at(-1)!.message).toContain('The stored ARC task cannot be taken up');
    expect(of('arc-failed').at(-1)!.message).toContain(what);
  }
  expect(of('arc-failed')).toHaveLength(spoilt.length);
  await tell({ type: 'take-up', run: 3, checkpoint: 'nothing' });
  expect(of('arc-failed').at(-1)!.message).toBe('This browser no longer keeps that task.');
  expect(memory.locks.held.size).toBe(0);

  const wider = createTeacher(undefined, blankArcModel(5, 16));
  wider.memory.kept.set(checkpoint, sound);
  await wider.tell(OPEN, { type: 'take-up', run: 1, checkpoint });
  expect(wider.of('arc-failed')[0]!.message).toContain('a canvas of 4×4; the one at work has 5×5');
});

test('full storage is reported once, and learning continues', async () => {
  const { of, tell, memory } = createTeacher();
  memory.storage.full = true;
  await tell(OPEN, learn(1));
  await tell({ type: 'resume', run: 1, steps: 2 });
  expect(of('arc-keeping')).toMatchObject([{ keeping: { message: 'There is no room left.' } }]);
  expect(of('arc-rested').at(-1)).toMatchObject({ step: 8, why: 'finished' });
});

test('a run that is stopped before it has begun does not begin', async () => {
  const { of, tell } = createTeacher();
  await tell(OPEN, learn(1), { type: 'stop', run: 1 });
  expect(of('arc-metrics')).toEqual([]);
  expect(of('arc-rested').at(-1)).toMatchObject({ run: 1, why: 'stopped' });
});

function withNaN(sound: LessonCheckpoint, name: string): LessonCheckpoint {
  const spoilt = structuredClone(sound);
  (spoilt.state[name] as Float32Array)[2] = NaN;
  return spoilt;
}
