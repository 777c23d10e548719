import type { InnerSession } from '../hrm/inner-session';
import type { StateName, States } from '../hrm/schedule';
import { Steps } from './steps';

/** Inner figures of the thoughts about many puzzles. */
export interface Survey {
  readonly count: number;
  /** Segments of each thought; none halts early. */
  readonly segments: number;
  /**
   * Participation ratio of each state (all positions, all steps) over the first 1, 2, 5, 10, … and
   * over all puzzles. The paper's claim (arXiv 2506.21734, section 4) is that the slow module's
   * grows with the variety of puzzles and the fast one's does not.
   */
  readonly participation: readonly (States<number> & {
    readonly puzzles: number;
  })[];
  /** The states in the order the applications of a segment write them. */
  readonly applications: readonly StateName[];
  /** Mean forward residual of each application in each segment: [segments][applications]. */
  readonly residuals: readonly (readonly number[])[];
}

/** A puzzle to think about: token ids [S], and the row of its embedding (0 unless given). */
export interface Surveyed {
  readonly input: ArrayLike<number>;
  readonly identifier?: number;
}

/** Whether the ratio is given after this number of puzzles. */
const isMark = (count: number) => /^[125]0*$/.test(String(count));

/**
 * Thinks about puzzle after puzzle and looks inside.
 *
 * @param hidden channels of a state
 * @param progress gets the number of puzzles done
 */
export async function survey(
  session: InnerSession,
  hidden: number,
  puzzles: readonly Surveyed[],
  segments: number,
  progress: (done: number) => void = () => undefined,
): Promise<Survey> {
  const { applications } = session;
  const steps = new Steps(hidden);
  const residuals = Array.from({ length: segments }, () => applications.map(() => 0));
  const participation: Survey['participation'][number][] = [];
  for (const [index, { input, identifier = 0 }] of puzzles.entries()) {
    steps.startFrom(await session.begin(Uint32Array.from(input), identifier));
    for (const sums of residuals) {
      for (const [at, step] of (await session.segment()).entries()) {
        sums[at]! += steps.take(step) / puzzles.length;
      }
      steps.startFrom(await session.carry());
    }
    const done = index + 1;
    if (isMark(done) || done === puzzles.length) {
      participation.push({ puzzles: done, ...steps.participation() });
    }
    progress(done);
  }
  return { count: puzzles.length, segments, participation, applications, residuals };
}
