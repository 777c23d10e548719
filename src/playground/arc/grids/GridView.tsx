import { memo } from 'react';
import type { ArcGrid } from '../../../puzzles/arc/grid';
import { useArc } from '../useArc';
import { signPaths } from './colours';
import { cellsOf, colourPaths, describeGrid, linesPath, outlinePath } from './geometry';

interface Props {
  readonly grid: ArcGrid;
  /** The description for screen readers; without it the picture is decoration. */
  readonly label?: string;
  /** Cells marked as wrong. */
  readonly wrong?: readonly number[];
}

/** A grid to look at. */
export const GridView = memo(function GridView({ grid, label, wrong }: Props) {
  const signs = useArc((state) => state.signs);
  const { height, width } = grid;
  return (
    <svg
      className="arc-grid"
      preserveAspectRatio="none"
      viewBox={`0 0 ${width} ${height}`}
      {...(label === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': `${label}, ${describeGrid(grid)}` })}
    >
      {[...colourPaths(grid)].map(([colour, path]) => (
        <path key={colour} className={`arc-${colour}`} d={path} />
      ))}
      <path className="arc-lines" d={linesPath(height, width)} />
      {signs && <Signs cells={cellsOf(grid)} />}
      {wrong !== undefined && wrong.length > 0 && <Wrong cells={wrong} width={width} />}
    </svg>
  );
});

export function Signs({ cells }: { readonly cells: Parameters<typeof signPaths>[0] }) {
  const { onDark, onBright } = signPaths(cells);
  return (
    <g className="arc-signs" aria-hidden="true">
      <path className="on-dark" d={onDark} />
      <path className="on-bright" d={onBright} />
    </g>
  );
}

/** Squares in the colour of warning, with an edge that is visible on any colour. */
export function Wrong({
  cells,
  width,
}: {
  readonly cells: Iterable<number>;
  readonly width: number;
}) {
  const path = outlinePath(cells, width);
  return (
    <g className="arc-wrong">
      <path className="edge" d={path} />
      <path d={path} />
    </g>
  );
}
