import { serializeModel } from '../checkpoint/model-folder';
import type { BackendKind } from '../compute/backend';
import { Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { RefusedError } from '../compute/own-fault';
import { thinkingRungs, trainingRungs, type Surroundings } from '../compute/rungs';
import type { HrmConfig } from '../hrm/config';
import { identifierAmong } from '../hrm/identifier';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { THOUGHT_SEED } from '../hrm/starts';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { decodeArc } from '../puzzles/arc/codec';
import { formatArcGrid } from '../puzzles/arc/text';
import { readOne } from '../puzzles/reading/read-one';
import { geometryForCells } from '../puzzles/sudoku/geometry';
import { usualGivens } from '../puzzles/sudoku/source';
import type { World } from '../puzzles/world';
import { worldOf } from '../puzzles/worlds';
import { modelOfSide } from '../reasoning/board-size';
import { claimed } from '../reasoning/calibration';
import { OTHER_VIEWS, type Diversity } from '../reasoning/diversity';
import { summarise, type Exam, type Outcome } from '../reasoning/evaluate';
import { countOf, examsOf, type ExamSet } from '../reasoning/exam-set';
import { isWish, type Frame } from '../reasoning/trace';
import { DivergenceMonitor } from '../training/divergence-monitor';
import { isFiniteState } from '../training/parameters';
import { RewindableExamples } from '../training/rewindable-examples';
import { DEFAULT_SETTINGS, settingsSchema } from '../training/settings';
import { lessonOfTable } from '../training/table-lesson';
import { Trainer, type TrainerState } from '../training/trainer';
import { Engine } from '../worker/engine';
import type { EvaluationEvent } from '../worker/evaluation-protocol';
import { Evaluator } from '../worker/evaluator';
import { nextTask } from '../worker/next-task';
import type { Event } from '../worker/protocol';
import type { FreshPuzzles, Segment } from './api';
import { loadAddress } from './load';
import type { Opened, Reply, Request } from './protocol';

type Of<T extends Request['type']> = Extract<Request, { type: T }>;

/** Milliseconds between two points from which teaching can continue. */
const KEEP_EVERY = 5000;
/** Steps between two readings of the metrics. */
const READ_EVERY = 8;

/** Handles the requests about one model: the worker's side of the library. */
export class Host {
  #model: HrmModel | null = null;
  #backend: BackendKind | 'auto' = 'auto';
  readonly #cancelled = new Set<number>();
  readonly #engineListeners = new Set<(event: Event) => void>();
  readonly #evaluationListeners = new Set<(event: EvaluationEvent) => void>();
  readonly #engine: Engine;
  readonly #evaluator: Evaluator;

  constructor(
    private readonly place: Surroundings,
    private readonly reply: (reply: Reply) => void,
  ) {
    const parts = {
      loadModel: () => Promise.resolve({ model: this.#opened, cached: false }),
      ladder: new Ladder(thinkingRungs(place)),
    };
    this.#engine = new Engine(parts, (event) => {
      for (const listener of this.#engineListeners) listener(event);
    });
    this.#evaluator = new Evaluator(
      { ...parts, ladder: new Ladder(thinkingRungs(place)) },
      (event) => {
        for (const listener of this.#evaluationListeners) listener(event);
      },
    );
  }

  /** Never rejects: errors are sent as replies. */
  async handle(request: Request): Promise<void> {
    const { id } = request;
    if (request.type === 'cancel') {
      this.#cancelled.add(id);
      this.#engine.handle({ type: 'stop', run: id });
      this.#evaluator.handle({ type: 'cancel-evaluation', evaluation: id });
      return;
    }
    try {
      this.reply({ id, type: 'done', value: await this.#answer(request) });
    } catch (error) {
      this.reply({ id, type: 'failed', message: messageOf(error) });
    }
  }

  #answer(request: Exclude<Request, Of<'cancel'>>): Promise<unknown> {
    switch (request.type) {
      case 'open':
        return this.#open(request);
      case 'think':
        return this.#think(request);
      case 'evaluate':
        return this.#evaluate(request);
      case 'teach':
        return this.#teach(request);
      case 'save':
        return Promise.resolve(serializeModel(this.#opened, request.dtype));
    }
  }

  get #opened(): HrmModel {
    if (this.#model === null) throw new Error('No model is open.');
    return this.#model;
  }

  #world(): World<Uint8Array> {
    const world = worldOf(this.#opened.config);
    if (world === null) throw new Error('It is unknown what puzzles this model is for.');
    return world;
  }

  async #open({ id, from, backend, settings = {}, side }: Of<'open'>): Promise<Opened> {
    const tell = (done: number, all: number) => this.reply({ id, type: 'progress', done, all });
    const loaded = await loadAddress(from, tell, settings);
    const world = worldOf(loaded.config);
    const sized = side === undefined ? loaded : world && modelOfSide(loaded, world, side);
    if (sized === null)
      throw new Error(`This model does not think about grids of ${side}×${side}.`);
    this.#model = sized;
    this.#backend = backend;
    const { config } = this.#model;
    const ready = this.#once((event) => event.type === 'ready');
    const source = { name: 'the model', config: '', weights: 'opened' };
    this.#engine.handle({ type: 'open', model: source, backend });
    const event = await ready;
    if (event.type !== 'ready') throw new Error('The model did not open.');
    return {
      config,
      parameters: parameterCount(config),
      backend: event.backend.description,
    };
  }

  async #think({ id, puzzle, options }: Of<'think'>): Promise<null> {
    const { config } = this.#opened;
    const { segments = 16, halt = true, chains = 1, noise = 0, restart = 0, task = 0 } = options;
    const input = await this.#tokensOf(puzzle);
    const report = reporter(config, input);
    const diversity = diversityOf(noise, config);
    const rested = this.#once(
      (event) => event.type === 'rested' && event.run === id,
      (event) => {
        if (event.type !== 'frame' || event.run !== id) return;
        const segment = report(event.frame, event.segment);
        if (this.#cancelled.has(id)) return;
        this.reply({ id, type: 'segment', segment });
        if (halt && segment.wishesToHalt) {
          this.#cancelled.add(id);
          this.#engine.handle({ type: 'stop', run: id });
        }
      },
    );
    this.#engine.handle({
      type: 'think',
      run: id,
      input,
      identifier: identifierOf(config, task),
      limit: this.#cancelled.has(id) ? 0 : segments,
      numChains: chains,
      diversity,
      restart,
    });
    await rested;
    this.#cancelled.delete(id);
    return null;
  }

  async #tokensOf(puzzle: string | Uint8Array): Promise<Uint8Array> {
    if (typeof puzzle !== 'string') return puzzle;
    const world = this.#world();
    return world.encode(world.fit(await readOne(puzzle, world), this.#opened.config.seq_len));
  }

  async #evaluate({ id, options }: Of<'evaluate'>): Promise<unknown> {
    const { config } = this.#opened;
    const { puzzles, segments = 16, limit = segments, chains = 1, noise = 0 } = options;
    const { restart = 0, seed = THOUGHT_SEED } = options;
    if (limit > segments) throw new Error(`limit must not exceed segments (${segments}).`);
    const set = typeof puzzles === 'string' ? this.#listed(puzzles) : setOf(config, puzzles);
    const outcomes: Outcome[] = [];
    let severalAnswers = false;
    await new Promise<void>((resolve, reject) => {
      const hear = (event: EvaluationEvent) => {
        if (event.evaluation !== id) return;
        if (event.type === 'evaluation-ready') ({ severalAnswers } = event);
        if (event.type === 'evaluated') {
          outcomes.push(...event.outcomes);
          this.reply({ id, type: 'progress', done: outcomes.length, all: countOf(set) });
        }
        if (event.type !== 'evaluation-ended') return;
        this.#evaluationListeners.delete(hear);
        if (event.message !== null) reject(new Error(event.message));
        else if (this.#cancelled.delete(id)) reject(new Error('It was cancelled.'));
        else resolve();
      };
      this.#evaluationListeners.add(hear);
      this.#evaluator.handle({
        type: 'evaluate',
        evaluation: id,
        model: { name: 'the model', config: '', weights: 'opened' },
        backend: this.#backend,
        order: { set, segments, chains, diversity: diversityOf(noise, config), restart, seed },
      });
    });
    if (outcomes.length === 0) throw new Error('There are no puzzles to measure on.');
    return summarise(outcomes, { limit, severalAnswers });
  }

  /** @returns the two files of the taught model */
  async #teach({ id, options }: Of<'teach'>): Promise<unknown> {
    const { config } = this.#opened;
    const { puzzles, steps, batch, learningRate, settings: others } = options;
    const settings = settingsSchema.parse({
      ...DEFAULT_SETTINGS,
      warmup: Math.min(DEFAULT_SETTINGS.warmup, Math.ceil(steps / 10)),
      ...others,
      steps,
      ...(batch !== undefined && { batch }),
      ...(learningRate !== undefined && { learningRate }),
    });
    const world = this.#world();
    const exams =
      typeof puzzles === 'string'
        ? this.#listed(puzzles).exams
        : [...examsOf(setOf(config, puzzles), config)];
    const rows = exams.map(({ input, wanted }) => ({
      puzzle: world.decode(input),
      solution: world.decode(wanted),
    }));
    let told = 0;
    // If a backend fails, a few seconds are lost; the next one gives the same model.
    const table = lessonOfTable(rows, world, config, settings.seed);
    const examples = new RewindableExamples(table, config.seq_len);
    const monitor = new DivergenceMonitor();
    let kept: TrainerState | undefined;
    let keptAt = performance.now();
    const keep = async (trainer: Trainer) => {
      const state = await trainer.exactState();
      keptAt = performance.now();
      if (!isFiniteState(state.parameters)) return;
      kept = state;
      examples.mark();
    };
    return new Ladder(trainingRungs(this.place)).carryOut(this.#backend, {
      prepare: (backend) => {
        examples.rewind();
        return Trainer.create(backend, this.#opened, settings, examples, kept);
      },
      progress: () => kept?.step ?? 0,
      attempt: async ({ prepared: trainer }) => {
        while (trainer.step < steps) {
          await trainer.advance();
          if (trainer.step % READ_EVERY > 0 && trainer.step < steps) continue;
          for (const step of await trainer.metrics()) {
            if (step.step <= told) continue;
            told = step.step;
            const problem = monitor.see(step);
            if (problem !== null) throw new RefusedError(problem);
            this.reply({ id, type: 'step', step });
          }
          await nextTask();
          if (this.#cancelled.delete(id)) throw new RefusedError('It was cancelled.');
          if (performance.now() - keptAt > KEEP_EVERY) await keep(trainer);
        }
        return serializeModel(await trainer.parameters.model(), 'F32');
      },
    });
  }

  /** A person's own puzzles; all of them must be usable. */
  #listed(text: string): Extract<ExamSet, { kind: 'list' }> {
    const world = this.#world();
    const { puzzles, problems } = world.readList(text);
    const [problem] = problems;
    if (problem !== undefined) throw new Error(`Line ${problem.line}: ${problem.message}`);
    if (puzzles.length === 0) throw new Error('There is no puzzle in the text.');
    const exams = puzzles.map(({ puzzle, solution }): Exam => {
      const [input, wanted] = [puzzle, solution].map((grid) =>
        world.encode(world.fit(grid, this.#opened.config.seq_len)),
      );
      return { input: input!, wanted: wanted! };
    });
    return { kind: 'list', exams };
  }

  /** Resolves with the first event wanted; rejects with an earlier failure. */
  #once(wanted: (event: Event) => boolean, hear: (event: Event) => void = () => undefined) {
    return new Promise<Event>((resolve, reject) => {
      const listen = (event: Event) => {
        hear(event);
        const isOver = wanted(event) || event.type === 'failed';
        if (!isOver) return;
        this.#engineListeners.delete(listen);
        if (event.type === 'failed') reject(new Error(event.message));
        else resolve(event);
      };
      this.#engineListeners.add(listen);
    });
  }
}

