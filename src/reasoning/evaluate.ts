import type { Pace } from '../compute/backend';
import type { World } from '../puzzles/world';
import { calibrate, wilsonInterval, type Calibration, type Interval } from './calibration';
import type { ChainThinker } from './chains';
import { isWish } from './trace';

/** Accuracy on a set of puzzles. */
export interface Evaluation {
  readonly count: number;
  /** Share of answers that equal the label after each segment, without early halting. */
  readonly exact: readonly number[];
  /** Their 95 % intervals. */
  readonly exact_95: readonly Interval[];
  /** Share of valid answers; only in a world where a puzzle may have several. */
  readonly valid?: readonly number[];
  readonly valid_95?: readonly Interval[];
  /** Share of cells right after each segment. */
  readonly cell: readonly number[];
  /** Expected calibration error of σ(q_halt) after each segment. */
  readonly calibration_error: readonly number[];
  /** The figures if every puzzle stops at its first wish to halt, or at the limit. */
  readonly act: {
    readonly mean_segments: number;
    readonly exact: number;
    /** 95 % interval of the share. */
    readonly exact_95: Interval;
    readonly valid?: number;
    readonly valid_95?: Interval;
    /** The calibration of σ(q_halt) at the segment where they stop. */
    readonly calibration: Calibration;
    /** The same under every limit of 1, 2, … segments. */
    readonly by_limit: ActByLimit;
  };
}

/** The effect of halting, with an entry for each limit of 1, 2, … segments (the paper's Fig. 5). */
export interface ActByLimit {
  readonly mean_segments: readonly number[];
  /** Share of puzzles that equal the answer given. */
  readonly exact: readonly number[];
  /** Share of right answers; only in a world where a puzzle may have several. */
  readonly valid?: readonly number[];
}

/** A puzzle whose answer is known, as tokens [S]. */
export interface Exam {
  readonly input: Uint8Array;
  /** Row of the puzzle embedding; 0 unless given. */
  readonly identifier?: number;
  /** The label. Cells where it is PAD (0) count as right, as in the loss. */
  readonly wanted: Uint8Array;
  /** Its name, if it has one: the id of an ARC task. */
  readonly name?: string;
}

/** The part of a world that checks answers. */
export type Judge<Grid> = Pick<World<Grid>, 'decode' | 'solves' | 'severalAnswers'>;

/** The record of one puzzle; plain data. */
export interface Outcome {
  /** Cells right after each segment. */
  readonly right: readonly number[];
  /** Whether the answer is a right one, after each segment. */
  readonly isValid: readonly boolean[];
  /** What the Q head says about that, after each segment. */
  readonly qHalt: readonly number[];
  readonly cells: number;
  /** 1-based segment of the first wish to halt; `null` without one. */
  readonly wish: number | null;
}

/** The records of all puzzles, to be summed up over all or some of them. */
export interface Outcomes {
  /** @param limit ACT limit in segments, @param include which puzzles count; all unless given */
  summary(limit: number, include?: (index: number) => boolean): Evaluation;
}

/** Runs every puzzle for `segments` segments. */
export async function evaluate<Grid>(
  thinker: ChainThinker,
  world: Judge<Grid>,
  exams: readonly Exam[],
  segments: number,
  onProgress: (done: number) => void,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < exams.length; start += thinker.width) {
    const part = exams.slice(start, start + thinker.width);
    outcomes.push(...(await examine(thinker, world, part, segments)));
    onProgress(outcomes.length);
  }
  const { severalAnswers } = world;
  return {
    summary: (limit, include = () => true) =>
      summarise(
        outcomes.filter((_, index) => include(index)),
        { limit, severalAnswers },
      ),
  };
}

/**
 * Thinks about one batch of puzzles.
 * @param pace is awaited before every segment and during long ones; it may wait, or throw to
 * interrupt
 */
