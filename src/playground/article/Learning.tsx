import type { ReactNode } from 'react';
import { lessonsOf } from '../../training/lessons/ids';
import { haltThreshold, LIMIT_RANGE } from '../store/halting';
import { shippedAtWork } from '../store/model';
import type { PlaygroundState } from '../store/state';
import { traceOf } from '../store/thought';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { Chapter } from './Chapter';
import { OnStage } from './OnStage';
import { Paper } from './Paper';
import { Term } from './Term';
import { openInstrument, Try } from './Try';
import {
  ContinueGoal,
  DetachedSegment,
  FixedPoint,
  HaltGoal,
  ImplicitGradient,
  ParticipationRatio,
  SegmentLoss,
} from './formulas';

/** The slow state starts the fast one; it settles; the next slow step starts it again. */
export function Converging() {
  const { inside } = useParts();
  const shipped = usePlayground(shippedAtWork) !== null;
  return (
    <Chapter id="converging">
      <p>
        A plain recurrent network soon comes to rest: its steps get smaller and smaller until they
        change nothing. Then more time does not help. The paper’s idea against this is{' '}
        <em>hierarchical convergence</em>. The <Term of="fast">fast state</Term> may settle, but
        only until the <Term of="slow">slow state</Term> moves. Then it has something new to settle
        on.
      </p>
      <p>
        Whether this happens can be measured.{' '}
        <Try act={(state) => state.setLooksInside(true)} shown="instrument">
          Look inside the thought
        </Try>{' '}
        and see how far each step moves its state. If the paper is right, the steps of the fast
        state get smaller within a cycle and large again after each slow step. {shipped && inside}
      </p>
    </Chapter>
  );
}

/** How the gradient works without the whole history. */
export function OneStep({ children }: { readonly children?: ReactNode }) {
  return (
    <Chapter id="one-step">
      <p>
        To learn, one must know how each weight contributed to the answer: that is its{' '}
        <em>gradient</em>. In a recurrent network one usually goes back through all steps
        (backpropagation through time, BPTT) and keeps all of them in memory until then. HRM does
        not go back that far. If the state comes to rest at a fixed point <FixedPoint />, the
        implicit function theorem gives the derivative without the steps that led there:
      </p>
      <ImplicitGradient />
      <p>
        θ are the weights, and J is the derivative of one step by the state. The series on the right
        (a Neumann series) converges if J shrinks every direction, that is, if its spectral radius
        is below 1. Its first term alone is the gradient of the last step: the{' '}
        <em>one-step gradient</em>. Deep equilibrium models (<Paper id="1909.01377">DEQ</Paper>)
        made this way of learning known. It is exact only if the state has come to rest, and nothing
        in HRM guarantees that. The models on this page were trained with the gradient of the whole
        last cycle, which <Paper id="2510.04871">was found</Paper> to work better.
      </p>
      {children}
    </Chapter>
  );
}

/** Loss after every segment. */
export function Supervision({ children }: { readonly children?: ReactNode }) {
  const teaches = usePlayground(
    ({ board, hidden }) => lessonsOf(board.world.id).length > 0 && !hidden.has('teach'),
  );
  return (
    <Chapter id="supervision">
      <p>
        In training, the whole answer is compared with the right one after every{' '}
        <Term of="segment">segment</Term>, and the weights are changed at once. The next segment
        starts from the present state, but no gradient goes back across the border: the state is{' '}
        <em>detached</em>. This is called <em>deep supervision</em>:
      </p>
      <DetachedSegment />
      <SegmentLoss />
      <p>
        So learning from a long thought takes no more memory than from a short one, and the model
        learns to improve any state, including its own mistakes. That is why there is a whole answer
        after each segment: see <Try act={(state) => state.seek(1)}>the first</Try>,{' '}
        <Try act={(state) => state.seek(2)}>the second</Try> and{' '}
        <Try act={(state) => state.seek(LIMIT_RANGE.max)}>the last</Try> of the thought on the
        stage.
        {teaches && (
          <>
            {' '}
            Or{' '}
            <Try act={openInstrument('teach')} shown="instrument">
              teach a small model yourself
            </Try>
            , with a loss after every segment or after the last one alone, detached or not.
          </>
        )}
      </p>
      {children}
    </Chapter>
  );
}

/** The thought again, halting at this probability; `null` for the model's own rule. */
function haltAbove(sureness: number | null) {
  return (state: PlaygroundState) => {
    state.setHalting(true);
    state.setSureness(sureness);
    state.seek(0);
    state.play();
  };
}

function neverHalt(state: PlaygroundState): void {
  state.setHalting(false);
  state.seek(0);
  state.play();
}

/**
 * Whether q_continue was learned as well or is a constant, judged from the thought on the stage.
 */
function OwnRule() {
  const votes = usePlayground((state) => {
    const frames = traceOf(state)?.frames ?? [];
    return frames.length < 2 ? null : haltThreshold(frames, null) === null;
  });
  if (votes === null) return null;
  return votes
    ? 'In the model at work both numbers are learned: on the timeline the bars show the first, and the line across them the second. In the Sudoku and ARC models shipped here the second was learned last, with a price of a few percent for each further segment. Without such a price both numbers are equal after a puzzle is solved, and a thought need not end.'
    : 'In the model at work only the first number is learned. The second is a constant that the first has to exceed.';
}

/** When to stop. */
export function Halting() {
  return (
    <Chapter id="halting">
      <p>
        Beside the answer, a small <Term of="qHead">Q head</Term> reads two numbers from the slow
        state: the value of stopping now, and the value of going on. In the paper both are learned
        as the values of moves in a game (Q-learning). Stopping pays 1 if the whole answer is right,
        and 0 if not. Going on is worth as much as the better of the two after the next segment:
      </p>
      <HaltGoal />
      <ContinueGoal />
      <p>
        A thought <Term of="halt">halts</Term> after the first segment at which stopping is worth
        more, or at the <Term of="limit">limit</Term>. This is called{' '}
        <em>adaptive computation time</em>, ACT: an easy puzzle gets less time than a hard one.{' '}
        <OwnRule />
      </p>
      <p>
        Try other rules: halt when it is <Try act={haltAbove(0.5)}>50 % sure</Try>,{' '}
        <Try act={haltAbove(0.99)}>99 % sure</Try>, or{' '}
        <Try act={neverHalt}>go on to the limit in any case</Try>. Then{' '}
        <Try act={haltAbove(null)}>the model’s own rule</Try> again. On the stage now: <OnStage />
      </p>
    </Chapter>
  );
}

/** The paper's figures for the dimensions of the two states. */
export function Dimensions({ children }: { readonly children?: ReactNode }) {
  return (
    <Chapter id="dimensions">
      <p>
        A state has hundreds of numbers, but it may use few directions among them. The{' '}
        <em>participation ratio</em> says how many, from the eigenvalues λ of its covariance. It is
        1 if the state moves along a line, and n if it moves equally in n directions:
      </p>
      <ParticipationRatio />
      <p>
        In the paper’s model it is 90 for the <Term of="slow">slow state</Term> and 30 for the{' '}
        <Term of="fast">fast one</Term>; before training, 42 and 41. So the model seems to learn to
        keep more in the slow state, and more so with more tasks. The paper compares this with the
        cortex of the mouse, where areas further from the senses use more dimensions, too.
      </p>
      <p>
        For the model at work it can be measured here:{' '}
        <Try act={(state) => state.setLooksInside(true)} shown="instrument">
          count the directions of this thought
        </Try>
        , and compare them with untrained models of the same form. That comparison matters, because
        an untrained model can have a difference, too. {children}
      </p>
    </Chapter>
  );
}
