import { useMemo } from 'react';
import type { SegmentStep } from '../../analysis/segment-steps';
import { Miniature } from '../chains/Miniature';
import { unlike } from '../chains/compare';
import { useTask } from '../chains/useTask';
import { sentence } from '../panels/Status';
import { LIMIT_RANGE } from '../store/halting';
import { endOf, frameBefore, frameShown, reachedOf, segmentOf, wishOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { PlayStep } from '../timeline/Controls';
import { QValues } from '../timeline/QValues';
import { TimelineView } from '../timeline/TimelineView';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { Beats } from './Beats';
import { Meaning } from './Term';
import { stepOpened } from './steps';
import { goToStage } from './to-stage';

/** The stage in the margin: the same thought, at the same segment, with the same limit. */
export default function Dock() {
  const store = usePlaygroundStore();
  const parts = useParts();
  const step = usePlayground(stepOpened);
  const pointed = usePlayground((state) => (stepOpened(state) === null ? null : state.stepPointed));
  const verdict = usePlayground((state) => sentence(state, parts));
  const { Docked } = parts;
  return (
    <section className="dock" aria-label="The thought, beside the text">
      <p className="dock-verdict">
        {pointed === null ? verdict : `What it would answer after step ${pointed + 1}.`}
      </p>
      <div className={Docked ? 'dock-board dock-pair' : 'dock-board'} data-part="grid">
        {Docked !== undefined && <Docked />}
        {Docked === undefined && step === null && <Board />}
        {step !== null && <StepBoard step={step} />}
      </div>
      <Beats />
      <DockedTimeline />
      <div className="dock-foot">
        <PlayStep />
        <QValues />
      </div>
      <button type="button" className="quiet dock-up" onClick={() => goToStage(store)}>
        ↑ To the whole stage
      </button>
      <Meaning />
    </section>
  );
}

/** The puzzle and the answer of the visible segment. */
function Board() {
  const task = useTask();
  const frame = usePlayground(frameShown);
  const before = usePlayground(frameBefore);
  const tokens = frame?.tokens ?? task.input;
  const changed = useMemo(
    () => (frame === null || before === null ? [] : unlike(frame.tokens, before.tokens)),
    [frame, before],
  );
  return <Miniature task={task} tokens={tokens} changed={changed} differing={[]} />;
}

/** The answer if the model stopped at a step. */
function StepBoard({ step }: { readonly step: SegmentStep }) {
  const task = useTask();
  const tokens = Uint8Array.from(step.readings.preview.tokens);
  return (
    <div className="step-board">
      <Miniature task={task} tokens={tokens} changed={[]} differing={[]} />
    </div>
  );
}

const NO_FRAMES = [] as const;

function DockedTimeline() {
  const frames = usePlayground((state) => traceOf(state)?.frames ?? NO_FRAMES);
  const sureness = usePlayground((state) => state.sureness);
  const limit = usePlayground((state) => state.limit);
  const end = usePlayground(endOf);
  const reached = usePlayground(reachedOf);
  const wish = usePlayground(wishOf);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  const setLimit = usePlayground((state) => state.setLimit);
  const fixed = usePlayground((state) => state.hidden.has('limit'));
  return (
    <TimelineView
      most={LIMIT_RANGE.max}
      {...{ frames, sureness, limit, end, reached, wish, segment }}
      onSeek={seek}
      {...(!fixed && { onLimit: setLimit })}
    />
  );
}
