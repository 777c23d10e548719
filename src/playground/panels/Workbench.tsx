import { Fragment, type ReactNode } from 'react';
import { Readout } from '../boards/Readout';
import { SudokuBoard } from '../boards/SudokuBoard';
import { ThinkingLonger } from '../charts/ThinkingLonger';
import type { Hideable } from '../store/view';
import { Controls } from '../timeline/Controls';
import { QValues } from '../timeline/QValues';
import { Timeline } from '../timeline/Timeline';
import { usePlayground } from '../usePlayground';
import { Editor } from './Editor';
import { EnginePanel } from './EnginePanel';
import { Examples } from './Examples';
import { Explanation } from './Explanation';
import { Status } from './Status';
import { Teach } from './Teach';

/** What stands beside the grid. */
const SIDE = {
  teach: <Teach />,
  examples: <Examples />,
  edit: <Editor />,
  chart: <ThinkingLonger />,
  backend: <EnginePanel />,
} as const satisfies Partial<Record<Hideable, ReactNode>>;

/** Whoever looks finds puzzles first; whoever teaches has the lesson at the top. */
const LOOKING = ['examples', 'edit', 'chart', 'teach', 'backend'] as const;
const TEACHING = ['teach', 'chart', 'edit', 'backend'] as const;

/** A world at work: the grid first, its timeline below, one instrument beside. */
export function Workbench() {
  const hidden = usePlayground((state) => state.hidden);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed');
  const side: readonly (keyof typeof SIDE)[] = teaching ? TEACHING : LOOKING;
  const shows = (thing: Hideable) => !hidden.has(thing);
  return (
    <main>
      <div className="workbench">
        <section className="stage" aria-label="The thought">
          <Status />
          <SudokuBoard />
          <Readout />
          <Timeline />
          <QValues />
          <Controls />
        </section>
        <div className="side">
          {side.filter(shows).map((thing) => (
            <Fragment key={thing}>{SIDE[thing]}</Fragment>
          ))}
        </div>
      </div>
      {shows('explanation') && <Explanation />}
    </main>
  );
}
