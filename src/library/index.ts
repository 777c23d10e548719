import type {
  EvaluateOptions,
  Figures,
  Model,
  ModelFrom,
  OpenModel,
  Segment,
  TeachOptions,
  TeachStep,
  ThinkOptions,
} from './api';
import type { ModelAddress, Opened, Reply, Request } from './protocol';
import { spawn, type Spawned } from './spawn';

export type * from './api';

/** A request without its number. */
type Asked = Request extends infer Each
  ? Each extends { readonly id: number }
    ? Omit<Each, 'id'>
    : never
  : never;
type Listener = (reply: Reply) => void;

/** The shipped models are in a folder beside that of the built library. */
const MODELS = '../models';
const SHIPPED: readonly string[] = ['sudoku', 'sudoku-6', 'maze', 'maze-30', 'arc'];

/**
 * Opens a model in its own worker.
 * @throws Error in a sentence if it cannot be loaded or used
 */
export const openModel: OpenModel = async (
  from,
  { backend = 'auto', settings, side, onProgress } = {},
) => {
  const line = new Connection();
  await line.open();
  try {
    const told = { ...(settings && { settings }), ...(side !== undefined && { side }) };
    const request = { type: 'open', from: await addressOf(from), backend, ...told } as const;
    const opened = (await line.ask(request, (reply) => {
      if (reply.type === 'progress' && reply.all > 0) onProgress?.(reply.done / reply.all);
    })) as Opened;
    return new OpenedModel(line, opened, backend);
  } catch (error) {
    line.close();
    throw error;
  }
};

async function addressOf(from: ModelFrom): Promise<ModelAddress> {
  if (typeof from === 'string' || from instanceof URL) {
    return { folder: await folderOf(String(from)) };
  }
  if ('config' in from) {
    const { config, weights = null } = from;
    return { config, weights };
  }
  return { files: from.map(({ name, blob }) => ({ name, blob })) };
}

/** The address of a folder, from a name, an address, or in Node a path. */
async function folderOf(name: string): Promise<string> {
  if (SHIPPED.includes(name)) return new URL([MODELS, name, ''].join('/'), import.meta.url).href;
  if (/^[a-z]{2,}:/i.test(name)) return name;
  if ('location' in globalThis) return new URL(name, globalThis.location.href).href;
  return (await import('node:url')).pathToFileURL(name).href;
}

class OpenedModel implements Model {
  readonly config: Readonly<Record<string, unknown>>;
  readonly parameters: number;
  readonly backend: string;
  /** The thought in progress: the next one waits for it. */
  #thinking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly line: Connection,
    { config, parameters, backend }: Opened,
    private readonly wanted: NonNullable<Parameters<OpenModel>[1]>['backend'],
  ) {
    this.config = config;
    this.parameters = parameters;
    this.backend = backend;
  }

  async *think(
    puzzle: string | Uint8Array,
    options: ThinkOptions = {},
  ): AsyncIterableIterator<Segment> {
    const before = this.#thinking;
    let over = () => undefined as void;
    this.#thinking = new Promise<void>((resolve) => (over = resolve));
    await before;
    const arrived: Segment[] = [];
    let wake = () => undefined as void;
    let ended = false;
    let failure: Error | null = null;
    const { id, done } = this.line.begin({ type: 'think', puzzle, options }, (reply) => {
      if (reply.type === 'segment') arrived.push(reply.segment);
      wake();
    });
    const finished = done
      .catch((error: Error) => (failure = error))
      .finally(() => {
        ended = true;
        wake();
      });
    try {
      for (;;) {
        const segment = arrived.shift();
        if (segment !== undefined) yield segment;
        // The callbacks above may change them meanwhile.
        else if (ended as boolean) break;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
      if (failure !== null) throw failure as Error;
    } finally {
      if (!ended) this.line.cancel(id);
      void finished.then(over);
    }
  }

  async evaluate(options: EvaluateOptions): Promise<Figures> {
    const { onProgress, signal, ...plain } = options;
    return (await this.line.ask(
      { type: 'evaluate', options: plain },
      (reply) => {
        if (reply.type === 'progress') onProgress?.(reply.done, reply.all);
      },
      signal,
    )) as Figures;
  }

  async teach(options: TeachOptions): Promise<Model> {
    const { onStep, signal, ...plain } = options;
    const hear = (reply: Reply) => {
      if (reply.type === 'step') onStep?.(reply.step satisfies TeachStep);
    };
    const taught = await this.line.ask({ type: 'teach', options: plain }, hear, signal);
    const { config, weights } = taught as { config: string; weights: Uint8Array };
    const from = { config: JSON.parse(config) as object, weights };
    return openModel(from, this.wanted === undefined ? {} : { backend: this.wanted });
  }

  async save(dtype: 'F32' | 'F16' = 'F32'): Promise<{ config: string; weights: Uint8Array }> {
    const files = await this.line.ask({ type: 'save', dtype });
    return files as { config: string; weights: Uint8Array };
  }

  close(): void {
    this.line.close();
  }
}

/** The page's end of a model's worker. */
class Connection {
  #worker: Spawned | null = null;
  #closed: Error | null = null;
  #last = 0;
  readonly #listeners = new Map<number, Listener>();

  async open(): Promise<void> {
    this.#worker = await spawn(
      (reply) => this.#listeners.get(reply.id)?.(reply),
      (why) => this.#end(new Error(`The model's worker stopped: ${why}.`)),
    );
  }

  /** @throws Error with the worker's message, or the signal's reason */
  async ask(request: Asked, hear: Listener = () => undefined, signal?: AbortSignal) {
    signal?.throwIfAborted();
    const { id, done } = this.begin(request, hear);
    const abort = () => this.cancel(id);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await done;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  begin(request: Asked, hear: Listener): { id: number; done: Promise<unknown> } {
    const id = ++this.#last;
    const done = new Promise<unknown>((resolve, reject) => {
      if (this.#closed !== null) return reject(this.#closed);
      this.#listeners.set(id, (reply) => {
        if (reply.type === 'done' || reply.type === 'failed') this.#listeners.delete(id);
        if (reply.type === 'done') resolve(reply.value);
        else if (reply.type === 'failed') reject(new Error(reply.message));
        else hear(reply);
      });
      this.#worker!.send({ id, ...request });
    });
    return { id, done };
  }

  cancel(id: number): void {
    if (this.#closed === null) this.#worker?.send({ id, type: 'cancel' });
  }

  close(): void {
    this.#end(new Error('The model was closed.'));
  }

  #end(reason: Error): void {
    if (this.#closed !== null) return;
    this.#closed = reason;
    this.#worker?.end();
    for (const [id, listener] of [...this.#listeners]) {
      listener({ id, type: 'failed', message: reason.message });
    }
  }
}
