import { describe, expect, test, vi } from 'vitest';
import { until } from '../../tests/support/until';
import type { LessonCheckpoint } from '../checkpoint/lesson-store';
import { METRICS } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { SUDOKU_4 } from '../puzzles/sudoku/geometry';
import { generatedSource } from '../puzzles/sudoku/source';
import { blankModel } from '../training/initial-weights';
import { LESSONS } from '../training/lessons';
import type { TrainingSettings } from '../training/settings';
import { METRIC_ROWS } from '../training/step';
import { readCheckpoint, writeCheckpoint } from './lesson-checkpoint';
import type { LessonCommand, LessonEvent } from './lesson-protocol';
import { Teacher } from './teacher';
import { memoryKeeping } from './testing-keeping';
import { frailTrainer } from './testing-trainer';

// Real training, on machines that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const settings: TrainingSettings = {
  ...LESSONS['scratch-4'].settings,
  batch: 4,
  segments: 2,
  steps: 1000,
};
const prepare: LessonCommand = {
  type: 'prepare',
  lesson: { id: 'scratch-4' },
  settings,
  backend: 'wasm',
};

/** A teacher on WebAssembly; `spoil` may change what is read back of the metrics. */
function createTeacher(
  spoil: (rows: Float32Array) => void = () => undefined,
  model: HrmModel | null = null,
) {
  const events: LessonEvent[] = [];
  const memory = memoryKeeping();
  const { ladder, open, lose, loseAfter } = frailTrainer(spoil);
  const teacher = new Teacher(
    {
      ...memory.safe,
      loadModel: () =>
        model ? Promise.resolve(model) : Promise.reject(new Error('There is no model here.')),
      ladder,
    },
    (event) => events.push(event),
  );
  const of = <T extends LessonEvent['type']>(type: T) =>
    events.filter((event): event is Extract<LessonEvent, { type: T }> => event.type === type);
  const tell = async (...commands: LessonCommand[]) => {
    for (const command of commands) teacher.handle(command);
    await teacher.settled();
  };
  return { teacher, events, of, tell, memory, open, lose, loseAfter };
}

const weightsOf = (event: Extract<LessonEvent, { type: 'evaluated' }> | undefined) =>
  [...event!.weights].map(([name, data]) => [name, Array.from(data)] as const);

test('a lesson is prepared, trained for some steps, evaluated and kept', async () => {
  const { of, tell, memory } = createTeacher();
  await tell(prepare, { type: 'go', steps: 30 });
  const [prepared] = of('prepared');
  expect(prepared).toMatchObject({ lesson: 'scratch-4', step: 0, backend: { kind: 'wasm' } });
  expect(prepared!.cost.dispatches).toBeGreaterThan(30);
  expect(prepared!.cost.flops).toBeGreaterThan(1e7);
  const steps = of('metrics').flatMap((event) => event.steps);
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  expect(steps.at(-1)!.loss).toBeLessThan(steps[0]!.loss);
  expect(of('paused')).toMatchObject([{ step: 30, why: 'steps', message: null }]);
  const evalResults = of('evaluated').map(({ evalResult }) => evalResult);
  expect(evalResults[0]).toMatchObject({ step: 0, puzzles: 64 });
  expect(evalResults.at(-1)!.step).toBe(30);
  expect(evalResults.at(-1)!.exact).toHaveLength(settings.segments);
  expect([...memory.kept.values()]).toMatchObject([{ id: prepared!.id, step: 30 }]);
  expect(of('lesson-failed')).toEqual([]);
});

test('the same seed gives the same weights, another seed gives others', async () => {
  const learn = async (seed: number) => {
    const { of, tell } = createTeacher();
    const lesson = { ...prepare, settings: { ...settings, seed } };
    await tell(lesson, { type: 'go', steps: 12 });
    return weightsOf(of('evaluated').at(-1));
  };
  const first = await learn(7);
  expect(await learn(7)).toEqual(first);
  expect(await learn(8)).not.toEqual(first);
});

test('a lesson continues from its checkpoint, also in another tab', async () => {
  const first = createTeacher();
  await first.tell(prepare, { type: 'go', steps: 10 });
  await first.tell({ type: 'close' });
  const [[id, checkpoint]] = [...first.memory.kept] as [[string, LessonCheckpoint]];
  const second = createTeacher();
  second.memory.kept.set(id, checkpoint);
  await second.tell({ type: 'resume', checkpoint: id, backend: 'wasm' });
  const [resumed] = second.of('prepared');
  expect(resumed).toMatchObject({ id, step: 10, settings });
  expect(resumed!.metrics).toHaveLength(10);
  expect(weightsOf(second.of('evaluated')[0])).toEqual(weightsOf(first.of('evaluated').at(-1)));
  await second.tell({ type: 'go', steps: 5 });
  expect(second.of('paused')).toMatchObject([{ step: 15, why: 'steps' }]);
});

