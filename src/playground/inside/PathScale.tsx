interface Props {
  /** A length in the plane, and its pixels. */
  readonly unit: { readonly length: number; readonly pixels: number };
  /** Height of the drawing, in pixels. */
  readonly height: number;
}

/** The scale of a plane of states, at the lower left. */
export function PathScale({ unit, height }: Props) {
  return (
    <g className="path-scale" aria-hidden="true">
      <line x1={0.5} x2={unit.pixels} y1={height - 9} y2={height - 9} />
      <text className="axis" x={unit.pixels + 6} y={height - 5}>
        moves by {unit.length}
      </text>
    </g>
  );
}
