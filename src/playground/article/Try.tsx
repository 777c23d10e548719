import type { ReactNode } from 'react';
import type { PlaygroundState } from '../store/state';
import type { Instrument } from '../store/view';
import { usePlaygroundStore } from '../usePlayground';
import { goToStage } from './to-stage';

interface Props {
  /** What happens on the stage. */
  readonly act: (state: PlaygroundState) => void;
  /** Where it is visible: in the thought, which may be beside the text, or in an instrument. */
  readonly shown?: 'thought' | 'instrument';
  readonly children: ReactNode;
}

/** A button within a sentence that does what its words say, and scrolls to the result. */
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

/** A thought with this limit, from its start. */
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
