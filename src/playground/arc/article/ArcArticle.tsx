import { lazy } from 'react';
import { FurtherReading } from '../../article/FurtherReading';
import { Paper } from '../../article/Paper';
import { Lazily } from '../../panels/Lazily';
import { settingsNow } from '../store/learning';
import { useArc } from '../useArc';
import { ViewsFigure } from './ViewsFigure';
import '../../styles/article.css';
import './article.css';

const MeasuredPanel = lazy(() => import('../../measured/MeasuredPanel'));

interface Props {
  readonly prose: boolean;
  readonly figures: boolean;
}

/** Below the task, to be read: what ARC asks, how a task is learned, and what comes of it. */
export function ArcArticle({ prose, figures }: Props) {
  const segments = useArc((state) => settingsNow(state).answerSegments);
  return (
    <article className="article">
      {prose && <WhatArcIs />}
      {figures && (
        <Lazily>
          <MeasuredPanel
            folder="arc"
            limit={segments}
            limitIs="the depth it answers at here"
            breadth={1}
          />
        </Lazily>
      )}
      {prose && <Critics />}
    </article>
  );
}

function WhatArcIs() {
  return (
    <>
      <h2>What am I looking at?</h2>
      <p>
        A task shows a rule by a few pairs of grids and asks what becomes of one grid more. Nobody
        says the rule. People mostly see it at a glance, and machines for long did not, which is why{' '}
        <a href="https://arcprize.org/arc-agi">ARC-AGI</a> was made.
      </p>
      <p>
        The model is the one that does Sudoku: two hidden states on two clocks, and after every
        segment a whole grid. But a grid does not tell which rule is asked for. So one thing more
        stands before its cells: a vector that names the task, its <em>puzzle embedding</em>. For
        the rules it was trained on the model has such vectors, and answers at once.
      </p>
      <h2>How does it learn a new task?</h2>
      <p>
        For a task it has never seen there is no vector yet. <em>Learn this task</em> finds one by
        gradient descent on the demonstrations, here, and bends the weights to the task as well.
        Three or four pairs are few, so it is shown them in many views.
      </p>
      <ViewsFigure />
      <p>
        A rule must hold in all of them. Then the question is asked in every view, the answers are
        turned back, and the views vote.
      </p>
    </>
  );
}

function Critics() {
  return (
    <>
      <h2>Is that learning, or looking it up?</h2>
      <p>
        When the <a href="https://arcprize.org/blog/hrm-analysis">ARC Prize</a> gave the paper’s
        model tasks that nobody had seen, it solved 32 % of those of ARC-AGI-1 and 2 % of ARC-AGI-2.
        Most of that came from having learned the very tasks it was asked about; what other tasks
        had taught it counted for little. You can watch the first half of that here: of a new task
        the model knows nothing before it learns.
      </p>
      <FurtherReading>
        <li>
          <Paper id="1911.01547">On the Measure of Intelligence</Paper> (Chollet, 2019): what ARC is
          for.
        </li>
      </FurtherReading>
    </>
  );
}
