import { lazy } from 'react';
import { Chapter } from '../../article/Chapter';
import { MeasureHere } from '../../article/Measured';
import { Paper } from '../../article/Paper';
import { Lazily } from '../../panels/Lazily';
import { usePlayground } from '../../usePlayground';
import { useArc } from '../useArc';
import { ViewsFigure } from './ViewsFigure';
import './article.css';

const Chapters = lazy(() => import('../../article/Chapters'));
const MeasuredPanel = lazy(() => import('../../measured/MeasuredPanel'));

interface Props {
  readonly prose: boolean;
  readonly figures: boolean;
}

/** Below the task, to be read: what ARC asks, how a task is learned, and what comes of it. */
export function ArcArticle({ prose, figures }: Props) {
  const limit = usePlayground((state) => state.limit);
  // A task learned here leaves the figures true: they are of the model it was learned from.
  const folder = usePlayground(({ model: { origin, id } }) => (origin === 'shipped' ? id : null));
  const config = useArc(({ model }) => (model.phase === 'ready' ? model.config : null));
  return (
    <Lazily>
      <Chapters
        config={config}
        live
        prose={prose}
        opening={<WhatArcIs />}
        taught={<LearningATask />}
        measured={
          figures &&
          (folder === null ? (
            <MeasureHere />
          ) : (
            <Lazily key={folder}>
              <MeasuredPanel folder={folder} limit={limit} limitIs="the ACT limit" numChains={1} />
            </Lazily>
          ))
        }
        against={<LookingUp />}
        reading={
          <li>
            <Paper id="1911.01547">On the Measure of Intelligence</Paper> (Chollet, 2019): what ARC
            is for.
          </li>
        }
      />
    </Lazily>
  );
}

function WhatArcIs() {
  return (
    <>
      <h2>What am I looking at?</h2>
      <p>
        A task shows a rule by a few pairs of grids and asks what becomes of one more grid. Nobody
        says the rule. People mostly see it at a glance; machines did not for a long time, which is
        why <a href="https://arcprize.org/arc-agi">ARC-AGI</a> was made.
      </p>
      <p>
        The model is of the same kind as the one that does Sudoku: two hidden states on two clocks,
        and a whole grid after every segment. But a grid does not tell which rule is asked for. So
        one thing more stands before its cells: a vector that names the task, its{' '}
        <em>puzzle embedding</em>. For the rules it was trained on the model has such vectors, and
        answers at once.
      </p>
    </>
  );
}

function LearningATask() {
  return (
    <>
      <p>
        For a task it has never seen there is no vector yet. <em>Learn this task</em> finds one by
        gradient descent on the demonstrations, in this tab, and bends the weights to the task as
        well. Three or four pairs are few, so it is shown them in many views.
      </p>
      <ViewsFigure />
      <p>
        A rule must hold in all of them. Then the question is asked in every view, the answers are
        turned back, and the views vote.
      </p>
    </>
  );
}

function LookingUp() {
  return (
    <Chapter id="looking-it-up" title="Is that learning, or looking it up?">
      <p>
        When the <a href="https://arcprize.org/blog/hrm-analysis">ARC Prize</a> gave the paper’s
        model tasks that nobody had seen, it solved 32 % of those of ARC-AGI-1 and 2 % of ARC-AGI-2.
        Most of that came from learning the very tasks it was asked about; what other tasks had
        taught it counted for little. You can watch the first half of that here: of a new task the
        model knows nothing before it learns.
      </p>
    </Chapter>
  );
}
