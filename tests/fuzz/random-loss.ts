import type { Backend } from '../../src/compute/backend';
import { createCpuBackend } from '../../src/compute/cpu/backend';
import { Ladder } from '../../src/compute/ladder';
import type { TrainingBackend } from '../../src/compute/training-ops';
import { parseConfig } from '../../src/hrm/config';
import { createRandom } from '../../src/puzzles/random';
import { blankArcModel, QUICK_SETTINGS, renamingTask } from '../../src/training/arc/testing';
import { LESSONS } from '../../src/training/lessons';
import type { ArcCommand, ArcEvent } from '../../src/worker/arc-protocol';
import { ArcTeacher } from '../../src/worker/arc-teacher';
import { Engine } from '../../src/worker/engine';
import type { EvaluationEvent, EvaluationOrder } from '../../src/worker/evaluation-protocol';
import { Evaluator } from '../../src/worker/evaluator';
import type { ExperimentEvent, ExperimentPlan } from '../../src/worker/experiment-protocol';
import { Experimenter } from '../../src/worker/experimenter';
import type { LessonCommand, LessonEvent } from '../../src/worker/lesson-protocol';
import type { Event } from '../../src/worker/protocol';
import type { StudyOrder } from '../../src/worker/study-protocol';
import { Teacher } from '../../src/worker/teacher';
import { input, lessonAt, randomModel } from '../../src/worker/testing';
import { memoryKeeping } from '../../src/worker/testing-keeping';
import { TINY_CONFIG, tinyModel } from '../support/tiny-model';

