import { lazy, useEffect, useState, type ReactNode } from 'react';
import { Lazily } from '../panels/Lazily';
import { isRacing } from '../store/racing';
import { useInView } from '../useInView';
import { useMedia } from '../useMedia';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { MeaningBelow } from './Term';
import { followLight } from './light';
import { goToStage } from './to-stage';
import '../styles/reading.css';

const Dock = lazy(() => import('./Dock'));

/**
 * The frame of the article. It keeps the stage available during reading: on a wide screen a small
 * one is beside the text, in space reserved for it; on other screens a button leads to it and back.
 */
export function Reading({ children }: { readonly children: ReactNode }) {
  // Reading begins when the text reaches the middle of the screen.
  const [ref, reading] = useInView<HTMLDivElement>('0px 0px -50%');
  const wide = useMedia('(min-width: 1100px)');
  const racing = usePlayground(isRacing);
  const store = usePlaygroundStore();
  const { setDocked, setWayBack } = store.getState();
  const [held, setHeld] = useState(false);
  // A control with the focus is not removed.
  const docked = wide && !racing && (reading || held);
  useEffect(() => {
    setDocked(docked);
    return () => setDocked(false);
  }, [docked, setDocked]);
  useEffect(() => followLight(store), [store]);
  useEffect(() => {
    if (reading) setWayBack(null);
  }, [reading, setWayBack]);
  return (
    <div ref={ref} className="reading">
      <aside
        className="dock-place"
        onFocus={() => setHeld(true)}
        onBlur={({ currentTarget, relatedTarget }) =>
          setHeld(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))
        }
      >
        {docked && (
          <Lazily>
            <Dock />
          </Lazily>
        )}
      </aside>
      <Step reading={reading} docked={wide && !racing} />
      {reading && !wide && <MeaningBelow />}
      {children}
    </div>
  );
}

/** The button from the text to the stage, if that is not beside it, and back to the same place. */
function Step({ reading, docked }: { readonly reading: boolean; readonly docked: boolean }) {
  const store = usePlaygroundStore();
  const wayBack = usePlayground((state) => state.wayBack);
  if (reading ? docked : wayBack === null) return null;
  return (
    <button
      type="button"
      className={reading ? 'button stage-step' : 'button stage-step back'}
      onClick={() => (reading ? goToStage(store) : wayBack?.())}
    >
      {reading ? '↑ To the board' : '↓ Back to the text'}
    </button>
  );
}
