import { Fragment } from 'react';
import { Article } from '../article/Article';
import { ThinkingLonger } from '../charts/ThinkingLonger';
import type { Hideable } from '../store/view';
import { BreadthChoice } from '../timeline/Breadth';
import { Controls } from '../timeline/Controls';
import { DifferenceChoice } from '../timeline/Difference';
import { QValues } from '../timeline/QValues';
import { RestartChoice } from '../timeline/Restart';
import { Timeline } from '../timeline/Timeline';
import { useHeight } from '../useHeight';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { EnginePanel } from './EnginePanel';
import { Inside } from './Inside';
import { Status } from './Status';
import { Teach } from './Teach';
import { ThinkingWider } from './ThinkingWider';

/** Whoever looks finds puzzles first; whoever teaches has the lesson at the top. */
const LOOKING = ['examples', 'edit', 'chart', 'teach', 'backend'] as const;
const TEACHING = ['teach', 'chart', 'edit', 'backend'] as const;

/** A world at work: the grid first, its timeline below, one instrument beside. */
export function Workbench() {
  const { Board, Readout, Examples, Editor, Instruments } = useParts();
  const hidden = usePlayground((state) => state.hidden);
  const embedded = usePlayground((state) => state.embedded);
  const teaches = usePlayground(({ board }) => board.world.teaches);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed') && teaches;
  const shows = (thing: Hideable) =>
    !embedded && !hidden.has(thing) && (thing !== 'teach' || teaches);
  const stage = useHeight<HTMLElement>('--stage-height');
  /** What stands beside the grid. */
  const side = {
    teach: <Teach />,
    examples: <Examples />,
    edit: <Editor />,
    chart: (
      <>
        <ThinkingLonger />
        {Instruments !== undefined && <Instruments />}
        <Inside />
      </>
    ),
    backend: <EnginePanel />,
  };
  return (
    <>
      <div className="workbench">
        <section ref={stage} className="stage" aria-label="The thought">
          <Status />
          <Board />
          <Readout />
          <Timeline />
          <QValues />
          <Controls />
          {shows('breadth') && <BreadthChoice />}
          {shows('breadth') && <DifferenceChoice />}
          {shows('breadth') && <RestartChoice />}
          <ThinkingWider />
        </section>
        {!embedded && (
          <div className="side">
            {(teaching ? TEACHING : LOOKING).filter(shows).map((thing) => (
              <Fragment key={thing}>{side[thing]}</Fragment>
            ))}
          </div>
        )}
      </div>
      {!embedded && <Article prose={shows('explanation')} figures={shows('chart')} />}
    </>
  );
}
