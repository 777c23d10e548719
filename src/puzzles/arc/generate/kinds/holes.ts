import { DIHEDRAL } from '../../../dihedral';
import { createGrid, type ArcGrid } from '../../grid';
import { turnGrid } from '../../views';
import type { Draw } from '../draw';
import { defineKind } from '../kind';
import { cutOut, findEnclosed, findObjects } from '../objects';
import { paint, painted, scatter } from '../paint';

/** Every object takes the colour that belongs to its number of holes, none of them first. */
export function paintByHoles(grid: ArcGrid, colours: readonly number[]): ArcGrid {
  return findObjects(grid).reduce((drawn, object) => {
    const colour = colours[findEnclosed(cutOut(grid, object)).length];
    return colour === undefined ? drawn : painted(drawn, object.cells, colour);
  }, grid);
}

/** A row as long as the object has holes, in its colour. */
export function countHoles(grid: ArcGrid): ArcGrid {
  const holes = findEnclosed(grid).length;
  return createGrid(1, Math.max(1, holes), grid.cells.find((colour) => colour !== 0) ?? 0);
}

/** A plate of three rows with single holes in its middle row. */
function drawPlate(draw: Draw, holes: number, colour: number): ArcGrid {
  const width = Math.max(2, 2 * holes + 1) + draw.between(0, 1);
  const plate = createGrid(3, width, colour);
  for (let hole = 0; hole < holes; hole++) paint(plate, 1, 1 + 2 * hole, 0);
  return draw.chance(0.5) ? plate : turnGrid(plate, DIHEDRAL.turnLeft);
}

export const HOLES = [
  defineKind<readonly number[]>({
    id: 'holes-colour',
    title: 'Coloured by holes',
    rule: 'Every object is painted by its number of holes.',
    parameters: (draw) => draw.colours(3),
    rivals: (colours) =>
      colours.map((_, holes) => colours.map((colour, at) => (at === holes ? 0 : colour))),
    input(draw, side, colours) {
      const grid = createGrid(draw.between(8, side), draw.between(8, side));
      const [body] = draw.colours(1, colours);
      const plates = Array.from({ length: draw.between(2, 3) }, () =>
        drawPlate(draw, draw.between(0, 2), body!),
      );
      return scatter(draw, grid, plates) && grid;
    },
    solve: paintByHoles,
  }),

  defineKind<null>({
    id: 'holes-count',
    title: 'Count the holes',
    rule: 'The answer is a row of as many cells as the object has holes.',
    parameters: () => null,
    input(draw, side) {
      const [height, width] = [draw.between(5, side), draw.between(5, side)];
      const plate = createGrid(height, width, draw.colours(1)[0]);
      const wanted = draw.between(1, 5);
      // Holes lie on every other row and column, so that none meet.
      const places = Array.from({ length: height * width }, (_, cell) => cell).filter((cell) => {
        const [row, column] = [Math.floor(cell / width), cell % width];
        const isOdd = row % 2 === 1 && column % 2 === 1;
        return isOdd && row < height - 1 && column < width - 1;
      });
      if (places.length < wanted) return null;
      for (const cell of draw.sample(places, wanted)) plate.cells[cell] = 0;
      return plate;
    },
    solve: (grid) => countHoles(grid),
  }),
];
