import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { LessonId } from '../../training/lessons/ids';
import { createEngineClient } from '../../worker/client';
import { useTask } from '../chains/useTask';
import { OneOf } from '../controls/OneOf';
import { usePlayground } from '../usePlayground';
import { Column } from './Column';
import { DepthCurves } from './DepthCurves';
import { FromScratch } from './FromScratch';
import { Residuals } from './Residuals';
import { SideBySide } from './SideBySide';
import { Timeline, useTimeline } from './Timeline';
import { TooHard } from './TooHard';
import { Comparison } from './comparison';
import { experiments } from './experiment-store';
import { rivalsFor, type Rival } from './rivals';
import { inMegabytes, titleOf } from './words';
import '../styles/compare.css';

const MOST = 4;
const SEGMENTS = 16;

/** The lesson for experiments, by world: the one that is learned fastest. */
const LESSON_OF: Readonly<Record<string, LessonId>> = { sudoku: 'scratch-4' };

/** What can be compared, the most interesting first. */
const KINDS = ['shipped', 'own', 'scratch'] as const;
type Kind = (typeof KINDS)[number];
const KIND_WORDS: Readonly<Record<Kind, string>> = {
  shipped: 'Trained models',
  own: 'Yours, or other settings',
  scratch: 'From scratch, here',
};

/**
 * Models side by side: shipped ones on the puzzle of the board, one's own, one with several
 * settings, or small ones that learn here.
 */
export default function Compare() {
  const board = usePlayground((state) => state.board);
  const lesson = LESSON_OF[board.world.id];
  const rivals = useMemo(() => rivalsFor(board.world.id, board.cells), [board]);
  const kinds = KINDS.filter(
    (kind) => kind === 'own' || (kind === 'shipped' ? rivals.length > 0 : lesson !== undefined),
  );
  const [asked, setAsked] = useState<Kind | null>(() =>
    // If an experiment was begun, it is shown first.
    experiments.state.phase === 'none' ? null : 'scratch',
  );
  const shown = kinds.find((kind) => kind === asked) ?? kinds[0]!;
  return (
    <section className="panel compare" aria-label="Compare">
      {kinds.length > 1 && (
        <OneOf
          label="What is compared"
          options={kinds}
          value={shown}
          as={(each) => ({ shown: KIND_WORDS[each] })}
          onChoose={setAsked}
        />
      )}
      {shown === 'shipped' && <Trained rivals={rivals} />}
      {shown === 'own' && <SideBySide key={board.key} />}
      {shown === 'scratch' && lesson !== undefined && <FromScratch lesson={lesson} />}
    </section>
  );
}

/** Shipped models on the puzzle of the board, with one timeline. */
function Trained({ rivals }: { readonly rivals: readonly Rival[] }) {
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    rivals.slice(0, 2).map(({ id }) => id),
  );
  const [comparison] = useState(() => new Comparison(createEngineClient));
  const contests = useSyncExternalStore(
    (listener) => comparison.subscribe(listener),
    () => comparison.contests,
  );
  const [begun, setBegun] = useState(false);
  const task = useTask();
  const models = useMemo(() => rivals.filter(({ id }) => chosen.includes(id)), [rivals, chosen]);

  useEffect(() => () => comparison.dispose(), [comparison]);
  useEffect(() => {
    if (!begun) return;
    comparison.compare(models, task.input, SEGMENTS);
  }, [begun, comparison, models, task]);

  const longest = Math.max(0, ...models.map(({ id }) => contests.get(id)?.frames.length ?? 0));
  const timeline = useTimeline(longest, SEGMENTS, task);
  const { segment } = timeline;

  const missing = models.filter(({ id }) => !contests.has(id));
  const bytes = missing.reduce((sum, rival) => sum + rival.bytes, 0);
  const choose = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <>
      <Choice rivals={rivals} chosen={chosen} onChoose={choose} />
      <TooHard />
      {!begun && (
        <div className="row">
          <button
            type="button"
            className="button primary"
            disabled={models.length === 0}
            onClick={() => setBegun(true)}
          >
            Let them think ({inMegabytes(bytes)})
          </button>
        </div>
      )}
      {begun && <Timeline timeline={timeline} segments={SEGMENTS} ready={longest > 0} />}
      <div className="compare-columns">
        {models.map((rival, index) => (
          <Column
            key={rival.id}
            index={index}
            title={titleOf(rival.config)}
            config={rival.config}
            contest={begun ? (contests.get(rival.id) ?? null) : null}
            task={task}
            segment={segment}
          />
        ))}
      </div>
      <DepthCurves rivals={models} segment={segment} />
      {begun && (
        <Residuals
          rivals={models}
          contests={contests}
          segment={segment}
          onLook={(segments) => comparison.lookInside(segments)}
        />
      )}
    </>
  );
}

interface ChoiceProps {
  readonly rivals: readonly Rival[];
  readonly chosen: readonly string[];
  onChoose(id: string, on: boolean): void;
}

function Choice({ rivals, chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset className="compare-choice">
      <legend>Two to four models, trained on the same puzzles for the same time</legend>
      {rivals.map(({ id, config }) => {
        const on = chosen.includes(id);
        return (
          <label key={id}>
            <input
              type="checkbox"
              checked={on}
              disabled={on ? chosen.length === 1 : chosen.length === MOST}
              onChange={(event) => onChoose(id, event.target.checked)}
            />
            {titleOf(config)}
          </label>
        );
      })}
    </fieldset>
  );
}
