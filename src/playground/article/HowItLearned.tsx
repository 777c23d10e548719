import { useParts } from '../worlds/useParts';
import { FurtherReading } from './FurtherReading';
import { Paper } from './Paper';

/** How the model came by its thinking, what others make of that, and where to read on. */
export function HowItLearned() {
  const parts = useParts();
  return (
    <>
      <h2>How did it learn that?</h2>
      <parts.Explanation />
      <h2>Does it reason, or does it guess?</h2>
      <p>
        Follow <em>Thinking longer</em> on something hard. The grid does not fill up evenly: for
        some segments hardly more of it is right, then all of it falls into place in one leap. Who
        saw the same in the paper’s model <Paper id="2601.10679">call it guessing</Paper>: the state
        wanders until it comes upon a place where everything fits, and is sometimes caught where it
        does not. If that is so, a second try should help more than a longer one, and you can see
        whether it does: <em>Start over if unsure</em>.
      </p>
      <p>
        Nor are the two clocks beyond doubt. When the model was taken apart{' '}
        <a href="https://arcprize.org/blog/hrm-analysis">by the ARC Prize</a>, it was hardly better
        than a plain Transformer of its size that thought in segments as well. What counted was to
        look at one’s own answer again and again, above all while learning.
      </p>
      <FurtherReading />
    </>
  );
}