export async function examine<Grid>(
  thinker: ChainThinker,
  world: Judge<Grid>,
  exams: readonly Exam[],
  segments: number,
  pace: () => Promise<void> = () => Promise.resolve(),
  onTheWay?: Pace,
): Promise<Outcome[]> {
  const puzzles = exams.map(({ input }) => world.decode(input));
  const results = exams.map(({ input: { length: cells } }) => ({
    right: [] as number[],
    isValid: [] as boolean[],
    qHalt: [] as number[],
    cells,
    wish: null as number | null,
  }));
  await thinker.begin(
    exams.map(({ input }) => input),
    exams.map(({ identifier = 0 }) => identifier),
  );
  for (let segment = 1; segment <= segments; segment++) {
    await pace();
    (await thinker.segment(onTheWay)).forEach((answer, index) => {
      const { tokens, qHalt } = answer;
      const result = results[index]!;
      const { wanted } = exams[index]!;
      const isRight = (token: number, at: number) => token === wanted[at] || wanted[at] === PAD;
      const right = tokens.reduce((sum, token, at) => sum + Number(isRight(token, at)), 0);
      result.right.push(right);
      result.isValid.push(
        right === result.cells ||
          (world.severalAnswers && world.solves(world.decode(tokens), puzzles[index]!)),
      );
      result.qHalt.push(qHalt);
      if (isWish(answer)) result.wish ??= segment;
    });
  }
  return results;
}

const PAD = 0;

/**
 * Sums up the records of some puzzles, all with the same number of segments.
 * @param limit ACT limit in segments, at most that number
 * @param severalAnswers whether a puzzle may have right answers other than the label
 */
export function summarise(
  outcomes: readonly Outcome[],
  { limit, severalAnswers }: { readonly limit: number; readonly severalAnswers: boolean },
): Evaluation {
  const segments = outcomes[0]?.right.length ?? 0;
  const sum = (value: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0);
  const mean = (value: (outcome: Outcome) => number) => sum(value) / outcomes.length;
  const stop = (outcome: Outcome) => stopsAt(outcome, limit);
  /** The share after the segment that `at` gives for each puzzle, and its interval. */
  const share = (isRight: Judgement, at: SegmentOf) => {
    const right = sum((outcome) => +isRight(outcome, at(outcome)));
    return [right / outcomes.length, wilsonInterval(right, outcomes.length)] as const;
  };
  const calibration = (at: SegmentOf) =>
    calibrate(
      outcomes.map((outcome) => ({
        qHalt: outcome.qHalt[at(outcome) - 1]!,
        right: isValid(outcome, at(outcome)),
      })),
    );
  const each = <T>(value: (at: SegmentOf) => T) =>
    Array.from({ length: segments }, (_, index) => value(() => index + 1));
  const within = Array.from(
    { length: limit },
    (_, index) => (outcome: Outcome) => stopsAt(outcome, index + 1),
  );
  const shares = (isRight: Judgement) => each((at) => share(isRight, at));
  const [exact, exact_95] = unzip(shares(isExact));
  const [valid, valid_95] = unzip(shares(isValid));
  const [actExact, actExact_95] = share(isExact, stop);
  const [actValid, actValid_95] = share(isValid, stop);
  return {
    count: outcomes.length,
    exact,
    exact_95,
    ...(severalAnswers && { valid, valid_95 }),
    cell: each((at) => mean((outcome) => outcome.right[at(outcome) - 1]! / outcome.cells)),
    calibration_error: each((at) => calibration(at).error),
    act: {
      mean_segments: mean(stop),
      exact: actExact,
      exact_95: actExact_95,
      ...(severalAnswers && { valid: actValid, valid_95: actValid_95 }),
      calibration: calibration(stop),
      by_limit: {
        mean_segments: within.map((stop) => mean(stop)),
        exact: within.map((stop) => share(isExact, stop)[0]),
        ...(severalAnswers && { valid: within.map((stop) => share(isValid, stop)[0]) }),
      },
    },
  };
}

/** Segment at which a puzzle stops: at its first wish to halt, or at the limit. */
export function stopsAt({ wish }: Outcome, limit: number): number {
  return Math.min(wish ?? Infinity, limit);
}

/** The 1-based segment at which a puzzle is checked. */
type SegmentOf = (outcome: Outcome) => number;
type Judgement = (outcome: Outcome, segment: number) => boolean;

const isExact: Judgement = ({ right, cells }, segment) => right[segment - 1] === cells;
const isValid: Judgement = ({ isValid }, segment) => isValid[segment - 1]!;

function unzip<A, B>(pairs: readonly (readonly [A, B])[]): [A[], B[]] {
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}
