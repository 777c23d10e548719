import { attractors } from '../analysis/attractors';
import { SegmentSteps } from '../analysis/segment-steps';
import { spectrum } from '../analysis/spectrum';
import { Steps } from '../analysis/steps';
import type { Backend, Pace } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import { messageOf } from '../compute/message-of';
import { RefusedError } from '../compute/own-fault';
import { trains } from '../compute/training-ops';
import { openInnerSession } from '../hrm/inner-session';
import type { HrmModel } from '../hrm/parameters';
import { scheduleOf } from '../hrm/schedule';
import { openSession } from '../hrm/session';
import { uploadModel, type ModelTensors } from '../hrm/tensors';
import { openThinkingSession } from '../hrm/thinking-session';
import { createRandom } from '../puzzles/random';
import type { World } from '../puzzles/world';
import { worldOf } from '../puzzles/worlds';
import type { Question } from '../reasoning/chain-batch';
import { gradientRows } from '../training/horizons';
import { blankModel } from '../training/initial-weights';
import type { OrderOf, PartOf, StudyKind, StudyOrder } from './study-protocol';

/** An open model, with its weights on a backend. */
export interface StudyHome {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  /** The same weights on the host. */
  readonly model: HrmModel;
}

/** Shared by the studies of one model: the last thought, as far as it was computed. */
export class StudyDesk {
  private steps: SegmentSteps | null = null;
  private about = '';

  constructor(readonly home: StudyHome) {}

  /** Frees the desk's tensors on a backend that stays open. */
  dispose(): void {
    this.steps?.dispose();
    this.steps = null;
    this.about = '';
  }

  /**
   * Computes the thought about a question until a segment can be opened. Yields after each segment;
   * another study may use the desk for its own question in between.
   * @param pace gets the share of the whole work, including the segment to open
   */
  async *reach({ input, identifier }: Question, segment: number, pace: Pace) {
    const about = `${identifier}:${input.join()}`;
    this.steps ??= await SegmentSteps.open(this.home.backend, this.home.weights);
    for (;;) {
      if (this.about !== about) {
        await this.steps.begin(Uint32Array.from(input), identifier);
        this.about = about;
      }
      if (this.steps.known >= segment) return this.steps;
      const done = this.steps.known - 1;
      await this.steps.advance((share) => pace((done + share) / segment));
      yield null;
    }
  }
}

type Parts<K extends StudyKind> = AsyncGenerator<PartOf<K> | null, void>;
type Instrument<K extends StudyKind> = (
  desk: StudyDesk,
  question: Question,
  order: OrderOf<K>,
  pace: Pace,
) => Parts<K>;

/** Each study by its kind. A part `null` only means that the study continues. */
const INSTRUMENTS: { readonly [K in StudyKind]: Instrument<K> } = {
  async *steps(desk, question, { segment }, pace) {
    const steps = yield* desk.reach(question, segment, pace);
    yield await steps.steps(segment, (share) => pace((segment - 1 + share) / segment));
  },

  async *look(desk, question, { segment, application }, pace) {
    const steps = yield* desk.reach(question, segment, pace);
    yield { layers: await steps.look(segment, application, pace) };
  },

  async *spectrum(desk, question, { segment, products }, pace) {
    const { backend, weights } = desk.home;
    const steps = yield* desk.reach(question, segment + 1, pace);
    const state = steps.startOf(segment + 1);
    // A cycle ends with the application that writes the state that is read.
    const applications = scheduleOf(weights.config);
    const cycle = applications.slice(0, applications.findIndex(({ state }) => state === 'H') + 1);
    const written = new Set(cycle.map(({ state }) => state));
    const session = await openThinkingSession(backend, weights, 2, cycle);
    try {
      const tokens = Uint32Array.from([...question.input, ...question.input]);
      await session.begin(tokens, new Uint32Array(2).fill(question.identifier));
      yield* spectrum(session, written, state, products, 1, pace);
    } finally {
      session.dispose();
    }
  },

  async *gradients(desk, question, { segments, answer }, pace) {
    const { backend, model, weights } = desk.home;
    const labels =
      answer === undefined ? rightAnswer(weights, question.input) : labelsOf(weights, answer);
    const steps = yield* desk.reach(question, segments, pace);
    const data = {
      inputs: Uint32Array.from(question.input),
      identifiers: Uint32Array.of(question.identifier),
      labels,
    };
    const starts = Array.from({ length: segments }, (_, index) => steps.startOf(index + 1));
    yield* gradientRows(trains(backend) ? backend : createCpuBackend(), model, data, starts, pace);
  },

  async *attractors(desk, { input, identifier }, { start: kind, sigma, starts, segments }, pace) {
    const { backend, weights } = desk.home;
    const views = kind === 'views' ? viewsFor(weights, input.length, starts) : [];
    const session = await openSession(backend, weights, { batch: starts });
    try {
      const tokens = Uint32Array.from(input);
      const options = { kind, sigma, segments, views };
      yield* attractors(session, tokens, identifier, options, pace);
    } finally {
      session.dispose();
    }
  },

  async *untrained(desk, { input }, { segments, seeds }, pace) {
    const { backend, weights } = desk.home;
    const { config } = weights;
    for (let seed = 1; seed <= seeds; seed++) {
      const blank = uploadModel(backend, blankModel(config, { seed, qContinue: false }));
      const session = await openInnerSession(backend, blank);
      try {
        const steps = new Steps(config.hidden_size);
        steps.startFrom(await session.begin(Uint32Array.from(input)));
        for (let segment = 0; segment < segments; segment++) {
          const onTheWay: Pace = (share) => pace((segment + share) / segments);
          for (const step of await session.segment(onTheWay)) steps.take(step);
          steps.startFrom(await session.carry());
          yield null;
        }
        yield { seed, ...steps.participation() };
      } finally {
        session.dispose();
        backend.release(blank.all);
      }
    }
  },
};

/** @throws RefusedError if it is unknown */
function rightAnswer({ config }: ModelTensors, input: Uint8Array): Uint32Array {
  const world: World<Uint8Array> | null = worldOf(config);
  if (world === null) {
    throw new RefusedError(
      'The right answer to this puzzle is not known, so there is no loss to measure.',
    );
  }
  try {
    return Uint32Array.from(world.encode(world.solve(world.decode(input))));
  } catch (error) {
    throw new RefusedError(messageOf(error));
  }
}

/** @throws RefusedError if it is not an answer for this model */
function labelsOf({ config }: ModelTensors, answer: readonly number[]): Uint32Array {
  if (answer.length !== config.seq_len || answer.some((token) => token >= config.vocab_size)) {
    throw new RefusedError('The right answer given is not one this model could come to.');
  }
  return Uint32Array.from(answer);
}

/** Views of a model's puzzles, the plain one first. */
function viewsFor({ config }: ModelTensors, cells: number, count: number) {
  const world = worldOf(config);
  if (world === null)
    throw new RefusedError('It is unknown how the puzzles of this model may be redrawn.');
  return world.views(cells, count, createRandom(1));
}

/**
 * The parts of a study, each computed on request.
 * @param pace is awaited during a long part, and may interrupt it
 */
export function instrument(
  desk: StudyDesk,
  question: Question,
  order: StudyOrder,
  pace: Pace,
): Parts<StudyKind> {
  const found = INSTRUMENTS[order.kind] as Instrument<StudyKind>;
  return found(desk, question, order, pace);
}
