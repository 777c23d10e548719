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
import type { Hideable } from './store/view';
import { Controls } from './timeline/Controls';
import { QValues } from './timeline/QValues';
import { Timeline } from './timeline/Timeline';
import { usePlayground } from './usePlayground';

/** The page: the grid first, its timeline below, one instrument beside. */
export function App() {
  const hidden = usePlayground((state) => state.hidden);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed');
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
            <QValues />
            <Controls />
          </section>
          <div className="side">
            {teaching && shows('teach') && <Teach />}
            {shows('examples') && !teaching && <Examples />}
            {shows('edit') && <Editor />}
            {shows('chart') && <ThinkingLonger />}
            {!teaching && shows('teach') && <Teach />}
            {shows('backend') && <EnginePanel />}
          </div>
        </div>
        {shows('explanation') && <Explanation />}
      </main>
      <Help />
    </>
  );
}
