import { lazy } from 'react';
import { Article } from '../article/Article';
import { ThinkingLonger } from '../charts/ThinkingLonger';
import type { Hideable } from '../store/view';
import { DiversityChoice } from '../timeline/Diversity';
import { NumChainsChoice } from '../timeline/NumChains';
import { RestartChoice } from '../timeline/Restart';
import { Transport } from '../timeline/Transport';
import { usePlayground } from '../usePlayground';
import { useParts } from '../worlds/useParts';
import { BoardFoot } from './BoardFoot';
import { EnginePanel } from './EnginePanel';
import { Inside } from './Inside';
import { Instruments, type InstrumentOnOffer } from './Instruments';
import { Lazily } from './Lazily';
import { Lede } from './Lede';
import { Status } from './Status';
import { Teach } from './Teach';
import { ThinkingWider } from './ThinkingWider';

const Filmstrip = lazy(() =>
  import('../article/Filmstrip').then((module) => ({ default: module.Filmstrip })),
);

/** A world at work: the grid, one instrument beside it, and the timeline across below. */
export function Workbench() {
  const { Board, Examples, Editor, Instruments: Search } = useParts();
  const hidden = usePlayground((state) => state.hidden);
  const embedded = usePlayground((state) => state.embedded);
  const teaches = usePlayground(({ board }) => board.world.teaches);
  const wide = usePlayground(({ numChains }) => numChains > 1);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed');
  const shows = (thing: Hideable) =>
    !embedded && !hidden.has(thing) && (thing !== 'teach' || teaches);
  const offers: InstrumentOnOffer[] = [];
  if (shows('chart')) {
    offers.push({ id: 'longer', title: 'Thinking longer', content: <ThinkingLonger /> });
    offers.push({
      id: 'strip',
      title: 'Grid by grid',
      content: (
        <Lazily>
          <Filmstrip />
        </Lazily>
      ),
    });
    if (Search !== undefined) {
      offers.push({ id: 'search', title: 'Does it search?', content: <Search /> });
    }
  }
  if (shows('breadth') || (wide && !embedded)) {
    offers.push({
      id: 'wider',
      title: 'Think wider',
      content: <Wider fixed={!shows('breadth')} />,
    });
  }
  if (shows('chart')) offers.push({ id: 'inside', title: 'Look inside', content: <Inside /> });
  if (shows('teach')) {
    offers.push({ id: 'teach', title: 'Teach', content: <Teach />, stays: teaching });
  }
  if (shows('backend')) offers.push({ id: 'engine', title: 'Model', content: <EnginePanel /> });
  return (
    <>
      <div className="workbench">
        <Status />
        <section className="stage" aria-label="The thought">
          <Board />
          <BoardFoot />
        </section>
        <Transport />
        {embedded && <ThinkingWider />}
        {!embedded && (
          <div className="side">
            <Lede />
            {shows('examples') && <Examples />}
            {shows('edit') && <Editor />}
            <Instruments offers={offers} />
          </div>
        )}
      </div>
      {!embedded && <Article prose={shows('explanation')} figures={shows('chart')} />}
    </>
  );
}

/** Several chains of thought, how they differ, and what each makes of the puzzle. */
function Wider({ fixed }: { readonly fixed: boolean }) {
  return (
    <section className="panel" aria-label="Think wider">
      {!fixed && (
        <>
          <NumChainsChoice />
          <DiversityChoice />
          <RestartChoice />
        </>
      )}
      <ThinkingWider />
    </section>
  );
}
