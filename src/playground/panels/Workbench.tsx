import { Fragment, lazy, useEffect } from 'react';
import { lessonsOf } from '../../training/lessons/ids';
import { isRacing } from '../store/racing';
import { isBare, type Hideable } from '../store/view';
import { Transport } from '../timeline/Transport';
import { useInView } from '../useInView';
import { usePlayground } from '../usePlayground';
import type { WorldInstrument } from '../worlds/page-world';
import { useParts } from '../worlds/useParts';
import { BoardFoot } from './BoardFoot';
import type { InstrumentOnOffer } from './Instruments';
import { Lazily } from './Lazily';
import { Lede } from './Lede';
import { Status } from './Status';
import { ThinkingWider } from './ThinkingWider';

const beside = () => import('./beside');
const EnginePanel = lazy(async () => ({ default: (await beside()).EnginePanel }));
const Inside = lazy(async () => ({ default: (await beside()).Inside }));
const Instruments = lazy(async () => ({ default: (await beside()).Instruments }));
const ThinkingLonger = lazy(async () => ({ default: (await beside()).ThinkingLonger }));
const Wider = lazy(async () => ({ default: (await beside()).Wider }));

const below = () => import('../article/below');
const Article = lazy(async () => ({ default: (await below()).Article }));
const Reading = lazy(async () => ({ default: (await below()).Reading }));

const Compare = lazy(() => import('../compare/Compare'));
const Evaluate = lazy(() => import('../evaluate/Evaluate'));
const Filmstrip = lazy(async () => ({ default: (await import('../article/Filmstrip')).Filmstrip }));
const Teach = lazy(async () => ({ default: (await import('./Teach')).Teach }));

/** The view of a world: the grid, one instrument beside it, and the timeline below. */
export function Workbench() {
  const parts = useParts();
  const { Board, Examples, Editor, Race, Foot = BoardFoot, Frame = Fragment } = parts;
  const Below = parts.Article ?? Article;
  const world = usePlayground(({ board }) => board.world.id);
  const hidden = usePlayground((state) => state.hidden);
  const embedded = usePlayground(isBare);
  const wide = usePlayground(({ numChains }) => numChains > 1);
  const teaching = usePlayground((state) => state.teaching.phase !== 'closed');
  const shows = (thing: Hideable) =>
    !embedded && !hidden.has(thing) && (thing !== 'teach' || lessonsOf(world).length > 0);
  const raced = usePlayground(isRacing) && Race !== undefined;
  const setOnScreen = usePlayground((state) => state.setOnScreen);
  const [workbench, inView] = useInView<HTMLDivElement>();
  const docked = usePlayground((state) => state.docked);
  useEffect(() => setOnScreen(inView || docked), [setOnScreen, inView, docked]);
  const brought = parts.instruments ?? [];
  const offers: InstrumentOnOffer[] = brought.filter(({ first }) => first).map(offerOf);
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
    for (const own of brought.filter(({ first }) => first !== true)) offers.push(offerOf(own));
  }
  if (shows('breadth') || (wide && !embedded)) {
    offers.push({
      id: 'wider',
      title: 'Think wider',
      content: <Wider fixed={!shows('breadth')} />,
    });
  }
  if (shows('chart')) offers.push({ id: 'inside', title: 'Look inside', content: <Inside /> });
  if (shows('chart')) {
    offers.push({
      id: 'compare',
      title: 'Compare',
      content: (
        <Lazily>
          <Compare />
        </Lazily>
      ),
    });
  }
  if (shows('chart')) {
    offers.push({
      id: 'evaluate',
      title: 'Measure',
      content: (
        <Lazily waiting={<p className="whisper">Opening…</p>}>
          <Evaluate />
        </Lazily>
      ),
    });
  }
  if (shows('teach')) {
    offers.push({
      id: 'teach',
      title: 'Teach',
      content: (
        <Lazily>
          <Teach />
        </Lazily>
      ),
      stays: teaching,
    });
  }
  if (shows('backend')) offers.push({ id: 'engine', title: 'Model', content: <EnginePanel /> });
  return (
    <Frame>
      <div ref={workbench} className={`workbench ${world}`}>
        {raced ? (
          <Lazily waiting={<div className="stage-to-come" />}>
            <Race />
          </Lazily>
        ) : (
          <>
            <Status />
            <section className="stage" aria-label="The thought" data-part="grid">
              <Board />
              <Foot />
            </section>
            <Transport />
          </>
        )}
        {embedded && <ThinkingWider />}
        {!embedded && (
          <div className="side">
            <Lede />
            <Lazily>
              {shows('examples') && <Examples />}
              {/* Instruments would show what the model thinks. */}
              {raced ? (
                <AboutRace />
              ) : (
                <>
                  {shows('edit') && Editor !== undefined && <Editor />}
                  <Instruments offers={offers} />
                </>
              )}
            </Lazily>
          </div>
        )}
      </div>
      {!embedded && (
        <Lazily>
          <Reading>
            <Below prose={shows('explanation')} figures={shows('chart')} />
          </Reading>
        </Lazily>
      )}
    </Frame>
  );
}

const offerOf = ({ id, title, Content }: WorldInstrument): InstrumentOnOffer => ({
  id,
  title,
  content: <Content />,
});

function AboutRace() {
  return (
    <p className="whisper">
      You and the model have the same puzzle. Its thought is hidden until you ask for it, and it
      thinks slowly, so that you have a chance. Only the rules of the puzzle decide about your
      answer.
    </p>
  );
}
