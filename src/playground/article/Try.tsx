import type { ReactNode } from 'react';
import type { PlaygroundState } from '../store/state';
import type { Instrument } from '../store/view';
import { usePlaygroundStore } from '../usePlayground';
import { goToStage } from './to-stage';

interface Props {
  /** What happens on the stage. */
  readonly act: (state: PlaygroundState) => void;
  /** What shows it: the thought, which may stand beside the text, or an instrument of the stage. */
  readonly shown?: 'thought' | 'instrument';
  readonly children: ReactNode;
}

/** Words of a sentence that do what they say, and bring into view what shows it. */
export function Try({ act, shown = 'thought', children }: Props) {
  const store = usePlaygroundStore();
  return (
    <button
      type="button"
      className="try"
      onClick={({ currentTarget }) => {
        act(store.getState());
        if (shown === 'instrument') goToStage(store, currentTarget, '.instruments');
        else if (!store.getState().docked) goToStage(store, currentTarget);
      }}
    >
      {children}
    </button>
  );
}

/** A thought of so many segments at most, from its start. */
export function think(segments: number): Props['act'] {
  return (state) => {
    state.setLimit(segments);
    state.seek(0);
    state.play();
  };
}

/** An instrument of the stage, opened. */
export function openInstrument(instrument: Instrument): Props['act'] {
  return (state) => state.chooseInstrument(instrument);
}
