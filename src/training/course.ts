import type { TrainingBackend } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { createSession } from '../hrm/session';
import { Examiner, type Exam, type Specimen } from './examiner';
import { measureHorizons, type HorizonRow } from './horizons';
import type { StepMetrics } from './metrics';
import type { ParameterState } from './parameters';
import type { PreparedLesson } from './prepare-lesson';
import type { TrainingSettings } from './settings';
import { Trainer } from './trainer';
import { Watch } from './watch';

/** Rows of metrics kept; beyond, every other of the older ones is let go. */
const HISTORY = 4000;
/** Segments of an exam at most; the timeline of the page goes further by itself. */
const EXAM_SEGMENTS = 8;
/** Puzzles on which gradients of different horizons are compared. */
const HORIZON_BATCH = 16;

/** All that a lesson can be taken up from. */
export interface CourseState {
  readonly step: number;
  readonly parameters: ParameterState;
  readonly metrics: readonly StepMetrics[];
  readonly exams: readonly Exam[];
}

export interface Examined {
  readonly exam: Exam;
  readonly specimen: Specimen;
  /** The moving average that was examined. */
  readonly model: HrmModel;
}

/** A lesson under way: training, exams and their history. It knows nothing of clocks or storage. */
export class Course {
  metrics: StepMetrics[] = [];
  exams: Exam[] = [];
  #watch = new Watch();

  private constructor(
    readonly trainer: Trainer,
    private readonly backend: TrainingBackend,
    private readonly lesson: PreparedLesson,
    private readonly examiner: Examiner,
  ) {}

  /**
   * @param examSize puzzles of an exam at most, where computing is slow
   * @param from what an earlier course of the same lesson had reached
   */
  static async begin(
    backend: TrainingBackend,
    lesson: PreparedLesson,
    settings: TrainingSettings,
    examSize: number,
    from?: CourseState,
  ): Promise<Course> {
    const trainer = await Trainer.create(backend, lesson.start, settings, lesson.examples);
    const { parameters } = trainer;
    const samples = lesson.exam.slice(0, examSize);
    const examiner = await Examiner.open(backend, parameters.averaged, samples);
    const course = new Course(trainer, backend, lesson, examiner);
    if (from) {
      trainer.restore(from.parameters, from.step);
      course.metrics = [...from.metrics];
      course.exams = [...from.exams];
    }
    return course;
  }

  get step(): number {
    return this.trainer.step;
  }

  /** Whether the weights of now are worth going back to. */
  get isWell(): boolean {
    return this.#watch.isWell;
  }

  /**
   * Metrics of the steps since the last call, into the history too.
   * @returns also what went wrong, in words, if something did
   */
  async collect(): Promise<{ steps: StepMetrics[]; problem: string | null }> {
    const steps = await this.trainer.metrics();
    let problem: string | null = null;
    for (const metrics of steps) problem ??= this.#watch.see(metrics);
    this.metrics.push(...steps);
    if (this.metrics.length > HISTORY) {
      const half = HISTORY / 2;
      this.metrics = this.metrics.filter((_, index) => index % 2 === 1 || index >= half);
    }
    return { steps, problem };
  }

  /** Examines the moving average. */
  async examine(): Promise<Examined> {
    const { step, parameters, settings } = this.trainer;
    // Read first: what is examined must be what is handed out, and steps may be under way.
    const model = await parameters.model();
    const segments = Math.min(settings.segments, EXAM_SEGMENTS);
    const { exam, specimen } = await this.examiner.examine(step, segments);
    this.exams.push(exam);
    return { exam, specimen, model };
  }

  async state(): Promise<CourseState> {
    const { step } = this;
    const parameters = await this.trainer.parameters.state();
    const [metrics, exams] = [this.metrics.slice(), this.exams.slice()];
    return { step, parameters, metrics, exams };
  }

  /** Back to an earlier state, with the history up to then. */
  restore(state: Pick<CourseState, 'step' | 'parameters'>): void {
    this.trainer.restore(state.parameters, state.step);
    this.metrics = this.metrics.filter(({ step }) => step <= state.step);
    this.exams = this.exams.filter(({ step }) => step <= state.step);
    this.#watch = new Watch();
  }

  /** Back to the weights the lesson began with, without moments. */
  rewind(): void {
    const { parameters } = this.trainer;
    this.restore({ step: 0, parameters: parameters.stateOf(this.lesson.start) });
  }

  /** The model as the lesson found it. */
  modelBefore(): HrmModel {
    return this.lesson.model;
  }

  /** Both models on puzzles neither has been taught, at the same segments. */
  async compare(puzzles: number): Promise<{ before: Exam; after: Exam }> {
    const samples = [...this.lesson.exam, ...this.lesson.unseen].slice(0, Math.max(1, puzzles));
    const { parameters, settings, step } = this.trainer;
    const segments = Math.min(settings.segments, EXAM_SEGMENTS);
    const measure = async (examiner: Examiner, at: number) => {
      const { exam } = await examiner.examine(at, segments);
      examiner.dispose();
      return exam;
    };
    const session = await createSession(this.backend, this.modelBefore(), {
      batch: samples.length,
    });
    const before = await measure(new Examiner(session, samples), 0);
    const after = await measure(
      await Examiner.open(this.backend, parameters.averaged, samples),
      step,
    );
    return { before, after };
  }

  /** What the gradient of the model of now would be at other horizons. */
  async horizons(): Promise<HorizonRow[]> {
    const { parameters, settings } = this.trainer;
    const model = await parameters.model();
    const rows = Math.min(settings.batch, HORIZON_BATCH);
    return measureHorizons(this.backend, model, batchOf(this.lesson, rows, this.step), settings);
  }

  dispose(): void {
    this.examiner.dispose();
    this.trainer.dispose();
  }
}

/** The next examples as one batch. */
function batchOf({ examples, model }: PreparedLesson, rows: number, step: number) {
  const cells = model.config.seq_len;
  const inputs = new Uint32Array(rows * cells);
  const labels = new Uint32Array(rows * cells);
  const identifiers = Uint32Array.from({ length: rows }, (_, row) =>
    examples.next(inputs, labels, row * cells, step),
  );
  return { inputs, labels, identifiers };
}
