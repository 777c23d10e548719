import { sourceKey } from '../checkpoint/model-source';
import type { Backend, BackendKind } from '../compute/backend';
import { sameConfig } from '../hrm/config';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { openSession } from '../hrm/session';
import { replaceWeights, uploadModel, type ModelTensors } from '../hrm/tensors';
import type { Question } from '../reasoning/chain-batch';
import { OTHER_VIEWS, type Diversity } from '../reasoning/diversity';
import { ReasonerPool } from '../reasoning/reasoner-pool';
import { Inspections } from './inspections';
import { isLost } from './lost';
import { messageOf } from './message-of';
import type { BackendReport, Command, Event, ModelSource } from './protocol';

/** What the engine needs from outside, so that it can be tested without a browser. */
export interface EngineParts {
  loadModel(
    source: ModelSource,
    onProgress: (loaded: number, total: number) => void,
  ): Promise<{ readonly model: HrmModel; readonly cached: boolean }>;
  openBackend(
    wanted: BackendKind | 'auto',
  ): Promise<{ readonly backend: Backend; readonly report: BackendReport }>;
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
}

type OpenCommand = Extract<Command, { type: 'open' }>;

/**
 * The engine behind the page: obeys commands one after the other and tells what happens by events.
 * Only the limit of the run takes effect at once, between two segments.
 */
export class Engine {
  private readonly reasoners = new ReasonerPool();
  private readonly inspections: Inspections;
  private backend: Backend | null = null;
  private weights: ModelTensors | null = null;
  /** What was asked for when the backend was opened. */
  private openedFor: BackendKind | 'auto' = 'auto';
  private model: { readonly source: ModelSource; readonly model: HrmModel } | null = null;
  private run: Run | null = null;
  /** Tail of the queue of work; commands are appended, so they never overlap. */
  private queue: Promise<void> = Promise.resolve();
  private latestOpen: OpenCommand | null = null;
  /** Opens that are queued or under way. */
  private opening = 0;

  constructor(
    private readonly parts: EngineParts,
    private readonly emit: (event: Event) => void,
  ) {
    this.inspections = new Inspections((work) => this.enqueue(work), emit);
  }

  handle(command: Command): void {
    switch (command.type) {
      case 'open':
        this.reopen(command);
        break;
      case 'weights': {
        const backend = this.latestOpen?.backend ?? 'auto';
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
    }
  }

  /** Resolves when everything commanded so far has been done. */
  settled(): Promise<void> {
    return this.queue;
  }

  /**
   * A thought in progress yields, and is taken up again once the new backend or model is ready.
   * @param inPlace whether to keep the backend where it can go on with other weights
   */
  private reopen(command: OpenCommand, inPlace = false): void {
    this.latestOpen = command;
    this.opening++;
    this.enqueue(async () => {
      // Someone who switches twice in quick succession wants only the last.
      if (command === this.latestOpen && !(inPlace && (await this.exchange(command)))) {
        await this.open(command);
      }
      this.opening--;
    });
    const run = this.run;
    if (run !== null) this.enqueue(() => this.think(run));
  }

  private pause(run: Run): void {
    run.limit = 0;
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work);
  }

  private async open(command: OpenCommand): Promise<void> {
    try {
      const cached = await this.ensureModel(command.model);
      await this.prepare(command.backend, cached);
    } catch (error) {
      // The session that is left, if any, belongs to what was open before.
      this.model = null;
      this.emit({ type: 'failed', during: 'open', message: messageOf(error) });
    }
  }

  /**
   * Exchanges the weights of the open session for those of a model with the same config.
   * @returns whether the command is dealt with; if not, it takes an `open`
   */
  private async exchange(command: OpenCommand): Promise<boolean> {
    const { backend, weights, model: before } = this;
    const source = command.model;
    if (backend === null || weights === null || before === null) return false;
    if (command.backend !== this.openedFor) return false;
    const key = sourceKey(source);
    try {
      if (key !== sourceKey(before.source)) {
        const { model } = await this.parts.loadModel(source, () => undefined);
        if (!sameConfig(model.config, before.model.config)) return false;
        replaceWeights(backend, weights, model.weights);
        this.model = { source, model };
        this.reasoners.forget();
        this.inspections.restart();
      }
      this.emit({ type: 'loaded', model: source.name, key });
    } catch (error) {
      // After the device's end everything is opened again, with the weights wanted last.
      if (this.backend === null || (await isLost(backend))) return true;
      if (this.latestOpen === command) this.latestOpen = { ...command, model: before.source };
      this.emit({ type: 'failed', during: 'weights', message: messageOf(error) });
    }
    return true;
  }

  private async ensureModel(source: ModelSource): Promise<boolean> {
    if (this.model !== null && sourceKey(this.model.source) === sourceKey(source)) return true;
    this.model = null;
    this.reasoners.forgetAll();
    const { model, cached } = await this.parts.loadModel(source, (loaded, total) =>
      this.emit({ type: 'progress', stage: 'weights', loaded, total }),
    );
    this.model = { source, model };
    return cached;
  }

  private async prepare(wanted: BackendKind | 'auto', cached: boolean): Promise<void> {
    if (this.model === null) return;
    this.emit({ type: 'progress', stage: 'preparing' });
    const { source, model } = this.model;
    const { backend, report } = await this.parts.openBackend(wanted);
    const weights = uploadModel(backend, model);
    const session = await openSession(backend, weights, { batch: 1 });
    await this.close();
    this.backend = backend;
    this.weights = weights;
    this.openedFor = wanted;
    this.reasoners.attach(backend, weights, session);
    this.inspections.attach(backend, weights);
    void backend.lost.then((reason) => this.recover(backend, reason));
    this.emit({
      type: 'ready',
      model: source.name,
      key: sourceKey(source),
      config: model.config,
      parameters: parameterCount(model.config),
      backend: report,
      dispatches: session.dispatches,
      cached,
    });
  }

  private async close(): Promise<void> {
    const backend = this.backend;
    this.backend = null;
    this.weights = null;
    if (backend === null) return;
    this.inspections.release();
    await this.reasoners.release();
    backend.dispose();
  }

  /** A lost device (driver reset, a laptop that slept) costs a replay, never a thought. */
  private recover(backend: Backend, reason: string): void {
    if (backend !== this.backend || this.latestOpen === null) return;
    this.backend = null;
    console.warn(`The device was lost (${reason}); opening it again.`);
    this.reopen({ type: 'open', model: this.latestOpen.model, backend: 'auto' });
  }

  private async think(run: Run): Promise<void> {
    if (run !== this.run || this.model === null || this.backend === null) return;
    if (this.opening > 0) return; // it is queued again behind what opens
    try {
      const { config } = this.model.model;
      if (run.question.input.length !== config.seq_len) {
        throw new RangeError(
          `This model thinks about ${config.seq_len} cells, not ${run.question.input.length}.`,
        );
      }
      const reasoner = await this.reasoners.of(run.numChains);
      const trace = await reasoner.think(
        run.question,
        () => (run === this.run && this.opening === 0 ? run.limit : 0),
        (frame, segment) => this.emit({ type: 'frame', run: run.number, segment, frame }),
        run.diversity,
        run.restart,
      );
      // Broken off for another backend or other weights, it will rest when it has been taken up.
      if (this.opening > 0 && run === this.run) return;
      this.emit({ type: 'rested', run: run.number, segments: trace.frames.length });
    } catch (error) {
      if (this.backend === null || (await isLost(this.backend))) return;
      this.emit({ type: 'failed', during: 'think', run: run.number, message: messageOf(error) });
    }
  }
}
