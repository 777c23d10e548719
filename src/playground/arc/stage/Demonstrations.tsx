import type { CSSProperties } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';
import { canvasSide } from '../../../puzzles/arc/task';
import { MOST_PAIRS, nameOfPlace, type GridPlace } from '../editing/document';
import { GridView } from '../grids/GridView';
import { Sized } from '../grids/Sized';
import { placeOf } from '../store/editor';
import { answersShown } from '../store/learning-state';
import { useArc, useArcStore } from '../useArc';

/** Pixels of a cell, to decide when a pair needs its own row. */
const CELL = 6;

/** The pairs that show the rule. While the task is edited, each grid can be chosen for drawing. */
export function Demonstrations() {
  const { train } = useArc((state) => state.history.present.task);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const mode = useArc((state) => state.mode);
  const { addPair } = useArcStore().getState();
  const style = { '--pair': `${Math.max(150, 2 * CELL * side + 24)}px` } as CSSProperties;
  return (
    <section aria-label="Demonstrations">
      <ol className="arc-pairs" style={style}>
        {train.map((pair, at) => (
          <li key={at}>
            <div className="arc-pair">
              <PairGrid
                grid={pair.input}
                place={{ part: 'train', at, side: 'input' }}
                side={side}
              />
              <Arrow />
              <PairGrid
                grid={pair.output}
                place={{ part: 'train', at, side: 'output' }}
                side={side}
              />
            </div>
            <TrainPairPrediction at={at} />
            {mode === 'task' && <RemovePair at={at} />}
          </li>
        ))}
      </ol>
      {mode === 'task' && train.length < MOST_PAIRS && (
        <button type="button" className="button" onClick={addPair}>
          Add a pair
        </button>
      )}
    </section>
  );
}

export function Arrow() {
  return (
    <svg className="arc-arrow" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2 8h11m-4 -4l4 4l-4 4" />
    </svg>
  );
}

interface GridProps {
  readonly grid: ArcGrid;
  readonly place: GridPlace;
  readonly side: number;
}

/** A grid of the task; it can be chosen while the task is edited. */
export function PairGrid({ grid, place, side }: GridProps) {
  const chosen = useArc((state) => state.mode === 'task' && samePlace(placeOf(state), place));
  const editing = useArc((state) => state.mode === 'task');
  const { choosePlace } = useArcStore().getState();
  const name = nameOfPlace(place);
  return (
    <div className="arc-room">
      <Sized grid={grid} side={side}>
        {editing ? (
          <button
            type="button"
            className="arc-choice"
            aria-pressed={chosen}
            aria-label={`Draw on: ${name}`}
            onClick={() => choosePlace(place)}
          >
            <GridView grid={grid} />
          </button>
        ) : (
          <GridView grid={grid} label={name} />
        )}
      </Sized>
    </div>
  );
}

function samePlace(a: GridPlace | null, b: GridPlace): boolean {
  if (a?.part !== b.part || a.at !== b.at) return false;
  return a.part === 'answer' || b.part === 'answer' || a.side === b.side;
}

/** Whether the model has learned this demonstration. */
function TrainPairPrediction({ at }: { readonly at: number }) {
  const prediction = useArc((state) => answersShown(state)?.trainPairs[at] ?? null);
  // Its space is reserved, so that nothing moves when it appears.
  if (prediction === null) return <p className="arc-recital">&nbsp;</p>;
  return (
    <p className={prediction.right ? 'arc-recital right' : 'arc-recital'}>
      {prediction.right ? '✓ the model knows it' : 'not known yet'}
    </p>
  );
}

function RemovePair({ at }: { readonly at: number }) {
  const last = useArc((state) => state.history.present.task.train.length < 2);
  const { removePair } = useArcStore().getState();
  return (
    <button
      type="button"
      className="quiet"
      disabled={last}
      aria-label={`Remove demonstration ${at + 1}`}
      onClick={() => removePair(at)}
    >
      Remove
    </button>
  );
}
