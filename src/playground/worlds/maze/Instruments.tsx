import { Exploration } from '../../boards/maze/Exploration';
import { MazeVerdictLine } from '../../boards/maze/MazeReadout';
import { SearchChoice } from '../../boards/maze/SearchChoice';
import { segmentOf } from '../../store/selectors';
import { traceOf } from '../../store/thought';
import { usePlayground } from '../../usePlayground';
import { chooseOverlays, useOverlayChoice } from './overlays';
import { useMaze } from './useMaze';

/** A breadth-first search compared with the thought, on the board and in a diagram. */
export function Instruments() {
  const { maze, thought } = useMaze();
  const choice = useOverlayChoice();
  const trace = usePlayground(traceOf);
  const limit = usePlayground((state) => state.limit);
  const segment = usePlayground(segmentOf);
  const seek = usePlayground((state) => state.seek);
  return (
    <section className="panel" aria-label="Does it search?">
      {thought !== null && <MazeVerdictLine thought={thought} />}
      <SearchChoice puzzle={maze} thought={thought} choice={choice} onChoice={chooseOverlays} />
      <Exploration
        puzzle={maze}
        frames={trace?.frames.slice(0, limit) ?? []}
        segment={segment}
        pace={choice.frontier ? choice.pace : null}
        onSeek={seek}
      />
    </section>
  );
}
