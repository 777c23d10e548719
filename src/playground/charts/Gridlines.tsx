interface Props {
  readonly ticks: readonly number[];
  /** Both ends of the plot, in pixels. */
  readonly left: number;
  readonly right: number;
  readonly y: (tick: number) => number;
  /** The label of a line; the number itself unless given. */
  readonly labelOf?: (tick: number) => number;
}

/** Lines across a plot, with their numbers at the left. */
export function Gridlines({ ticks, left, right, y, labelOf = (tick) => tick }: Props) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line className="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
      <text className="axis" x={left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
        {labelOf(tick)}
      </text>
    </g>
  ));
}
