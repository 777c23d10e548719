import { wishesToHalt } from '../hrm/act';
import type { World } from '../puzzles/world';
import { calibrate, wilsonInterval, type Calibration, type Interval } from './calibration';
import type { ChainThinker } from './chains';

/** Accuracy on a set of puzzles. */
export interface Evaluation {
  readonly count: number;
  /** Share of puzzles that equal the answer given, after each segment, nobody halting early. */
  readonly exact: readonly number[];
  /** Their 95 % intervals. */
  readonly exact_95: readonly Interval[];
  /** Share of right answers, whichever; only in a world where a puzzle may have several. */
  readonly valid?: readonly number[];
  readonly valid_95?: readonly Interval[];
  /** Share of cells right after each segment. */
  readonly cell: readonly number[];
  /** Expected calibration error of σ(q_halt) after each segment. */
  readonly calibration_error: readonly number[];
  /** When every puzzle stops at its first wish to halt, or at the limit. */
  readonly act: {
    readonly mean_segments: number;
    readonly exact: number;
    /** 95 % interval of the share. */
    readonly exact_95: Interval;
    readonly valid?: number;
    readonly valid_95?: Interval;
    /** What σ(q_halt) says where they stop, against whether the answer is a right one. */
    readonly calibration: Calibration;
  };
}

/** What happened to every puzzle, to be summed up over all of them or over some. */
export interface Outcomes {
  /** @param limit ACT limit in segments, @param include which puzzles count (all, unless given) */
  summary(limit: number, include?: (index: number) => boolean): Evaluation;
}

interface Outcome {
  /** Cells right after each segment. */
  readonly right: number[];
  /** Whether the answer is a right one, after each segment. */
  readonly isValid: boolean[];
  /** The Q head's word on that, after each segment. */
  readonly qHalt: number[];
  readonly cells: number;
  /** 1-based segment of the first wish to halt; Infinity without one. */
  wish: number;
}

/** Runs every puzzle for `segments` segments. */
export async function evaluate<Grid>(
  thinker: ChainThinker,
  world: Pick<World<Grid>, 'encode' | 'decode' | 'solves' | 'severalAnswers'>,
  puzzles: readonly { readonly puzzle: Grid; readonly solution: Grid }[],
  segments: number,
  onProgress: (done: number) => void,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  for (let start = 0; start < puzzles.length; start += thinker.width) {
    const part = puzzles.slice(start, start + thinker.width);
    const inputs = part.map(({ puzzle }) => world.encode(puzzle));
    const wanted = part.map(({ solution }) => world.encode(solution));
    const results = inputs.map(({ length: cells }): Outcome => ({
      right: [],
      isValid: [],
      qHalt: [],
      cells,
      wish: Infinity,
    }));
    await thinker.begin(inputs);
    for (let segment = 1; segment <= segments; segment++) {
      (await thinker.segment()).forEach(({ tokens, qHalt, qContinue }, index) => {
        const result = results[index]!;
        const right = tokens.reduce((sum, token, at) => sum + +(token === wanted[index]![at]), 0);
        result.right.push(right);
        result.isValid.push(
          right === result.cells ||
            (world.severalAnswers && world.solves(world.decode(tokens), part[index]!.puzzle)),
        );
        result.qHalt.push(qHalt);
        if (wishesToHalt(qHalt, qContinue)) result.wish = Math.min(result.wish, segment);
      });
    }
    outcomes.push(...results);
    onProgress(outcomes.length);
  }

  return {
    summary(limit, include = () => true) {
      const chosen = outcomes.filter((_, index) => include(index));
      const sum = (value: (outcome: Outcome) => number) =>
        chosen.reduce((total, outcome) => total + value(outcome), 0);
      const mean = (value: (outcome: Outcome) => number) => sum(value) / chosen.length;
      const stop = ({ wish }: Outcome) => Math.min(wish, limit);
      /** A share after the segment that `at` tells of each puzzle, and its interval. */
      const share = (isRight: Judgement, at: SegmentOf) => {
        const right = sum((outcome) => +isRight(outcome, at(outcome)));
        return [right / chosen.length, wilsonInterval(right, chosen.length)] as const;
      };
      const calibration = (at: SegmentOf) =>
        calibrate(
          chosen.map((outcome) => ({
            qHalt: outcome.qHalt[at(outcome) - 1]!,
            right: isValid(outcome, at(outcome)),
          })),
        );
      const each = <T>(value: (at: SegmentOf) => T) =>
        Array.from({ length: segments }, (_, index) => value(() => index + 1));
      const shares = (isRight: Judgement) => each((at) => share(isRight, at));
      const [exact, exact_95] = unzip(shares(isExact));
      const [valid, valid_95] = unzip(shares(isValid));
      const [actExact, actExact_95] = share(isExact, stop);
      const [actValid, actValid_95] = share(isValid, stop);
      return {
        count: chosen.length,
        exact,
        exact_95,
        ...(world.severalAnswers && { valid, valid_95 }),
        cell: each((at) => mean((outcome) => outcome.right[at(outcome) - 1]! / outcome.cells)),
        calibration_error: each((at) => calibration(at).error),
        act: {
          mean_segments: mean(stop),
          exact: actExact,
          exact_95: actExact_95,
          ...(world.severalAnswers && { valid: actValid, valid_95: actValid_95 }),
          calibration: calibration(stop),
        },
      };
    },
  };
}

/** 1-based segment at which a puzzle is looked at. */
type SegmentOf = (outcome: Outcome) => number;
type Judgement = (outcome: Outcome, segment: number) => boolean;

const isExact: Judgement = ({ right, cells }, segment) => right[segment - 1] === cells;
const isValid: Judgement = ({ isValid }, segment) => isValid[segment - 1]!;

function unzip<A, B>(pairs: readonly (readonly [A, B])[]): [A[], B[]] {
  return [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
}
