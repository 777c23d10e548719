import type { SegmentStep } from '../../analysis/segment-steps';
import type { OrderOf } from '../../worker/study-protocol';
import { lengthOf } from '../store/inside';
import { segmentOf } from '../store/selectors';
import type { PlaygroundState } from '../store/state';

/** The segment that can be opened: the visible one, or the first; 0 if there is none. */
export function segmentToOpen(state: PlaygroundState): number {
  return Math.min(Math.max(1, segmentOf(state)), lengthOf(state));
}

/** The data of the step under the pointer, if the visible segment was opened into its steps. */
export function stepOpened(state: PlaygroundState): SegmentStep | null {
  const run = state.studies.steps;
  const steps = run?.parts[0];
  if (run === undefined || steps === undefined || state.stepPointed === null) return null;
  if ((run.order as unknown as OrderOf<'steps'>).segment !== segmentToOpen(state)) return null;
  return steps[state.stepPointed] ?? null;
}

/**
 * The forward residual of the step under the pointer in the visible segment, if it was inspected.
 */
export function residualPointed(state: PlaygroundState): number | null {
  const opened = stepOpened(state);
  if (opened !== null) return opened.residual;
  if (state.stepPointed === null) return null;
  const frame = state.innerFrames[segmentToOpen(state) - 1];
  return frame?.moves[state.stepPointed]?.residual ?? null;
}
