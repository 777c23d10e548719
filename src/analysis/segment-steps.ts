import type { Backend, Pace } from '../compute/backend';
import { RefusedError } from '../compute/own-fault';
import {
  openApplicationSession,
  type ApplicationSession,
  type Reading,
  type ReadingKind,
} from '../hrm/application-session';
import { openInnerSession, type InnerSession } from '../hrm/inner-session';
import { ofState, scheduleOf, type Application, type StateName } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import type { ModelTensors } from '../hrm/tensors';
import { forwardResidual } from './forward-residual';

/** One module application of a segment, and the answer if the model stopped there. */
export interface SegmentStep {
  /** The state it wrote. */
  readonly level: StateName;
  /** Size of the state's change, see `forwardResidual`. */
  readonly residual: number;
  readonly readings: Readonly<Record<ReadingKind, Reading>>;
}

/** The states of a segment: before the first of its applications and after each. */
interface OpenedSegment {
  readonly number: number;
  readonly states: readonly Carry[];
}

/**
 * Splits segments of one thought into their module applications. It thinks up to the segment asked
 * for and remembers the states at the start of each segment, so that going back and forth costs one
 * segment.
 */
export class SegmentSteps {
  /** The states at the start of each segment: [t − 1] is the start of segment t. */
  private starts: Carry[] = [];
  private opened: OpenedSegment | null = null;

  private constructor(
    private readonly inner: InnerSession,
    private readonly single: ApplicationSession,
    private readonly schedule: readonly Application[],
  ) {}

  static async open(backend: Backend, weights: ModelTensors): Promise<SegmentSteps> {
    const inner = await openInnerSession(backend, weights);
    const rows = inner.applications.length;
    const single = await openApplicationSession(backend, weights, rows);
    return new SegmentSteps(inner, single, scheduleOf(weights.config));
  }

  /** @param tokens [S] of the puzzle to think about, from the start */
  async begin(tokens: Uint32Array, identifier = 0): Promise<void> {
    this.opened = null;
    this.starts = [await this.inner.begin(tokens, identifier)];
    await this.single.begin(tokens, identifier);
  }

  /** Number of segments whose start is known, one more than the calls of `advance`. */
  get known(): number {
    return this.starts.length;
  }

  /** Thinks one segment from the last known start. @param pace may interrupt it */
  async advance(pace?: Pace): Promise<void> {
    await this.think(this.known, pace);
  }

  /** The states at the start of a segment. @throws RefusedError if they are not known */
  startOf(number: number): Carry {
    const start = this.starts[number - 1];
    if (start === undefined) throw new RefusedError(`Segment ${number} has not been reached.`);
    return start;
  }

  /**
   * The module applications of a segment, at most `known`.
   * @param pace may interrupt it
   */
  async steps(number: number, pace?: Pace): Promise<SegmentStep[]> {
    const { states } = await this.think(number, pace);
    const readings = await this.single.read(states.slice(1), pace);
    return this.inner.applications.map((level, index) => {
      const [before, after] = [states[index]!, states[index + 1]!];
      const residual = forwardResidual(ofState(before, level), ofState(after, level));
      return { level, residual, readings: readings[index]! };
    });
  }

  /**
   * The queries, keys and values of each layer in an application of a segment.
   * @param application counted from 0
   * @param pace may interrupt it
   * @returns see `ApplicationSession.look`
   * @throws RefusedError if there is no such application
   */
  async look(number: number, application: number, pace?: Pace): Promise<Float32Array[]> {
    const looked = this.schedule[application];
    if (looked === undefined) {
      throw new RefusedError(`A segment of this model has ${this.schedule.length} applications.`);
    }
    const { states } = await this.think(number, pace);
    return this.single.look(looked, states[application]!, pace);
  }

  dispose(): void {
    this.inner.dispose();
    this.single.dispose();
  }

  private async think(number: number, pace?: Pace): Promise<OpenedSegment> {
    if (this.opened?.number === number) return this.opened;
    const start = this.startOf(number);
    this.inner.resume(start);
    const states = [start];
    for (const { level, state } of await this.inner.segment(pace)) {
      states.push({ ...states.at(-1)!, [level]: state });
    }
    // After the last application, a model that settles goes only a part of the way.
    states[states.length - 1] = await this.inner.carry();
    this.starts[number] ??= states.at(-1)!;
    this.opened = { number, states };
    return this.opened;
  }
}
