import type { ReactNode } from 'react';
import type { PlaygroundState } from '../store/state';
import { usePlaygroundStore } from '../usePlayground';

interface Props {
  /** What happens on the stage. */
  readonly act: (state: PlaygroundState) => void;
  readonly children: ReactNode;
}

/** Words of a sentence that do what they say, and bring the stage into view to show it. */
export function Try({ act, children }: Props) {
  const store = usePlaygroundStore();
  return (
    <button
      type="button"
      className="try"
      onClick={() => {
        act(store.getState());
        document.querySelector('.workbench')?.scrollIntoView({ block: 'start' });
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