/** Noise if it was asked for, or if the puzzles have no other views. */
function diversityOf(noise: number, config: HrmConfig): Diversity {
  if (noise === 0 && canvasOfModel(config) === null) return OTHER_VIEWS;
  return { views: false, sigma: noise };
}

function identifierOf(config: HrmConfig, task: number | string): number {
  if (typeof task === 'number') return task;
  const known = identifierAmong(config.puzzle?.tasks ?? [], task);
  if (known === null) throw new Error(`The model was not trained on a task ${task}.`);
  return known;
}

/** A frame as a step of the API. */
function reporter(config: HrmConfig, input: Uint8Array) {
  const isArc = canvasOfModel(config) !== null;
  const world: World<Uint8Array> | null = isArc ? null : worldOf(config);
  const puzzle = world?.decode(input) ?? input;
  const read = (tokens: Uint8Array): Pick<Segment, 'grid' | 'solved'> => {
    if (world !== null) {
      const answer = world.decode(tokens);
      return { grid: world.format(answer), solved: world.solves(answer, puzzle) };
    }
    const grid = isArc ? decodeArc(tokens) : null;
    return { grid: grid === null ? '' : formatArcGrid(grid), solved: null };
  };
  return (frame: Frame, segment: number): Segment => {
    const { tokens, confidence, assumed = [], qHalt, qContinue, milliseconds } = frame;
    return {
      segment,
      ...read(tokens),
      ...{ tokens, confidence, assumed, qHalt, qContinue, milliseconds },
      sure: claimed(qHalt),
      wishesToHalt: isWish(frame),
    };
  };
}

/** Fresh puzzles of the model's world. */
function setOf(config: HrmConfig, fresh: FreshPuzzles): ExamSet {
  const { count, seed = 0, givens, hard = 0, kind: maze = 'corridors', minPath } = fresh;
  if (canvasOfModel(config) !== null) return { kind: 'known', count, seed };
  const side = Math.sqrt(config.seq_len);
  if (worldOf(config)?.id === 'maze') {
    return { kind: 'maze', count, seed, side, maze, minPath: minPath ?? side };
  }
  const rule = config.puzzle?.rule === 'diagonal' ? 'diagonal' : 'classic';
  const usual = usualGivens(geometryForCells(config.seq_len, rule));
  return { kind: 'sudoku', count, seed, size: side, rule, givens: givens ?? usual, hard };
}