/** Counts the calls to devices, and loses the current device at a given call. */
function doomed() {
  let calls = 0;
  let doom = Infinity;
  let alive = 0;
  let lost = 0;
  const open = (): Promise<TrainingBackend> => {
    alive++;
    const cpu = createCpuBackend();
    let gone = false;
    let isDisposed = false;
    let tell: (reason: string) => void = () => undefined;
    const end = new Promise<string>((resolve) => (tell = resolve));
    const ask = <T>(work: () => T): T => {
      if (++calls === doom) {
        doom = Infinity;
        gone = true;
        lost++;
        // A browser reports the loss a moment after the first call has failed, or at once.
        if (calls % 2 === 0) tell('lost at random');
        else setTimeout(() => tell('lost at random'), calls % 30);
      }
      if (gone) throw new Error('The device is gone.');
      return work();
    };
    const record =
      <B, R extends Parameters<Backend['record']>[1]>(
        how: (build: B, reads: R) => ReturnType<Backend['record']>,
      ) =>
      async (build: B, reads: R) => {
        const program = await ask(() => how(build, reads));
        return {
          ...program,
          submit: () => ask(() => program.submit()),
          run: async () => ask(() => program.run()),
        };
      };
    return Promise.resolve({
      ...cpu,
      lost: end,
      tensor: (...args: Parameters<Backend['tensor']>) => ask(() => cpu.tensor(...args)),
      write: (...args: Parameters<Backend['write']>) => ask(() => cpu.write(...args)),
      read: async (tensor: Parameters<Backend['read']>[0]) => ask(() => cpu.read(tensor)),
      record: record(cpu.record),
      recordTraining: record(cpu.recordTraining),
      dispose() {
        if (!isDisposed) alive--;
        isDisposed = true;
      },
    });
  };
  return {
    ladder: () => new Ladder([{ kind: 'cpu', label: 'The device', open }]),
    loseAfter: (more: number) => (doom = calls + more),
    calls: () => calls,
    alive: () => alive,
    lost: () => lost,
  };
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

async function until(done: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 30_000;
  while (!done()) {
    if (performance.now() > end) throw new Error(`${what} did not come to an end.`);
    await pause();
  }
}

interface Trial {
  /** The results to compare. */
  readonly result: unknown;
  /** All calls to devices, and the devices that remain after everything was closed. */
  readonly calls: number;
  readonly left: number;
  readonly lost: number;
}

/** A 4×4 Sudoku with one answer. */
const solvable = Uint8Array.from('1230341021434320', (digit) => Number(digit) + 1);

const thinker = randomModel(1, parseConfig(TINY_CONFIG));
const wideModel = lessonAt(1, thinker);

/** A thought of some segments in the given number of chains. */
async function think(numChains: number, loseAfter: number): Promise<Trial> {
  const device = doomed();
  const events: Event[] = [];
  const load = () => Promise.resolve({ model: thinker, cached: false });
  const engine = new Engine({ loadModel: load, ladder: device.ladder() }, (event) =>
    events.push(event),
  );
  device.loseAfter(loseAfter);
  engine.handle({ type: 'open', model: wideModel, backend: 'auto' });
  engine.handle({ type: 'think', run: 1, input, identifier: 0, limit: 4, numChains, restart: 2 });
  engine.handle({ type: 'inspect', inspection: 1, input, identifier: 0, limit: 2 });
  const has = (type: Event['type'], count: number) =>
    events.filter((event) => event.type === type).length >= count;
  await until(
    () => (has('rested', 1) && has('inspected', 2)) || has('failed', 1),
    `thinking in ${numChains}`,
  );
  await engine.settled();
  const failed = events.filter((event) => event.type === 'failed');
  const frames = new Map(
    events.flatMap((event) => {
      if (event.type !== 'frame') return [];
      const { tokens, confidence, qHalt } = event.frame;
      return [[event.segment, { tokens, confidence, qHalt }] as const];
    }),
  );
  const seen = events.flatMap((event) => (event.type === 'inspected' ? [event.segment] : []));
  const result = { failed, frames: [...frames], seen: Math.max(...seen) };
  return { result, calls: device.calls(), left: device.alive() - 1, lost: device.lost() };
}

/** Runs every study of a thought, one after the other, while the model thinks. */
const STUDIES: readonly StudyOrder[] = [
  { kind: 'steps', segment: 2 },
  { kind: 'look', segment: 1, application: 1 },
  { kind: 'spectrum', segment: 1, products: 3 },
  { kind: 'gradients', segments: 2 },
  { kind: 'attractors', start: 'noise', sigma: 1, starts: 2, segments: 2 },
  { kind: 'untrained', segments: 1, seeds: 2 },
];

/** Figures without the measuring times. */
const withoutTimes = (figures: unknown): unknown =>
  JSON.parse(
    JSON.stringify(figures, (key, value: unknown) => (key === 'milliseconds' ? null : value)),
  );

async function study(loseAfter: number): Promise<Trial> {
  const device = doomed();
  const events: Event[] = [];
  const model = tinyModel();
  const load = () => Promise.resolve({ model, cached: false });
  const engine = new Engine({ loadModel: load, ladder: device.ladder() }, (event) =>
    events.push(event),
  );
  device.loseAfter(loseAfter);
  engine.handle({ type: 'open', model: lessonAt(1, model), backend: 'auto' });
  STUDIES.forEach((order, number) =>
    engine.handle({ type: 'study', study: number, order, input: solvable, identifier: 0 }),
  );
  const ended = () => events.filter(({ type }) => type === 'study-ended');
  await until(() => ended().length === STUDIES.length, 'studying');
  await engine.settled();
  const parts = STUDIES.map((_, number) =>
    events.flatMap((event) =>
      event.type === 'studied' && event.study === number ? [withoutTimes(event.part)] : [],
    ),
  );
  const failed = events.filter(({ type }) => type === 'failed');
  const messages = events.flatMap((event) =>
    event.type === 'study-ended' && event.message !== null ? [event.message] : [],
  );
  const result = { failed, messages, parts };
  return { result, calls: device.calls(), left: device.alive() - 1, lost: device.lost() };
}

/** Evaluates some puzzles in chains that start over. */
async function measure(loseAfter: number): Promise<Trial> {
  const device = doomed();
  const events: EvaluationEvent[] = [];
  const loadModel = () => Promise.resolve({ model: tinyModel(), cached: false });
  const evaluator = new Evaluator({ loadModel, ladder: device.ladder() }, (event) =>
    events.push(event),
  );
  const givens: [number, number] = [5, 8];
  const order: EvaluationOrder = {
    set: { kind: 'sudoku', count: 3, seed: 7, size: 4, rule: 'classic', givens, hard: 0 },
    segments: 3,
    chains: 2,
    diversity: { views: true, sigma: 0.1 },
    restart: 1,
    seed: 3,
  };
  device.loseAfter(loseAfter);
  const model = lessonAt(1);
  evaluator.handle({ type: 'evaluate', evaluation: 1, model, backend: 'auto', order });
  await evaluator.settled();
  const outcomes = events.flatMap((event) => (event.type === 'evaluated' ? event.outcomes : []));
  const ended = events.filter(({ type }) => type === 'evaluation-ended');
  const result = { ended, outcomes: withoutTimes(outcomes) };
  return { result, calls: device.calls(), left: device.alive(), lost: device.lost() };
}

/** Trains two blank models side by side, and goes on from the last step after a loss. */
async function experiment(loseAfter: number): Promise<Trial> {
  const device = doomed();
  const readings: unknown[] = [];
  const ends: ExperimentEvent[] = [];
  const hear = (event: ExperimentEvent) => {
    if (event.type === 'experiment-reading') readings.push(withoutTimes(event.reading));
    if (event.type === 'experiment-done' || event.type === 'experiment-failed') ends.push(event);
  };
  // There is a checkpoint after every step.
  const experimenter = new Experimenter(device.ladder(), hear, 0);
  device.loseAfter(loseAfter);
  const settings = { batch: 2 };
  const blank = { hidden_size: 32 };
  const plan: ExperimentPlan = {
    lesson: 'scratch-4',
    entrants: [
      { id: 'hrm', blank, settings },
      { id: 'trm', blank: { ...blank, arch: 'trm' }, settings },
    ],
    seed: 1,
    steps: 6,
    every: 2,
    evalPuzzles: 2,
  };
  experimenter.handle({ type: 'experiment', plan, backend: 'auto' });
  await experimenter.settled();
  return {
    result: { ends, readings },
    calls: device.calls(),
    left: device.alive(),
    lost: device.lost(),
  };
}

/**
 * Results are equal only if everything is learned again from the first step, because training that
 * goes on from a checkpoint begins new puzzles. On a busy machine the usual time between two
 * checkpoints would pass during the run.
 */
const NEVER_ON_THE_WAY = { every: Infinity };

/** Learns an ARC task from the first step to the last. The result has the learned weights. */
async function learn(loseAfter: number): Promise<Trial> {
  const device = doomed();
  const events: ArcEvent[] = [];
  const model = blankArcModel(4, 16);
  const teacher = new ArcTeacher(
    {
      loadModel: () => Promise.resolve(model),
      ladder: device.ladder(),
      ...memoryKeeping().safe,
      ...NEVER_ON_THE_WAY,
    },
    (event) => events.push(event),
  );
  const source = { name: 'arc', config: 'arc.json', weights: 'arc.safetensors' };
  const settings = { ...QUICK_SETTINGS, steps: 6, batch: 2, answerEvery: 0 };
  const commands: ArcCommand[] = [
    { type: 'open', model: source, backend: 'auto' },
    {
      type: 'learn',
      run: 1,
      record: { id: 'renaming', group: '', task: renamingTask(4) },
      settings,
    },
  ];
  device.loseAfter(loseAfter);
  for (const command of commands) teacher.handle(command);
  const over = () => events.some(({ type }) => type === 'arc-rested' || type === 'arc-failed');
  await until(over, 'learning');
  await teacher.settled();
  teacher.handle({ type: 'take', run: 1 });
  const taken = () => events.some(({ type }) => type === 'arc-model' || type === 'arc-failed');
  await until(taken, 'taking the model');
  const failed = events.filter(({ type }) => type === 'arc-failed');
  const learned = events.find((event) => event.type === 'arc-model')?.model.weights;
  const result = { failed, learned: learned && [...learned] };
  teacher.handle({ type: 'close' });
  await teacher.settled();
  return { result, calls: device.calls(), left: device.alive(), lost: device.lost() };
}

/** Trains a lesson for some steps and compares before and after. The result has the stored lesson. */
async function teach(loseAfter: number): Promise<Trial> {
  const device = doomed();
  const events: LessonEvent[] = [];
  const memory = memoryKeeping();
  const teacher = new Teacher(
    {
      loadModel: () => Promise.reject(new Error('A lesson from scratch loads no model.')),
      ladder: device.ladder(),
      ...memory.safe,
      ...NEVER_ON_THE_WAY,
    },
    (event) => events.push(event),
  );
  const settings = { ...LESSONS['scratch-4'].settings, batch: 2, segments: 2, steps: 6 };
  const commands: LessonCommand[] = [
    { type: 'prepare', lesson: { id: 'scratch-4' }, settings, backend: 'auto' },
    { type: 'go' },
  ];
  device.loseAfter(loseAfter);
  for (const command of commands) teacher.handle(command);
  const finished = () =>
    events.some((event) => event.type === 'paused' && event.why === 'finished');
  const failed = () => events.filter(({ type }) => type === 'lesson-failed');
  await until(() => finished() || failed().length > 0, 'a lesson');
  await teacher.settled();
  const [kept] = [...memory.kept.values()];
  const learned = events.findLast((event) => event.type === 'evaluated');
  const result = {
    failed: failed(),
    learned: learned && [learned.evalResult, [...learned.weights]],
    kept: kept && [kept.step, kept.state, kept.metrics],
  };
  teacher.handle({ type: 'close' });
  await teacher.settled();
  return { result, calls: device.calls(), left: device.alive(), lost: device.lost() };
}

/**
 * Runs everything once undisturbed, and then `count` times with a device that is lost at a random
 * call. The results must be equal, no failure may be reported, and no device may remain.
 */
export async function loseAtRandom(
  count: number,
  seed: number,
): Promise<{ readonly losses: number; readonly findings: readonly string[] }> {
  const random = createRandom(seed);
  const trials = {
    'one chain': (at: number) => think(1, at),
    'four chains': (at: number) => think(4, at),
    'an ARC task': learn,
    'a lesson': teach,
    'studies of a thought': study,
    measuring: measure,
    'an experiment': experiment,
  };
  const names = Object.keys(trials) as (keyof typeof trials)[];
  const calm = new Map(
    await Promise.all(names.map(async (name) => [name, await trials[name](Infinity)] as const)),
  );
  const findings: string[] = [];
  let losses = 0;
  const warn = console.warn;
  console.warn = () => undefined;
  for (let index = 0; index < count; index++) {
    const name = names[index % names.length]!;
    const { result, calls } = calm.get(name)!;
    const at = 1 + random.below(calls);
    try {
      const trial = await trials[name](at);
      losses += trial.lost;
      if (JSON.stringify(trial.result) !== JSON.stringify(result)) {
        findings.push(`${name}, lost at call ${at} of ${calls}: another result`);
      } else if (trial.left !== 0) {
        findings.push(`${name}, lost at call ${at} of ${calls}: ${trial.left} devices left over`);
      }
    } catch (error) {
      findings.push(`${name}, lost at call ${at} of ${calls}: ${(error as Error).message}`);
    }
  }
  console.warn = warn;
  return { losses, findings };
}
