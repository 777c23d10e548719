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
  /** Segments seen; `null` before it has begun on the model of now. */
  seen: number | null;
  /** What a backend failed at it with; the same again is no fault of the backend. */
  failure: string | null;
}

interface Home {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  /** Opened by the first look, and kept as long as the backend: it holds little. */
  inspector: Inspector | null;
}

/**
 * Looks into thoughts for instruments, one at a time and beside the engine's own work: each segment is
 * a task of its own in the engine's queue, so nobody waits for more than one. The thought is thought
 * once more, in one chain, with every step kept; nobody who does not look pays for it.
 */
export class Inspections {
  private home: Home | null = null;
  private current: Inspection | null = null;

  constructor(
    private readonly enqueue: (work: () => Promise<void>) => void,
    private readonly emit: (event: Event) => void,
    /**
     * Hears that the backend failed. @returns whether another one takes its place, where the look
     * begins anew
     */
    private readonly stumbled: (backend: Backend, message: string) => boolean,
    /** Whether another model or backend is waited for, so that what is under way is in vain. */
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

  /** Looks into thoughts of this model from now on; the present one is looked into anew. */
  attach(backend: Backend, weights: ModelTensors): void {
    this.home = { backend, weights, inspector: null };
    this.restart();
  }

  /** The backend is about to end, or has. */
  release(): void {
    this.home = null;
  }

  /** Other weights are in place: what was seen is no longer so. */
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
    // Its model is still to come.
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
      // It is looked into further when it is wanted, behind what it made way for.
      if (error instanceof BrokenOff) return this.goOn(inspection);
      // What was opened again looks into it anew.
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
   * On the way of a segment that takes long: tells how far it is, and hears what was commanded
   * meanwhile.
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
