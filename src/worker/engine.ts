import { sourceKey } from '../checkpoint/model-source';
import type { Backend, BackendKind } from '../compute/backend';
import { AbandonedError, isLost, orAbandoned, type Ladder } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault } from '../compute/own-fault';
import { sameConfig, type HrmConfig } from '../hrm/config';
import { segmentOperations } from '../hrm/cost';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { openSession, type HrmSession } from '../hrm/session';
import { uploadModel, type ModelTensors } from '../hrm/tensors';
import { worldOf } from '../puzzles/worlds';
import type { Question } from '../reasoning/chain-batch';
import { OTHER_VIEWS, type Diversity } from '../reasoning/diversity';
import { ReasonerPool } from '../reasoning/reasoner-pool';
import type { Helpers } from '../reasoning/rows/protocol';
import { Inspections } from './inspections';
import { nextTask } from './next-task';
import type { Command, Event, ModelSource } from './protocol';
import { Studies } from './studies';
import { WorkQueue } from './work-queue';

/** The engine's environment, so that it can be tested without a browser. */
export interface EngineParts {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<{ readonly model: HrmModel; readonly cached: boolean }>;
  readonly ladder: Ladder;
  /** Helper threads; none unless given. */
  readonly helpers?: Helpers | null;
}

interface Run {
  readonly number: number;
  readonly question: Question;
  /** Chains that think side by side. */
  readonly numChains: number;
  readonly diversity: Diversity;
  /** Segments after which chains that are not sure start over; 0 if they never do. */
  readonly restart: number;
  limit: number;
  /** The failure of the last backend; if the next fails in the same way, no backend is to blame. */
  failure: string | null;
}

type OpenCommand = Extract<Command, { type: 'open' }>;

/**
 * The engine of the page: executes commands one after the other and reports by events. Only the
 * limit of the run takes effect at once, between two segments.
 */
export class Engine {
  private readonly reasoners: ReasonerPool;
  private readonly inspections: Inspections;
  private readonly studies: Studies;
  private backend: Backend | null = null;
  private weights: ModelTensors | null = null;
  /** The request with which the backend was opened. */
  private openedFor: BackendKind | 'auto' = 'auto';
  private model: { readonly source: ModelSource; readonly model: HrmModel } | null = null;
  private run: Run | null = null;
  /** Commands, one after the other. */
  private readonly queue = new WorkQueue();
  private latestOpen: OpenCommand | null = null;
  /** Opens that are queued or in progress. */
  private opening = 0;
  /** Aborts an opening, which may wait for something that never comes. */
  private abandon = new AbortController();

  constructor(
    private readonly parts: EngineParts,
    private readonly emit: (event: Event) => void,
  ) {
    this.reasoners = new ReasonerPool(parts.helpers);
    const enqueue = (work: () => Promise<void>) => this.enqueue(work);
    const stumbled = (backend: Backend, message: string) => {
      const isOther = parts.ladder.hasOtherThan(backend.kind);
      if (isOther) this.stumble(backend, message, false);
      return isOther;
    };
    const makesWay = () => this.opening > 0;
    this.inspections = new Inspections(enqueue, emit, stumbled, makesWay);
    this.studies = new Studies(enqueue, emit, stumbled, makesWay);
  }

  handle(command: Command): void {
    switch (command.type) {
      case 'open':
        // A new request means trying again, even after failures.
        this.parts.ladder.forgive();
        this.reopen(command);
        break;
      case 'weights': {
        const backend = this.latestOpen?.backend ?? 'auto';
        this.parts.ladder.forgiveWork();
        this.reopen({ type: 'open', model: command.model, backend }, true);
        break;
      }
      case 'think': {
        if (this.run !== null) this.pause(this.run);
        const run: Run = {
          number: command.run,
          question: { input: command.input, identifier: command.identifier },
          numChains: command.numChains ?? 1,
          diversity: command.diversity ?? OTHER_VIEWS,
          restart: command.restart ?? 0,
          limit: command.limit,
          failure: null,
        };
        this.run = run;
        this.enqueue(() => this.think(run));
        break;
      }
      case 'limit': {
        const run = this.run;
        if (run?.number !== command.run) break;
        const raised = command.limit > run.limit;
        run.limit = command.limit;
        if (raised) this.enqueue(() => this.think(run));
        break;
      }
      case 'stop':
        if (this.run?.number === command.run) this.pause(this.run);
        break;
      case 'inspect':
      case 'uninspect':
        this.inspections.handle(command);
        break;
      case 'study':
      case 'unstudy':
        this.studies.handle(command);
        break;
    }
  }