test('a lesson continues although the file of its model is gone', async () => {
  const model = blankModel(LESSONS['scratch-4'].blank!, { seed: 5, qContinue: false });
  const next = generatedSource({ geometry: SUDOKU_4, givens: [6, 9], seed: 3 });
  const puzzles = Array.from({ length: 12 }, next);
  const source = { name: 'old', config: 'old.json', weights: 'old.safetensors' };
  const first = createTeacher(undefined, model);
  await first.tell({ ...prepare, lesson: { id: 'own', model: source, puzzles } });
  await first.tell({ type: 'go', steps: 3 });
  const second = createTeacher();
  for (const [id, checkpoint] of first.memory.kept) second.memory.kept.set(id, checkpoint);
  const [id] = [...first.memory.kept.keys()] as [string];
  await second.tell({ type: 'resume', checkpoint: id, backend: 'wasm' });
  expect(second.of('lesson-failed')).toEqual([]);
  await second.tell({ type: 'rewind' });
  expect(weightsOf(second.of('evaluated').at(-1))).toEqual(weightsOf(first.of('evaluated')[0]));
});

test('rewinding restores the initial weights', async () => {
  const { of, tell } = createTeacher();
  await tell(prepare, { type: 'go', steps: 8 });
  await tell({ type: 'rewind' });
  const evalResults = of('evaluated');
  expect(weightsOf(evalResults.at(-1))).toEqual(weightsOf(evalResults[0]));
  expect(weightsOf(evalResults.at(-2))).not.toEqual(weightsOf(evalResults[0]));
  expect(of('paused').at(-1)).toMatchObject({ step: 0, why: 'asked' });
});

test('pause takes effect between two steps, and other commands are executed meanwhile', async () => {
  const { teacher, of, tell } = createTeacher();
  await tell(prepare);
  teacher.handle({ type: 'go' });
  teacher.handle({ type: 'adjust', learningRate: 1e-4 });
  await until(() => of('metrics').length > 0);
  teacher.handle({ type: 'compare', puzzles: 8 });
  await until(() => of('compared').length > 0);
  expect(of('paused')).toEqual([]);
  teacher.handle({ type: 'pause' });
  await teacher.settled();
  expect(of('paused')).toMatchObject([{ why: 'asked' }]);
  expect(of('compared')[0]).toMatchObject({
    before: { puzzles: 8, step: 0 },
    after: { puzzles: 8 },
  });
  // The report at a pause may repeat no step.
  const last = of('metrics')
    .flatMap(({ steps }) => steps)
    .at(-1)!;
  expect(last.learningRate).toBeLessThanOrEqual(1e-4);
});

test('a divergence stops the lesson and restores the last good weights', async () => {
  const nan = (rows: Float32Array) => {
    const step = 20; // the step's row, counted from 0
    const at = (step % METRIC_ROWS) * METRICS.length + METRICS.indexOf('loss');
    if (rows[at] !== 0) rows[at] = NaN;
  };
  const { of, tell } = createTeacher(nan);
  await tell(prepare, { type: 'go', steps: 10 });
  await tell({ type: 'go' });
  expect(of('paused').at(-1)).toMatchObject({ step: 10, why: 'diverged' });
  expect(of('paused').at(-1)!.message).toContain('At step 21 the loss was no longer a number.');
  const evalResults = of('evaluated');
  const atTen = evalResults.filter(({ evalResult }) => evalResult.step === 10);
  expect(weightsOf(evalResults.at(-1))).toEqual(weightsOf(atTen[0]));
});

test('weights that overflow before the metrics show it are not the device’s fault', async () => {
  const { of, tell } = createTeacher((rows) =>
    rows.forEach((value, at) => (rows[at] = Number.isFinite(value) ? value : 1)),
  );
  await tell(prepare, { type: 'go', steps: 10 });
  await tell({ type: 'adjust', learningRate: 1e38 }, { type: 'go', steps: 10 });
  expect(of('paused').at(-1)).toMatchObject({ step: 10, why: 'diverged' });
  expect(of('paused').at(-1)!.message).toContain('overflow');
  expect(of('paused')).toHaveLength(2);
  expect(of('prepared')).toHaveLength(1);
});

