import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { LessonId } from '../../training/lessons/ids';
import { createEngineClient } from '../../worker/client';
import { useTask } from '../chains/useTask';
import { OneOf } from '../controls/OneOf';
import { usePlayground } from '../usePlayground';
import { Column } from './Column';
import { DepthCurves } from './DepthCurves';
import { FromScratch } from './FromScratch';
import { Comparison } from './comparison';
import { rivalsFor, type Rival } from './rivals';
import { inMegabytes, titleOf } from './words';
import '../styles/compare.css';

const MOST = 4;
const SEGMENTS = 16;
/** Milliseconds a segment is shown for while the comparison plays. */
const BEAT = 500;

/** The lesson that experiments are made with, by world: the one that is learned soonest. */
const LESSON_OF: Readonly<Record<string, LessonId>> = { sudoku: 'scratch-4', maze: 'maze-9' };

/** Models side by side: shipped ones on the puzzle of the board, or small ones that learn here. */
export default function Compare() {
  const board = usePlayground((state) => state.board);
  const lesson = LESSON_OF[board.world.id];
  const rivals = useMemo(() => rivalsFor(board.world.id, board.cells), [board]);
  const [asked, setAsked] = useState<'shipped' | 'scratch'>('shipped');
  const shown = rivals.length === 0 || (asked === 'scratch' && lesson) ? 'scratch' : 'shipped';
  return (
    <section className="panel compare" aria-label="Compare">
      {rivals.length > 0 && lesson !== undefined && (
        <OneOf
          label="What is compared"
          options={['shipped', 'scratch'] as const}
          value={shown}
          as={(each) => ({ shown: each === 'shipped' ? 'Trained models' : 'From scratch, here' })}
          onChoose={setAsked}
        />
      )}
      {shown === 'shipped' && <Trained rivals={rivals} />}
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
  const { segment, playing, seek, toggle } = useTimeline(longest, task);

  const missing = models.filter(({ id }) => !contests.has(id));
  const bytes = missing.reduce((sum, rival) => sum + rival.bytes, 0);
  const choose = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id));
  return (
    <>
      <Choice rivals={rivals} chosen={chosen} onChoose={choose} />
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
      {begun && (
        <div className="compare-time">
          <button type="button" className="button" onClick={toggle} disabled={longest === 0}>
            {playing ? 'Pause' : 'Play'}
          </button>
          <input
            type="range"
            aria-label="Segment"
            min={0}
            max={SEGMENTS}
            value={segment}
            onChange={(event) => seek(Number(event.target.value))}
          />
          <output>
            {segment} of {SEGMENTS} segments
          </output>
        </div>
      )}
      <div className="compare-columns">
        {models.map((rival, index) => (
          <Column
            key={rival.id}
            index={index}
            config={rival.config}
            contest={begun ? (contests.get(rival.id) ?? null) : null}
            task={task}
            segment={segment}
          />
        ))}
      </div>
      <DepthCurves rivals={models} segment={segment} />
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

/** One timeline for all: plays as far as the quickest has thought, and begins anew with a puzzle. */
function useTimeline(longest: number, puzzle: unknown) {
  const [{ of, segment, playing }, setState] = useState({ of: puzzle, segment: 0, playing: true });
  const now = of === puzzle ? { segment, playing } : { segment: 0, playing: true };
  const waits = now.segment >= longest;
  useEffect(() => {
    if (!now.playing || waits) return;
    const timer = setTimeout(
      () => setState({ of: puzzle, segment: now.segment + 1, playing: now.segment + 1 < SEGMENTS }),
      BEAT,
    );
    return () => clearTimeout(timer);
  }, [now.playing, now.segment, puzzle, waits]);
  return {
    ...now,
    seek: (to: number) => setState({ of: puzzle, segment: to, playing: false }),
    toggle: () =>
      setState({
        of: puzzle,
        segment: now.playing || now.segment < SEGMENTS ? now.segment : 0,
        playing: !now.playing,
      }),
  };
}
