import { ALL_DIHEDRAL, DIHEDRAL, type Dihedral } from '../../../dihedral';
import { createGrid, fillGrid, gridsEqual, type ArcGrid } from '../../grid';
import { turnGrid } from '../../views';
import type { Draw } from '../draw';
import { defineKind, type TaskKind } from '../kind';
import { drawPattern, stamp } from '../paint';

/** Each cell becomes `factor` × `factor` cells. */
export function scale(grid: ArcGrid, factor: number): ArcGrid {
  return fillGrid(
    grid.height * factor,
    grid.width * factor,
    (row, column) =>
      grid.cells[Math.floor(row / factor) * grid.width + Math.floor(column / factor)]!,
  );
}

/** The grid takes the place of each of its own cells that is coloured, or else of each empty one. */
export function nest(grid: ArcGrid, place: 'coloured' | 'empty'): ArcGrid {
  const { height, width, cells } = grid;
  const nested = createGrid(height * height, width * width);
  cells.forEach((colour, cell) => {
    if ((colour !== 0) !== (place === 'coloured')) return;
    stamp(nested, grid, Math.floor(cell / width) * height, (cell % width) * width);
  });
  return nested;
}

/** Neighbouring rows that are equal become one, then neighbouring columns. */
export function collapse(grid: ArcGrid): ArcGrid {
  const withoutRepeats = ({ height, width, cells }: ArcGrid): ArcGrid => {
    const rows = Array.from({ length: height }, (_, row) =>
      cells.slice(row * width, (row + 1) * width),
    );
    const kept = rows.filter((row, at) => row.join() !== rows[at - 1]?.join());
    return { height: kept.length, width, cells: Uint8Array.from(kept.flatMap((row) => [...row])) };
  };
  const { transpose } = DIHEDRAL;
  return turnGrid(withoutRepeats(turnGrid(withoutRepeats(grid), transpose)), transpose);
}

/** A small picture of many colours, its sides up to `most`. */
function drawPicture(draw: Draw, most: number, least = 2): ArcGrid {
  const palette = [0, 0, ...draw.colours(draw.between(2, 4))];
  return drawPattern(draw, draw.between(least, most), draw.between(least, most), palette);
}

/** The picture turned or mirrored in one of several ways. */
function turnKind(id: string, title: string, rule: string, ways: readonly Dihedral[]): TaskKind {
  return defineKind<Dihedral>({
    id,
    title,
    rule,
    parameters: (draw) => draw.pick(ways),
    rivals: (way) => ALL_DIHEDRAL.filter((other) => other !== way),
    input: (draw, side) => drawPicture(draw, Math.min(side, 7), 3),
    solve: turnGrid,
  });
}

export const TRANSFORM = [
  turnKind('mirror', 'Mirror', 'The picture is mirrored, left to right or top to bottom.', [4, 5]),
  turnKind(
    'turn',
    'Turn',
    'The picture is turned by a quarter, a half or three quarters.',
    [1, 2, 3],
  ),
  turnKind('transpose', 'Across the diagonal', 'The picture is mirrored at a diagonal.', [6, 7]),

  defineKind<number>({
    id: 'scale',
    title: 'Enlarge',
    rule: 'Every cell becomes a block of 2×2 or 3×3.',
    parameters: (draw) => draw.between(2, 3),
    input: (draw, side, factor) => drawPicture(draw, Math.min(5, Math.floor(side / factor))),
    solve: scale,
  }),

  defineKind<'coloured' | 'empty'>({
    id: 'nest',
    title: 'A picture of itself',
    rule: 'The picture takes the place of each of its coloured cells, or of each of its empty ones.',
    parameters: (draw) => draw.pick(['coloured', 'empty']),
    rivals: (place) => [place === 'empty' ? 'coloured' : 'empty'],
    input(draw, side) {
      const most = Math.min(3, Math.floor(Math.sqrt(side)));
      return drawPattern(draw, draw.between(2, most), draw.between(2, most), [
        0,
        ...draw.colours(1),
      ]);
    },
    solve: nest,
  }),

  defineKind<null>({
    id: 'collapse',
    title: 'One of each',
    rule: 'Neighbouring rows that are equal become one, and so do columns.',
    parameters: () => null,
    input(draw, side) {
      const small = drawPicture(draw, 4);
      if (!gridsEqual(collapse(small), small)) return null;
      const repeats = (length: number) =>
        Array.from({ length }, (_, at) => Array<number>(draw.between(1, 3)).fill(at)).flat();
      const rows = repeats(small.height);
      const columns = repeats(small.width);
      if (rows.length > side || columns.length > side) return null;
      return fillGrid(
        rows.length,
        columns.length,
        (row, column) => small.cells[rows[row]! * small.width + columns[column]!]!,
      );
    },
    solve: (grid) => collapse(grid),
  }),
];
