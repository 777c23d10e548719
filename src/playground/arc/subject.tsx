import { createStore } from 'zustand/vanilla';
import { decodeArc } from '../../puzzles/arc/codec';
import { gridsEqual, type ArcGrid } from '../../puzzles/arc/grid';
import { shortNameOf, type Origin } from '../export/origin';
import { add, place, sheet, type Drawing } from '../export/standalone';
import { drawStill, SIDE } from '../export/still';
import type { Subject } from '../export/subject';
import { madeBy } from '../export/table';
import { afterWords, rounded } from '../export/words';
import { fileName } from '../page/download';
import { linkOf } from '../page/settings';
import { haltProbability } from '../store/halting';
import type { PlaygroundStore } from '../store/playground';
import { openArc } from './arc-page';
import { differingCells } from './editing/grid-edits';
import { CanvasGrid } from './grids/CanvasGrid';
import { GridView } from './grids/GridView';
import { viewOfCanvas } from './grids/canvas';
import { sentence } from './stage/words';
import { hasAnswered, runShown } from './store/learning-state';
import { framesOf } from './store/look';
import type { ArcState } from './store/state';
import { ArcContext } from './useArc';

/** Room between the question and the answer, where the arrow is. */
const GAP = 60;

/** The question on show, and what the model makes of it. */
export function arcSubject(page: PlaygroundStore): Subject {
  const state = openArc(page).getState();
  const { record, test, history } = state;
  const { input, output } = history.present.task.test[test]!;
  const frames = framesOf(state);
  const { segment } = state.playback;
  const name = `ARC task ${record.id}, question ${test + 1}`;
  const origin: Origin = {
    title: `${name}, ${afterWords(segment)}`,
    model: modelOf(state),
    puzzle: `${record.id}, question ${test + 1}: ${lineOf(input)}`,
    link: linkOf(page.getState()),
  };
  const known = output !== null && (state.revealed || hasAnswered(state)) ? output : null;
  const answers = frames.map(({ tokens }) => decodeArc(tokens));
  return {
    origin,
    stem: fileName(`arc ${record.id} ${shortNameOf(lineOf(input))}`),
    frames,
    segment,
    caption: (at) => sentence(stillState(state, at)),
    draw: (at) => drawPair(stillState(state, at), input, known),
    table: () => ({
      columns: [
        'segment',
        'q_halt',
        'q_continue',
        'halt_probability',
        'height',
        'width',
        'right',
        'milliseconds',
        'grid',
      ],
      rows: frames.map((frame, at) => {
        const answer = answers[at] ?? null;
        return [
          ...[at + 1, rounded(frame.qHalt), rounded(frame.qContinue)],
          ...[rounded(haltProbability(frame)), answer?.height ?? null, answer?.width ?? null],
          ...[known === null ? null : answer !== null && gridsEqual(answer, known)],
          ...[rounded(frame.milliseconds), answer === null ? null : lineOf(answer)],
        ];
      }),
    }),
    record: () => ({
      format: 'hrm-playground/thought',
      version: 1,
      ...madeBy({ ...origin, title: `${name}, a thought of ${frames.length} segments` }),
      steps_learned: runShown(state)?.answers.at(state.answersAt ?? -1)?.step ?? null,
      input: rowsOf(input),
      answer: known === null ? null : rowsOf(known),
      segments: frames.map((frame, at) => ({
        segment: at + 1,
        q_halt: rounded(frame.qHalt),
        q_continue: rounded(frame.qContinue),
        milliseconds: rounded(frame.milliseconds),
        grid: answers[at] == null ? null : rowsOf(answers[at]),
        tokens: [...frame.tokens],
        confidence: Array.from(frame.confidence, rounded),
      })),
    }),
  };
}

const stillState = (state: ArcState, segment: number): ArcState => ({
  ...state,
  playback: { ...state.playback, segment, playing: false },
});

function modelOf(state: ArcState): string {
  const run = runShown(state);
  const name = state.model.phase === 'ready' ? state.model.name : 'none';
  if (run === null || run.known) return name;
  const step = run.answers.at(state.answersAt ?? -1)?.step ?? 0;
  return `${name}, after ${step} steps on this task`;
}

/** Rows of digits, as public tasks have them. */
function rowsOf({ height, width, cells }: ArcGrid): number[][] {
  return Array.from({ length: height }, (_, row) => [
    ...cells.subarray(row * width, (row + 1) * width),
  ]);
}

const lineOf = (grid: ArcGrid): string =>
  rowsOf(grid)
    .map((row) => row.join(''))
    .join('/');

/** Question, arrow and answer in a row, all cells of one size. */
async function drawPair(state: ArcState, input: ArcGrid, known: ArcGrid | null): Promise<Drawing> {
  const frames = framesOf(state);
  const { segment } = state.playback;
  const size = frames.length > 0 ? viewOfCanvas(frames, frames.length) : input;
  const cell = Math.min(
    (SIDE - GAP) / (input.width + size.width),
    SIDE / Math.max(input.height, size.height),
    48,
  );
  const answer = frames[segment - 1] === undefined ? null : decodeArc(frames[segment - 1]!.tokens);
  const wrong = answer !== null && known !== null ? (differingCells(answer, known) ?? []) : [];
  const piece = (
    <ArcContext value={createStore<ArcState>()(() => state)}>
      <div style={{ width: cell * input.width }}>
        <GridView grid={input} />
      </div>
      {segment > 0 && (
        <div style={{ width: cell * size.width }}>
          <CanvasGrid frames={frames} segment={segment} wrong={wrong} />
        </div>
      )}
    </ArcContext>
  );
  const drawings = await drawStill(piece, 'svg.arc-grid');
  const pair = sheet(SIDE, cell * Math.max(input.height, size.height) + 2, null);
  const colours = getComputedStyle(document.documentElement);
  const line = colours.getPropertyValue('--line').trim();
  const left = (SIDE - GAP - cell * (input.width + size.width)) / 2;
  const right = left + cell * input.width + GAP;
  const middle = pair.height / 2;
  const framed = (drawing: Drawing | undefined, x: number, grid: typeof size) => {
    const [width, height] = [cell * grid.width, cell * grid.height];
    const y = (pair.height - height) / 2;
    if (drawing !== undefined) place(pair, drawing, x, y);
    add(pair.svg, 'rect', { x, y, width, height, fill: 'none', stroke: line });
  };
  framed(drawings[0], left, input);
  framed(drawings[1], right, size);
  add(pair.svg, 'path', {
    d: `M${right - GAP + 14} ${middle}H${right - 15}m-8 -6l8 6l-8 6`,
    fill: 'none',
    stroke: line,
    'stroke-width': 2,
  });
  return pair;
}
