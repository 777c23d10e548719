import type { ReactNode } from 'react';

interface Props {
  readonly ticks: readonly number[];
  /** The position of a tick, in pixels. */
  readonly x: (tick: number) => number;
  /** The baseline of the labels, in pixels. */
  readonly y: number;
  /** The label; the number itself unless given. */
  readonly labelOf?: (tick: number) => ReactNode;
}

/** The numbers below a plot. */
export function AxisTicks({ ticks, x, y, labelOf = (tick) => tick }: Props) {
  return ticks.map((tick) => (
    <text key={tick} className="axis" x={x(tick)} y={y} textAnchor="middle">
      {labelOf(tick)}
    </text>
  ));
}
