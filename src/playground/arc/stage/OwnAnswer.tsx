import { useState } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';
import { canvasSide } from '../../../puzzles/arc/task';
import { EditorPanel } from '../editing/EditorPanel';
import { gridDrawn } from '../store/editor';
import { useArc } from '../useArc';
import { PairGrid } from './Demonstrations';
import { compare } from './words';

/** Answering the question oneself, with a check of the answer. */
export function OwnAnswer() {
  const test = useArc((state) => state.test);
  const question = useArc(({ history }) => history.present.task.test[test]!);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const drawn = useArc(gridDrawn);
  // A verdict is for the grid that was handed in, not for later changes.
  const [handedIn, setHandedIn] = useState<ArcGrid | null>(null);
  const { output } = question;
  return (
    <>
      <p className="whisper">Draw the grid that the demonstrations ask for, then hand it in.</p>
      <div className="arc-own">
        <PairGrid
          grid={question.input}
          place={{ part: 'test', at: test, side: 'input' }}
          side={side}
        />
        <EditorPanel />
      </div>
      <div className="row">
        <button
          type="button"
          className="button primary"
          disabled={output === null}
          onClick={() => setHandedIn(drawn)}
        >
          Is it right?
        </button>
        <p className="own-verdict" role="status">
          {output === null && 'The right answer is not known.'}
          {output !== null && handedIn !== null && handedIn === drawn && compare(drawn, output)}
        </p>
      </div>
    </>
  );
}