  /** Resolves when all commands so far are done. */
  settled(): Promise<void> {
    return this.queue.settled();
  }

  /**
   * A thought in progress yields, and continues when the new backend or model is ready.
   * @param inPlace whether to keep the backend if only the weights differ
   */
  private reopen(command: OpenCommand, inPlace = false): void {
    this.latestOpen = command;
    this.opening++;
    this.abandon.abort();
    const { signal } = (this.abandon = new AbortController());
    this.enqueue(async () => {
      try {
        // After two quick switches only the last one counts.
        if (command === this.latestOpen && !(inPlace && (await this.exchange(command, signal)))) {
          await this.open(command, signal);
        }
      } finally {
        this.opening--;
      }
    });
    const run = this.run;
    if (run !== null) this.enqueue(() => this.think(run));
  }

  private pause(run: Run): void {
    run.limit = 0;
  }

  private enqueue(work: () => Promise<void>): void {
    // All work reports its own failures. Any other failure must not block the rest.
    this.queue.add(work, (error) =>
      this.emit({ type: 'failed', during: 'open', message: messageOf(error) }),
    );
  }

  private async open(command: OpenCommand, signal: AbortSignal): Promise<void> {
    try {
      const cached = await this.ensureModel(command.model, signal);
      await this.prepare(command.backend, cached, signal);
    } catch (error) {
      if (error instanceof AbandonedError) return;
      // A remaining session belongs to the model that was open before.
      this.model = null;
      const message = messageOf(error);
      this.studies.giveUp(message);
      this.emit({ type: 'failed', during: 'open', message });
    }
  }

  /**
   * Replaces the weights of the open session by those of a model with the same config.
   * @returns whether this was possible; if not, the command needs an `open`
   */
  private async exchange(command: OpenCommand, signal: AbortSignal): Promise<boolean> {
    const { backend, weights, model: before } = this;
    const source = command.model;
    if (backend === null || weights === null || before === null) return false;
    if (command.backend !== this.openedFor) return false;
    const key = sourceKey(source);
    try {
      if (key !== sourceKey(before.source)) {
        const { model } = await orAbandoned(
          this.parts.loadModel(source, () => undefined),
          signal,
        );
        if (!sameConfig(model.config, before.model.config)) return false;
        this.reasoners.exchange(model);
        this.model = { source, model };
        this.inspections.restart();
        this.studies.attach({ backend, weights, model });
      }
      this.emit({ type: 'loaded', model: source.name, key });
    } catch (error) {
      if (error instanceof AbandonedError) return true;
      // After the device is lost, everything is opened again, with the weights wanted last.
      if (this.backend === null || (await isLost(backend))) return true;
      if (this.latestOpen === command) this.latestOpen = { ...command, model: before.source };
      this.emit({ type: 'failed', during: 'weights', message: messageOf(error) });
    }
    return true;
  }

  private async ensureModel(source: ModelSource, signal: AbortSignal): Promise<boolean> {
    if (this.model !== null && sourceKey(this.model.source) === sourceKey(source)) return true;
    this.model = null;
    this.reasoners.forgetAll();
    const { model, cached } = await orAbandoned(
      this.parts.loadModel(source, (loaded, total) => {
        if (!signal.aborted) this.emit({ type: 'progress', stage: 'weights', loaded, total });
      }),
      signal,
    );
    this.model = { source, model };
    return cached;
  }

