import { Inspector } from '../analysis/inspector';
import type { Backend } from '../compute/backend';
import { isLost } from '../compute/ladder';
import { messageOf } from '../compute/message-of';
import { isOwnFault } from '../compute/own-fault';
import { BrokenOff } from '../hrm/broken-off';
import { openInnerSession } from '../hrm/inner-session';
import type { ModelTensors } from '../hrm/tensors';
import type { Question } from '../reasoning/chain-batch';
import { nextTask } from './next-task';
import type { Command, Event } from './protocol';

interface Inspection {
  readonly number: number;
  readonly question: Question;
  limit: number;
  /** Segments inspected; `null` before it has begun on the present model. */
  seen: number | null;
  /** The failure of the last backend; if the next fails in the same way, no backend is to blame. */
  failure: string | null;
}

interface Home {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  /** Opened by the first inspection and kept as long as the backend, because it is small. */
  inspector: Inspector | null;
}

/**
 * Inspects thoughts for instruments, one at a time, besides the engine's own work. Each segment is
 * a separate task in the engine's queue, so no command waits for more than one. The thought is
 * computed once more, in one chain, with every step kept; without an inspection there is no cost.
 */
export class Inspections {
  private home: Home | null = null;
  private current: Inspection | null = null;

  constructor(
    private readonly enqueue: (work: () => Promise<void>) => void,
    private readonly emit: (event: Event) => void,
    /**
     * Is called when the backend fails. @returns whether another one replaces it, on which the
     * inspection starts again
     */
    private readonly stumbled: (backend: Backend, message: string) => boolean,
    /** Whether another model or backend is coming, so that work in progress is useless. */
    private readonly makesWay: () => boolean = () => false,
  ) {}

  handle(command: Extract<Command, { type: 'inspect' | 'uninspect' }>): void {
    if (command.type === 'uninspect') {
      this.current = null;
      return;
    }
    const { inspection: number, input, identifier, limit } = command;
    if (this.current?.number === number) {
      const resting = this.current.seen !== null && this.current.seen >= this.current.limit;
      this.current.limit = limit;
      if (resting) this.goOn(this.current);
      return;
    }
    this.current = { number, question: { input, identifier }, limit, seen: null, failure: null };
    this.goOn(this.current);
  }

  /** Inspects thoughts of this model from now on; the present inspection starts again. */
  attach(backend: Backend, weights: ModelTensors): void {
    this.home = { backend, weights, inspector: null };
    this.restart();
  }

  /** The backend ends now, or has ended. */
  release(): void {
    this.home = null;
  }

  /** The weights have changed: earlier results are no longer valid. */
  restart(): void {
    if (this.current === null) return;
    this.current = { ...this.current, seen: null };
    this.goOn(this.current);
  }

  private goOn(inspection: Inspection): void {
    this.enqueue(() => this.step(inspection));
  }

  private async step(inspection: Inspection): Promise<void> {
    const { home } = this;
    const { question, number } = inspection;
    if (inspection !== this.current || home === null) return;
    // Its model is not open yet.
    if (question.input.length !== home.weights.config.seq_len) return;
    try {
      if (inspection.seen === null) {
        home.inspector ??= await openInspector(home);
        await home.inspector.begin(Uint32Array.from(question.input), question.identifier);
        inspection.seen = 0;
      }
      if (inspection.seen >= inspection.limit) return;
      const frame = await home.inspector!.segment((share) => this.turn(inspection, share));
      inspection.seen++;
      this.emit({ type: 'inspected', inspection: number, segment: inspection.seen, frame });
      if (inspection.seen < inspection.limit) this.goOn(inspection);
    } catch (error) {
      // It continues when it is wanted, after the work it yielded to.
      if (error instanceof BrokenOff) return this.goOn(inspection);
      // The newly opened backend starts it again.
      if (home !== this.home || (await isLost(home.backend))) return;
      const message = messageOf(error);
      const isNew = !isOwnFault(error) && inspection.failure !== message;
      inspection.failure = message;
      if (isNew && this.stumbled(home.backend, message)) return;
      this.current = null;
      this.emit({ type: 'failed', during: 'inspect', message });
    }
  }

  /**
   * During a long segment: reports the progress, and lets new commands come in.
   * @throws BrokenOff if the segment is not wanted any more
   */
  private async turn(inspection: Inspection, share: number): Promise<void> {
    const segment = inspection.seen! + 1;
    if (inspection === this.current) {
      this.emit({ type: 'inspecting', inspection: inspection.number, segment, share });
    }
    await nextTask();
    const isWanted = inspection === this.current && segment <= inspection.limit;
    if (!isWanted || this.makesWay()) throw new BrokenOff();
  }
}

async function openInspector({ backend, weights }: Home): Promise<Inspector> {
  const session = await openInnerSession(backend, weights);
  return new Inspector(session, weights.config.hidden_size);
}
