import { createGrid, mapGrid, type ArcGrid } from '../../grid';
import { face, faceBack } from '../direction';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { crop } from '../objects';
import { drawPattern, stamp } from '../paint';

/** Panels of equal size side by side, or one below the other, a line between each two. */
interface Panels {
  readonly line: number;
  readonly count: number;
  readonly stacked: boolean;
}

function splitPanels(grid: ArcGrid, { count, stacked }: Panels): ArcGrid[] {
  const row = stacked ? face(grid, 'right') : grid;
  const width = Math.floor((row.width - count + 1) / count);
  return Array.from({ length: count }, (_, at) => {
    const panel = crop(row, { top: 0, left: at * (width + 1), height: row.height, width });
    return stacked ? faceBack(panel, 'right') : panel;
  });
}

function joinPanels(panels: readonly ArcGrid[], { line, stacked }: Panels): ArcGrid {
  const row = stacked ? panels.map((panel) => face(panel, 'right')) : panels;
  const { height, width } = row[0]!;
  const whole = createGrid(height, row.length * (width + 1) - 1, line);
  const joined = mapGrid(whole, (colour, y, x) => {
    const column = x % (width + 1);
    return column < width ? row[Math.floor(x / (width + 1))]!.cells[y * width + column]! : colour;
  });
  return stacked ? faceBack(joined, 'right') : joined;
}

/** Whether a cell is coloured in the answer, from whether it is in the first and second panel. */
const OPERATIONS = {
  and: (first: boolean, second: boolean) => first && second,
  or: (first: boolean, second: boolean) => first || second,
  xor: (first: boolean, second: boolean) => first !== second,
  nor: (first: boolean, second: boolean) => !first && !second,
  without: (first: boolean, second: boolean) => first && !second,
} as const;

type Operation = keyof typeof OPERATIONS;
const ALL_OPERATIONS = Object.keys(OPERATIONS) as Operation[];

interface Logic extends Panels {
  readonly operation: Operation;
  readonly result: number;
}

export function combine(grid: ArcGrid, logic: Logic): ArcGrid {
  const [first, second] = splitPanels(grid, logic) as [ArcGrid, ArcGrid];
  return mapGrid(first, (colour, row, column) => {
    const other = second.cells[row * second.width + column]!;
    return OPERATIONS[logic.operation](colour !== 0, other !== 0) ? logic.result : 0;
  });
}

interface Layers extends Panels {
  /** The panels from the lowest layer to the topmost. */
  readonly order: readonly number[];
}

/** The panels laid one over the other; black is see-through. */
export function overlay(grid: ArcGrid, layers: Layers): ArcGrid {
  const panels = splitPanels(grid, layers);
  const whole = createGrid(panels[0]!.height, panels[0]!.width);
  for (const at of layers.order) stamp(whole, panels[at]!, 0, 0);
  return whole;
}

/** Panels with a colour each, as large as fit. */
function drawPanels(draw: Draw, side: number, panels: Panels, colours: readonly number[]): ArcGrid {
  const most = Math.floor((side - panels.count + 1) / panels.count);
  const along = draw.between(Math.min(3, most), Math.min(5, most));
  const across = draw.between(3, Math.min(6, side));
  const [height, width] = panels.stacked ? [along, across] : [across, along];
  const drawn = colours.map((colour) => drawPattern(draw, height, width, [0, colour]));
  return joinPanels(drawn, panels);
}

const ORDERS = {
  2: [
    [0, 1],
    [1, 0],
  ],
  3: [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ],
} as const;

export const LOGIC = [
  defineKind<Logic & { readonly colours: readonly number[] }>({
    id: 'combine',
    title: 'Two halves',
    rule: 'A cell is coloured by whether it is so in both halves, in either, in one alone, or in none.',
    parameters(draw) {
      const [line, result, ...colours] = draw.colours(4) as [number, number, number, number];
      const operation = draw.pick(ALL_OPERATIONS);
      return { line, result, colours, operation, count: 2, stacked: draw.chance(0.5) };
    },
    rivals: (right) =>
      ALL_OPERATIONS.filter((other) => other !== right.operation).map((operation) => ({
        ...right,
        operation,
      })),
    input: (draw, side, logic) => drawPanels(draw, side, logic, logic.colours),
    solve: combine,
  }),

  defineKind<Layers & { readonly colours: readonly number[] }>({
    id: 'overlay',
    title: 'Layers',
    rule: 'The panels are laid over each other in a certain order.',
    parameters(draw, side) {
      const count = side < 12 ? 2 : draw.pick([2, 3] as const);
      const [line, ...colours] = draw.colours(count + 1);
      const order = draw.pick<readonly number[]>(ORDERS[count]);
      return { line: line!, colours, count, order, stacked: draw.chance(0.5) };
    },
    rivals: (right) =>
      ORDERS[right.count as 2 | 3]
        .filter((other) => other.join() !== right.order.join())
        .map((order) => ({ ...right, order })),
    input: (draw, side, layers) => drawPanels(draw, side, layers, layers.colours),
    solve: overlay,
  }),
];
