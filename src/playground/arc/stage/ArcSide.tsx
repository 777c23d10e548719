import { canvasSide } from '../../../puzzles/arc/task';
import { GridView } from '../grids/GridView';
import { Sized } from '../grids/Sized';
import { useArc, useArcStore } from '../useArc';
import { useMaySee } from './ModelAnswer';
import { SignsSwitch } from './SignsSwitch';
import { TaskHeading } from './TaskHeading';

/** Beside the question: the task's name, and the right answer if it may be shown. */
export function ArcSide() {
  return (
    <section className="arc-side" aria-label="The task">
      <TaskHeading />
      <div className="row">
        <Truth />
        <SignsSwitch />
      </div>
    </section>
  );
}

/** The right answer, if it is known: hidden until it is requested or the model has answered. */
function Truth() {
  const output = useArc(({ history, test }) => history.present.task.test[test]!.output);
  const side = useArc(({ history }) => canvasSide(history.present.task));
  const looks = useArc(({ mode }) => mode === 'look');
  const seen = useMaySee();
  const { reveal } = useArcStore().getState();
  if (!looks) return null;
  if (output === null) return <p className="whisper">The right answer is not known.</p>;
  if (!seen) {
    return (
      <button type="button" className="button" onClick={reveal}>
        Show the right answer
      </button>
    );
  }
  return (
    <div className="arc-truth">
      <p className="whisper">The right answer</p>
      <div className="arc-room">
        <Sized grid={output} side={side}>
          <GridView grid={output} label="The right answer" />
        </Sized>
      </div>
    </div>
  );
}