test('a lesson that another tab writes is not touched, or is taken over; then the other tab stops', async () => {
  const { teacher, events, of, tell, memory, open } = createTeacher();
  const { locks } = memory;
  await tell(prepare, { type: 'go', steps: 3 });
  await tell({ type: 'close' });
  const [checkpoint] = [...memory.kept.keys()] as [string];
  locks.free = false;
  await tell({ type: 'resume', checkpoint, backend: 'wasm' });
  expect(of('lesson-elsewhere')).toEqual([{ type: 'lesson-elsewhere', checkpoint }]);
  expect(of('prepared')).toHaveLength(1);
  await tell({ type: 'resume', checkpoint, backend: 'wasm', takeOver: true });
  expect(of('prepared').at(-1)).toMatchObject({ id: checkpoint, step: 3 });
  locks.steal();
  await until(() => of('lesson-failed').length > 0);
  expect(of('lesson-failed')[0]!.message).toBe('Another tab goes on with this lesson now.');
  await until(() => open() === 0);

  // Also while it trains: its last event is that it has stopped.
  await tell({ type: 'resume', checkpoint, backend: 'wasm', takeOver: true });
  teacher.handle({ type: 'go' });
  const before = of('metrics').length;
  await until(() => of('metrics').length > before);
  locks.steal();
  await until(() => of('lesson-failed').length > 1);
  await teacher.settled();
  expect(events.at(-1)).toMatchObject({ type: 'lesson-failed' });
  expect(open()).toBe(0);
});

test('numbers that are not finite are neither kept nor resumed', async () => {
  const { of, tell, memory } = createTeacher();
  await tell(prepare, { type: 'go', steps: 2 });
  const [[id, kept]] = [...memory.kept] as [[string, LessonCheckpoint]];
  for (const name of ['average', 'weights', Object.keys(kept.state).at(-1)!]) {
    const spoilt = structuredClone(kept);
    (spoilt.state[name] as Float32Array)[7] = NaN;
    memory.kept.set(id, spoilt);
    await tell({ type: 'resume', checkpoint: id, backend: 'wasm' });
    expect(of('lesson-failed').at(-1)!.message).toContain('not every number is finite');
  }
  memory.kept.set(id, { ...kept, step: 1e12 });
  await tell({ type: 'resume', checkpoint: id, backend: 'wasm' });
  expect(of('lesson-failed').at(-1)!.message).toContain('step');
  expect(of('lesson-failed')).toHaveLength(4);
  // A lesson that could not be resumed is not locked: another tab may try.
  expect(memory.locks.held.size).toBe(0);
  const stored = readCheckpoint(kept);
  stored.training.parameters.average[3] = Infinity;
  expect(() => writeCheckpoint(stored)).toThrow('no longer numbers');
});

describe('failures are reported in a sentence', () => {
  test('storage that is full does not end the lesson', async () => {
    const { of, tell, memory } = createTeacher();
    memory.storage.full = true;
    await tell(prepare, { type: 'go', steps: 3 });
    await tell({ type: 'go', steps: 3 });
    expect(of('not-checkpointed')).toMatchObject([{ message: 'There is no room left.' }]);
    expect(of('paused').at(-1)!.step).toBe(6);
    memory.storage.full = false;
    await tell({ type: 'go', steps: 1 });
    expect(of('checkpointed').at(-1)!.step).toBe(7);
  });

  test('a lesson without its model, and one that is not kept', async () => {
    const { of, tell } = createTeacher();
    await tell({
      ...prepare,
      lesson: { id: 'diagonal', model: { name: 'gone', saved: 'gone' } },
    });
    await tell({ type: 'resume', checkpoint: 'nothing', backend: 'wasm' });
    expect(of('lesson-failed').map(({ message }) => message)).toEqual([
      'There is no model here.',
      'This browser no longer keeps that lesson.',
    ]);
    await tell(prepare);
    expect(of('prepared')).toHaveLength(1);
  });

  test('a lost device costs only the steps since the last good state', async () => {
    const { of, tell, lose } = createTeacher();
    await tell(prepare, { type: 'go', steps: 5 });
    lose('the laptop slept');
    await until(() => of('prepared').length >= 2);
    await tell({ type: 'go', steps: 2 });
    expect(of('prepared').map(({ step }) => step)).toEqual([0, 5]);
    expect(of('paused').at(-1)).toMatchObject({ step: 7 });
  });

  test('a device lost while a lesson runs: it continues by itself to the same weights', async () => {
    const calm = createTeacher();
    await calm.tell(prepare, { type: 'go', steps: 8 });
    for (const steps of [0, 5]) {
      const struck = createTeacher();
      await struck.tell(prepare);
      struck.loseAfter(steps, 'the driver was reset');
      await struck.tell({ type: 'go', steps: 8 });
      await until(() => struck.of('paused').length > 0);
      expect(struck.of('lesson-failed')).toEqual([]);
      const [before, after] = struck.of('prepared').map(({ step }) => step);
      expect(before).toBe(0);
      expect(after).toBeLessThanOrEqual(steps);
      expect(struck.of('paused')).toMatchObject([{ step: 8, why: 'steps' }]);
      // Rows begin new puzzles after a resumption, so the result is the same only from the first
      // step on.
      if (after !== 0) continue;
      expect(weightsOf(struck.of('evaluated').at(-1))).toEqual(
        weightsOf(calm.of('evaluated').at(-1)),
      );
    }
  });
});
