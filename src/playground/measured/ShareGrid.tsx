import type { ScaleLinear } from 'd3-scale';
import type { Frame } from './frame';

/** Marks on an axis of shares. */
export const SHARE_TICKS = [0, 0.5, 1] as const;

interface Props {
  readonly frame: Frame;
  /** Share, 0…1. */
  readonly y: ScaleLinear<number, number>;
}

/** Lines across a plot at none, half and all, with their percentages at the left. */
export function ShareGrid({ frame: { left, right }, y }: Props) {
  return SHARE_TICKS.map((tick) => (
    <g key={tick}>
      <line className="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
      <text className="axis" x={left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
        {100 * tick}
      </text>
    </g>
  ));
}