  private async prepare(
    wanted: BackendKind | 'auto',
    cached: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.model === null) return;
    this.emit({ type: 'progress', stage: 'preparing' });
    const { source, model } = this.model;
    const { backend, prepared, report } = await this.parts.ladder.climb(
      wanted,
      async (candidate) => {
        const uploaded = uploadModel(candidate, model);
        const opened = await openSession(candidate, uploaded, { batch: 1 });
        const time = await segmentTime(opened, model.config);
        return { weights: uploaded, session: opened, time };
      },
      signal,
    );
    const { weights, session, time } = prepared;
    await this.close();
    this.backend = backend;
    this.weights = weights;
    this.openedFor = wanted;
    this.reasoners.attach({ backend, weights, model }, session);
    this.inspections.attach(backend, weights);
    this.studies.attach({ backend, weights, model });
    void backend.lost.then((reason) => this.stumble(backend, reason, true));
    this.emit({
      type: 'ready',
      model: source.name,
      key: sourceKey(source),
      config: model.config,
      parameters: parameterCount(model.config),
      backend: report,
      dispatches: session.dispatches,
      segmentTime: time,
      cached,
    });
  }

  private async close(): Promise<void> {
    const backend = this.backend;
    this.backend = null;
    this.weights = null;
    if (backend === null) return;
    this.inspections.release();
    this.studies.release();
    await this.reasoners.release();
    backend.dispose();
  }

  /**
   * After a backend fails, its device is opened again, or the next backend is used. The thought is
   * replayed and not lost.
   * @param lost whether the device is lost (driver reset, a laptop that slept)
   */
  private stumble(backend: Backend, reason: string, lost: boolean): void {
    if (backend !== this.backend || this.latestOpen === null) return;
    this.backend = null;
    this.weights = null;
    this.inspections.release();
    this.studies.release();
    this.parts.ladder.blame(backend.kind, reason, lost);
    backend.dispose();
    console.warn(`${backend.description} failed: ${reason}`);
    this.reopen(this.latestOpen);
  }

  private async think(run: Run): Promise<void> {
    const { backend, model } = this;
    if (run !== this.run || model === null || backend === null) return;
    if (this.opening > 0) return; // it is queued again after the opening
    const fail = (message: string) =>
      this.emit({ type: 'failed', during: 'think', run: run.number, message });
    const objection = objectionTo(run, model.model.config);
    if (objection !== null) return fail(objection);
    try {
      const reasoner = await this.reasoners.of(run.numChains);
      const trace = await reasoner.think(
        run.question,
        () => (run === this.run && this.opening === 0 ? run.limit : 0),
        (frame, segment) => this.emit({ type: 'frame', run: run.number, segment, frame }),
        run.diversity,
        run.restart,
        async (segment, share) => {
          this.emit({ type: 'part', run: run.number, segment, share });
          // Commands that came meanwhile may move the limit.
          await nextTask();
        },
      );
      // If it was interrupted for another backend or other weights, it rests after it has continued
      // there.
      if (this.opening > 0 && run === this.run) return;
      this.emit({ type: 'rested', run: run.number, segments: trace.frames.length });
    } catch (error) {
      const lost = await isLost(backend);
      // It is being opened again already, and the thought continues there.
      if (lost || backend !== this.backend) return;
      const message = messageOf(error);
      const isNoFaultOfBackend = isOwnFault(error) || run.failure === message;
      if (isNoFaultOfBackend || !this.parts.ladder.hasOtherThan(backend.kind)) return fail(message);
      run.failure = message;
      this.stumble(backend, message, false);
    }
  }
}

/**
 * Floating-point operations from which a segment's time is estimated in advance: half a second and
 * more.
 */
const LONG = 2e10;

async function segmentTime(session: HrmSession, config: HrmConfig): Promise<number | null> {
  if (segmentOperations(config) < LONG) return null;
  return (await session.estimate?.()) ?? null;
}

/** Why the model cannot think about a question, in a sentence, or `null` if it can. */
function objectionTo({ question, numChains, diversity, restart }: Run, config: HrmConfig) {
  const { seq_len, vocab_size, num_puzzle_identifiers } = config;
  const { input, identifier } = question;
  if (input.length !== seq_len) {
    return `This model thinks about ${seq_len} cells, not ${input.length}.`;
  }
  const unknown = input.find((token) => token >= vocab_size);
  if (unknown !== undefined)
    return `This model knows the tokens 0…${vocab_size - 1}, not ${unknown}.`;
  if (identifier >= num_puzzle_identifiers) {
    return `This model knows the puzzle identifiers 0…${num_puzzle_identifiers - 1}, not ${identifier}.`;
  }
  const redraws = restart > 0 || (numChains > 1 && diversity.views);
  if (redraws && worldOf(config) === null) {
    return 'It is unknown what this model thinks about, and so in which other views.';
  }
  return null;
}
