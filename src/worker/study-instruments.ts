import { attractors } from '../analysis/attractors';
import { SegmentSteps } from '../analysis/segment-steps';
import { spectrum } from '../analysis/spectrum';
import { Steps } from '../analysis/steps';
import type { Backend } from '../compute/backend';
import { createCpuBackend } from '../compute/cpu/backend';
import { trains } from '../compute/training-ops';
import { openInnerSession } from '../hrm/inner-session';
import type { HrmModel } from '../hrm/parameters';
import { scheduleOf } from '../hrm/schedule';
import { openSession } from '../hrm/session';
import { uploadModel, type ModelTensors } from '../hrm/tensors';
import { openThinkingSession } from '../hrm/thinking-session';
import { createRandom } from '../puzzles/random';
import { worldOf, type World } from '../puzzles/world';
import type { Question } from '../reasoning/chain-batch';
import { gradientRows } from '../training/horizons';
import { blankModel } from '../training/initial-weights';
import { messageOf } from './message-of';
import type { OrderOf, PartOf, StudyKind, StudyOrder } from './study-protocol';

/** A model that is open, with its weights on a backend. */
export interface StudyHome {
  readonly backend: Backend;
  readonly weights: ModelTensors;
  /** The same weights on the host. */
  readonly model: HrmModel;
}

/** What studies of one model share: the thought that was last opened, as far as it has come. */
export class StudyDesk {
  private steps: SegmentSteps | null = null;
  private about = '';

  constructor(readonly home: StudyHome) {}

  /** Frees what the desk made on a backend that goes on. */
  dispose(): void {
    this.steps?.dispose();
    this.steps = null;
    this.about = '';
  }

  /**
   * Follows the thought about a question until a segment can be opened, yielding after each segment;
   * another study may have had its own question followed in between.
   */
  async *reach({ input, identifier }: Question, segment: number) {
    const about = `${identifier}:${input.join()}`;
    this.steps ??= await SegmentSteps.open(this.home.backend, this.home.weights);
    for (;;) {
      if (this.about !== about) {
        await this.steps.begin(Uint32Array.from(input), identifier);
        this.about = about;
      }
      if (this.steps.known >= segment) return this.steps;
      await this.steps.advance();
      yield null;
    }
  }
}

type Parts<K extends StudyKind> = AsyncGenerator<PartOf<K> | null, void>;
type Instrument<K extends StudyKind> = (
  desk: StudyDesk,
  question: Question,
  order: OrderOf<K>,
) => Parts<K>;

/** Each study by its kind. A part that is `null` says only that it goes on. */
const INSTRUMENTS: { readonly [K in StudyKind]: Instrument<K> } = {
  async *steps(desk, question, { segment }) {
    const steps = yield* desk.reach(question, segment);
    yield await steps.steps(segment);
  },

  async *look(desk, question, { segment, application }) {
    const steps = yield* desk.reach(question, segment);
    yield { layers: await steps.look(segment, application) };
  },

  async *spectrum(desk, question, { segment, products }) {
    const { backend, weights } = desk.home;
    const steps = yield* desk.reach(question, segment + 1);
    const state = steps.startOf(segment + 1);
    // A cycle ends where the state that is read is written.
    const applications = scheduleOf(weights.config);
    const cycle = applications.slice(0, applications.findIndex(({ state }) => state === 'H') + 1);
    const written = new Set(cycle.map(({ state }) => state));
    const session = await openThinkingSession(backend, weights, 2, cycle);
    try {
      const tokens = Uint32Array.from([...question.input, ...question.input]);
      await session.begin(tokens, new Uint32Array(2).fill(question.identifier));
      yield* spectrum(session, written, state, products);
    } finally {
      session.dispose();
    }
  },

  async *gradients(desk, question, { segments, answer }) {
    const { backend, model, weights } = desk.home;
    const labels =
      answer === undefined ? rightAnswer(weights, question.input) : Uint32Array.from(answer);
    const steps = yield* desk.reach(question, segments);
    const data = {
      inputs: Uint32Array.from(question.input),
      identifiers: Uint32Array.of(question.identifier),
      labels,
    };
    const starts = Array.from({ length: segments }, (_, index) => steps.startOf(index + 1));
    yield* gradientRows(trains(backend) ? backend : createCpuBackend(), model, data, starts);
  },

  async *attractors(desk, { input, identifier }, { start: kind, sigma, starts, segments }) {
    const { backend, weights } = desk.home;
    const views = kind === 'views' ? viewsFor(weights, input.length, starts) : [];
    const session = await openSession(backend, weights, { batch: starts });
    try {
      const tokens = Uint32Array.from(input);
      yield* attractors(session, tokens, identifier, { kind, sigma, segments, views });
    } finally {
      session.dispose();
    }
  },

  async *untrained(desk, { input }, { segments, seeds }) {
    const { backend, weights } = desk.home;
    const { config } = weights;
    for (let seed = 1; seed <= seeds; seed++) {
      const blank = uploadModel(backend, blankModel(config, { seed, qContinue: false }));
      const session = await openInnerSession(backend, blank);
      try {
        const steps = new Steps(config.hidden_size);
        steps.begin(await session.begin(Uint32Array.from(input)));
        for (let segment = 0; segment < segments; segment++) {
          for (const step of await session.segment()) steps.take(step);
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

/** A study that cannot be made of this thought or model, on whatever backend. */
export class StudyRefused extends Error {}

/** @throws StudyRefused if it cannot be told */
function rightAnswer({ config }: ModelTensors, input: Uint8Array): Uint32Array {
  const world: World<Uint8Array> | null = worldOf(config);
  if (world === null) {
    throw new StudyRefused(
      'The right answer to this puzzle is not known, so there is no loss to measure.',
    );
  }
  try {
    return Uint32Array.from(world.encode(world.solve(world.decode(input))));
  } catch (error) {
    throw new StudyRefused(messageOf(error));
  }
}

/** Drawings of the puzzles a model knows, the first the plain one. */
function viewsFor({ config }: ModelTensors, cells: number, count: number) {
  const world = worldOf(config);
  if (world === null)
    throw new StudyRefused('It is unknown how the puzzles of this model may be redrawn.');
  return world.views(cells, count, createRandom(1));
}

/** The parts of a study, computed as they are asked for. */
export function instrument(
  desk: StudyDesk,
  question: Question,
  order: StudyOrder,
): Parts<StudyKind> {
  const found = INSTRUMENTS[order.kind] as Instrument<StudyKind>;
  return found(desk, question, order);
}
