import { createGrid, fillGrid, gridKey, type ArcGrid } from '../../grid';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { crop, findObjects } from '../objects';
import { drawPattern, stamp } from '../paint';

/** A window: panes of equal size in rows and columns, lines of one colour between them. */
function drawWindow(panes: readonly (readonly ArcGrid[])[], line: number): ArcGrid {
  const { height, width } = panes[0]![0]!;
  const rows = panes.length * (height + 1) - 1;
  const columns = panes[0]!.length * (width + 1) - 1;
  const whole = fillGrid(rows, columns, (row, column) =>
    row % (height + 1) === height || column % (width + 1) === width ? line : 0,
  );
  panes.forEach((across, down) =>
    across.forEach((pane, at) => stamp(whole, pane, down * (height + 1), at * (width + 1))),
  );
  return whole;
}

/** The panes in reading order. */
function readPanes(grid: ArcGrid, line: number): ArcGrid[] {
  return findObjects(grid, { acrossColours: true, isObject: (colour) => colour !== line }).map(
    (pane) => crop(grid, pane),
  );
}

const colouredCells = ({ cells }: ArcGrid) => cells.filter((colour) => colour !== 0).length;

interface Fullest {
  readonly line: number;
  readonly which: 'fullest' | 'emptiest';
}

/** The pane with the most coloured cells, or with the fewest. */
export function pickPane(grid: ArcGrid, { line, which }: Fullest): ArcGrid {
  const panes = readPanes(grid, line).sort((a, b) => colouredCells(b) - colouredCells(a));
  return panes.at(which === 'fullest' ? 0 : -1)!;
}

/** The pane that no other is like; the first pane if there is none. */
export function oddPane(grid: ArcGrid, line: number): ArcGrid {
  const panes = readPanes(grid, line);
  const keys = panes.map(gridKey);
  const odd = keys.findIndex((key, at) => keys.indexOf(key) === at && keys.lastIndexOf(key) === at);
  return panes[Math.max(odd, 0)]!;
}

/** Each pane becomes one cell. */
export function shrinkWindow(grid: ArcGrid, line: number): ArcGrid {
  const panes = readPanes(grid, line);
  const columns = (grid.width + 1) / (panes[0]!.width + 1);
  return fillGrid(
    panes.length / columns,
    columns,
    (row, column) => panes[row * columns + column]!.cells[0]!,
  );
}

/** Rows and columns of panes, and sides of a pane, such that the window fits. */
function drawSizes(draw: Draw, side: number, least: number) {
  const along = () => {
    const panes = draw.between(2, 3);
    const most = Math.min(4, Math.floor((side + 1) / panes) - 1);
    return { panes, size: draw.between(Math.min(least, most), most) };
  };
  return { down: along(), across: along() };
}

function drawPanes(
  draw: Draw,
  side: number,
  line: number,
  paneAt: (height: number, width: number) => ArcGrid,
  least = 2,
): ArcGrid {
  const { down, across } = drawSizes(draw, side, least);
  const panes = Array.from({ length: down.panes }, () =>
    Array.from({ length: across.panes }, () => paneAt(down.size, across.size)),
  );
  return drawWindow(panes, line);
}

export const PANES = [
  defineKind<Fullest & { readonly colour: number }>({
    id: 'fullest-pane',
    title: 'The fullest pane',
    rule: 'The pane with the most coloured cells is cut out, or that with the fewest.',
    parameters(draw) {
      const [line, colour] = draw.colours(2) as [number, number];
      return { line, colour, which: draw.pick(['fullest', 'emptiest']) };
    },
    rivals: (right) => [{ ...right, which: right.which === 'fullest' ? 'emptiest' : 'fullest' }],
    input(draw, side, { line, colour, which }) {
      const grid = drawPanes(draw, side, line, (height, width) => {
        const palette = [0, colour, ...draw.pick([[0], [colour], [0, 0]])];
        return drawPattern(draw, height, width, palette);
      });
      const counts = readPanes(grid, line)
        .map(colouredCells)
        .sort((a, b) => (which === 'fullest' ? b - a : a - b));
      return counts[0] === counts[1] ? null : grid;
    },
    solve: pickPane,
  }),

  defineKind<number>({
    id: 'odd-pane',
    title: 'The odd pane',
    rule: 'All panes are alike but one, which is cut out.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, line) {
      const [colour] = draw.colours(1, [line]);
      const { down, across } = drawSizes(draw, side, 3);
      const pane = () => drawPattern(draw, down.size, across.size, [0, colour!]);
      const common = pane();
      const odd = draw.below(down.panes * across.panes);
      const panes = Array.from({ length: down.panes }, (_, row) =>
        Array.from({ length: across.panes }, (_, column) =>
          row * across.panes + column === odd ? pane() : common,
        ),
      );
      const grid = drawWindow(panes, line);
      return new Set(readPanes(grid, line).map(gridKey)).size === 2 ? grid : null;
    },
    solve: oddPane,
  }),

  defineKind<number>({
    id: 'shrink-window',
    title: 'One cell a pane',
    rule: 'Every pane becomes a single cell of its colour.',
    parameters: (draw) => draw.colours(1)[0]!,
    input(draw, side, line) {
      const palette = [0, ...draw.colours(3, [line])];
      return drawPanes(draw, side, line, (height, width) =>
        createGrid(height, width, draw.pick(palette)),
      );
    },
    solve: shrinkWindow,
  }),
];
