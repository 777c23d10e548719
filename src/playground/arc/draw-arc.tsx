import { createStore } from 'zustand/vanilla';
import { decodeArc } from '../../puzzles/arc/codec';
import type { Frame } from '../../reasoning/trace';
import { add, place, sheet, type Drawing } from '../export/standalone';
import { drawStill, SIDE } from '../export/still';
import type { PlaygroundStore } from '../store/playground';
import { openArc } from './arc-page';
import { differingCells } from './editing/grid-edits';
import { CanvasGrid } from './grids/CanvasGrid';
import { GridView } from './grids/GridView';
import { viewOfCanvas } from './grids/canvas';
import { hasAnswered } from './store/learning-state';
import type { ArcState } from './store/state';
import { ArcContext } from './useArc';

/** Space for the arrow between the question and the answer. */
const GAP = 60;

/** Question, arrow and answer in a row, all cells of one size. */
export async function drawArc(
  page: PlaygroundStore,
  frames: readonly Frame[],
  segment: number,
): Promise<Drawing> {
  const state = openArc(page).getState();
  const { input, output } = state.history.present.task.test[state.test]!;
  const known = output !== null && (state.revealed || hasAnswered(state)) ? output : null;
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
