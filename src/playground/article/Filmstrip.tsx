import '../styles/filmstrip.css';
import { useMemo } from 'react';
import { plural } from '../../puzzles/plural';
import { Miniature } from '../chains/Miniature';
import { unlike } from '../chains/compare';
import { useTask } from '../chains/useTask';
import { haltProbability } from '../store/halting';
import { reachedOf, segmentOf } from '../store/selectors';
import { traceOf } from '../store/thought';
import { usePlayground, usePlaygroundStore } from '../usePlayground';
import { stillsOf } from './stills';
import { goToStage } from './to-stage';

const MOST = 8;

/** The thought on the board, grid by grid. */
export function Filmstrip() {
  const frames = usePlayground((state) => traceOf(state)?.frames);
  const reached = usePlayground(reachedOf);
  const shown = usePlayground(segmentOf);
  const store = usePlaygroundStore();
  const { seek } = store.getState();
  const task = useTask();
  const stills = useMemo(() => stillsOf(reached, MOST), [reached]);
  if (frames === undefined || frames.length < reached || stills.length === 0) {
    return <p className="whisper">The grids of the thought come here, one after each segment.</p>;
  }
  const show = (segment: number, from: Element) => {
    seek(segment);
    // Scrolls from the text to the grid, unless it is visible.
    if (from.closest('.workbench') === null && !store.getState().docked) goToStage(store, from);
  };
  return (
    <figure className="film wide">
      <ol className="filmstrip">
        {stills.map((segment, index) => {
          const frame = frames[segment - 1]!;
          const before = frames[(stills[index - 1] ?? segment) - 1]!;
          const changed = unlike(frame.tokens, before.tokens);
          const sure = `${(100 * haltProbability(frame)).toFixed(0)} % sure`;
          return (
            <li key={segment}>
              <button
                type="button"
                aria-pressed={segment === shown}
                aria-label={`Segment ${segment}: ${sure}, ${plural(changed.length, 'cell')} changed`}
                onClick={({ currentTarget }) => show(segment, currentTarget)}
              >
                <Miniature task={task} tokens={frame.tokens} changed={changed} differing={[]} />
                <span>
                  {segment} · {sure}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <figcaption>
        The thought on the stage, grid by grid: the segment, and how sure the Q head was after it.
        What changed since the grid before is shaded. Choose a grid to see it large.
      </figcaption>
    </figure>
  );
}
