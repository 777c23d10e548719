import { lazy } from 'react';
import { Chapter, Heading } from '../../article/Chapter';
import { LimitDial } from '../../article/LimitDial';
import { MeasureHere } from '../../article/Measured';
import { Paper } from '../../article/Paper';
import { Term } from '../../article/Term';
import { openInstrument, think, Try } from '../../article/Try';
import { Lazily } from '../../panels/Lazily';
import { usePlayground } from '../../usePlayground';
import { useArc } from '../useArc';
import { ViewsFigure } from './ViewsFigure';
import './article.css';

const Chapters = lazy(() => import('../../article/Chapters'));
const GradientStory = lazy(() =>
  import('../../inside/GradientStory').then((module) => ({ default: module.GradientStory })),
);
const StudiedThought = lazy(() =>
  import('../../inside/StudiedThought').then((module) => ({ default: module.StudiedThought })),
);
const MeasuredPanel = lazy(() => import('../../measured/MeasuredPanel'));

interface Props {
  readonly prose: boolean;
  readonly figures: boolean;
}

/** The text below the task: what ARC asks, how a task is learned, and the results. */
export function ArcArticle({ prose, figures }: Props) {
  const limit = usePlayground((state) => state.limit);
  // The figures stay true after learning a task: they belong to the original model.
  const folder = usePlayground(({ model: { origin, id } }) => (origin === 'shipped' ? id : null));
  const config = useArc(({ model }) => (model.phase === 'ready' ? model.config : null));
  return (
    <Lazily>
      <Chapters
        config={config}
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
        gradients={
          figures && (
            <StudiedThought>
              <GradientStory />
            </StudiedThought>
          )
        }
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
      <Heading id="what">What am I looking at?</Heading>
      <p>
        A task shows a rule by a few pairs of grids, and asks for the result of one more grid.
        Nobody says what the rule is. People mostly see it at a glance. Machines could not for a
        long time, and that is why <a href="https://arcprize.org/arc-agi">ARC-AGI</a> was made.
      </p>
      <p>
        The model is of the same kind as the one for Sudokus: a <Term of="slow">slow</Term> and a{' '}
        <Term of="fast">fast state</Term>, and after each <Term of="segment">segment</Term> a{' '}
        <Term of="answer">whole grid</Term> and a word of the <Term of="qHead">Q head</Term> on how
        sure it is. If it is sure enough, it <Term of="halt">halts</Term>; it must stop at the{' '}
        <Term of="limit">ACT limit</Term>, which is <LimitDial /> now (drag the number). But a grid
        does not tell which rule is meant. So one more vector before its cells names the task: its{' '}
        <em>puzzle embedding</em>. The model has such vectors for the rules it was trained on, and
        answers at once.
      </p>
      <p>
        <strong>Try it.</strong> Let it think for <Try act={think(1)}>one segment</Try>, or let it{' '}
        <Try
          act={(state) => {
            state.setHalting(false);
            think(16)(state);
          }}
        >
          go on for sixteen
        </Try>
        : unlike in the other worlds, more time here changes few answers, and more of them for the
        worse than for the better.
      </p>
    </>
  );
}

function LearningATask() {
  return (
    <>
      <p>
        For a task it has never seen there is no vector yet.{' '}
        <Try act={openInstrument('learn')} shown="instrument">
          Learn this task
        </Try>{' '}
        finds one by gradient descent on the demonstrations, in this tab, and adapts the weights to
        the task as well. Three or four pairs are few, so the model is shown many views of them.
      </p>
      <ViewsFigure />
      <p>
        The rule must hold in all of them. Afterwards the question is asked in every view, the
        answers are turned back, and the views vote.
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
        Most of that came from learning the tested tasks themselves; other tasks helped little. You
        can see part of that here: before it learns a new task, the model knows nothing of it.
      </p>
    </Chapter>
  );
}
