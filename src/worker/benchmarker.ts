import { measureWork, tooMuch } from '../bench/measure';
import { tryOp } from '../bench/one-op';
import { measurePeaks } from '../bench/peaks';
import type { Backend } from '../compute/backend';
import { messageOf } from '../compute/message-of';
import type { TrainingKind } from '../compute/training-ops';
import { parseConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { blankModel } from '../training/initial-weights';
import type { BenchCommand, BenchEvent, Device } from './bench-protocol';
import { WorkQueue } from './work-queue';

/** Measures models and ops, one after the other, on a backend that is opened once. */
export class Benchmarker {
  readonly #queue = new WorkQueue();
  #opened: Backend | null = null;
  #device: Device | null = null;
  #model: { readonly key: string; readonly model: HrmModel } | null = null;

  constructor(
    private readonly open: (kind: TrainingKind) => Promise<Backend>,
    private readonly emit: (event: BenchEvent) => void,
  ) {}

  handle(command: BenchCommand): void {
    this.#queue.add(
      async () => this.emit(await this.#answer(command)),
      (error) => {
        // The state of a device after a failure is unknown.
        this.#close();
        this.emit({ type: 'not-measured', why: messageOf(error) });
      },
    );
  }

  async #answer(command: BenchCommand): Promise<BenchEvent> {
    const backend = await this.#use(command.backend);
    const onKernel = (done: number, of: number) => this.emit({ type: 'progress', done, of });
    if (command.type === 'try') {
      const { op, extents, optional } = command;
      const figures = await tryOp(backend, op, extents, optional, { onKernel });
      return { type: 'tried', figures };
    }
    const device = await this.#measured(backend);
    const model = this.#modelOf(command.config);
    const why = await tooMuch(model, command, device.peaks, command.bounds);
    if (why !== null) return { type: 'not-measured', why };
    return { type: 'measured', figures: await measureWork(backend, model, command, { onKernel }) };
  }

  async #use(kind: TrainingKind): Promise<Backend> {
    if (this.#opened?.kind === kind) return this.#opened;
    this.#close();
    this.#opened = await this.open(kind);
    return this.#opened;
  }

  /** The peaks of a backend, measured at the first use. */
  async #measured(backend: Backend): Promise<Device> {
    if (this.#device !== null) return this.#device;
    const device = { description: backend.description, peaks: await measurePeaks(backend) };
    this.#device = device;
    this.emit({ type: 'opened', backend: backend.kind as TrainingKind, device });
    return device;
  }

  #close(): void {
    this.#opened?.dispose();
    this.#opened = null;
    this.#device = null;
  }

  /** Weights are drawn again only for another config, because 27 million of them take a while. */
  #modelOf(config: unknown): HrmModel {
    const key = JSON.stringify(config);
    if (this.#model?.key !== key) {
      const model = blankModel(parseConfig(config), { seed: 1, qContinue: true });
      this.#model = { key, model };
    }
    return this.#model.model;
  }
}
