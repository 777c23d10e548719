import { Fragment, type ReactNode } from 'react';
import { Readout } from './boards/Readout';
import { SudokuBoard } from './boards/SudokuBoard';
import { ThinkingLonger } from './charts/ThinkingLonger';
import { Editor } from './panels/Editor';
import { EnginePanel } from './panels/EnginePanel';
import { Examples } from './panels/Examples';
import { Explanation } from './panels/Explanation';
import { Header } from './panels/Header';
import { Help } from './panels/Help';
import { Notes } from './panels/Notes';
import { Status } from './panels/Status';
import { Teach } from './panels/Teach';
import { ThinkingWider } from './panels/ThinkingWider';
import type { Hideable } from './store/view';
import { BreadthChoice } from './timeline/Breadth';
import { Controls } from './timeline/Controls';
import { QValues } from './timeline/QValues';
import { Timeline } from './timeline/Timeline';
import { usePlayground } from './usePlayground';

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

/** The page: the grid first, its timeline below, one instrument beside. */
export function App() {
  const hidden = usePlayground((state) => state.hidden);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed');
  const side: readonly (keyof typeof SIDE)[] = teaching ? TEACHING : LOOKING;
  const shows = (thing: Hideable) => !hidden.has(thing);
  return (
    <>
      <Header />
      <Notes />
      <main>
        <div className="workbench">
          <section className="stage" aria-label="The thought">
            <Status />
            <SudokuBoard />
            <Readout />
            <Timeline />
            {shows('breadth') && <BreadthChoice />}
            <QValues />
            <Controls />
            <ThinkingWider />
          </section>
          <div className="side">
            {side.filter(shows).map((thing) => (
              <Fragment key={thing}>{SIDE[thing]}</Fragment>
            ))}
          </div>
        </div>
        {shows('explanation') && <Explanation />}
      </main>
      <Help />
    </>
  );
}
