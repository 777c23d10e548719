import type { ScaleLinear } from 'd3-scale';
import { Gridlines } from '../charts/Gridlines';
import type { Frame } from './frame';

/** Marks on an axis of shares. */
export const SHARE_TICKS = [0, 0.5, 1] as const;

interface Props {
  readonly frame: Frame;
  /** Share, 0…1. */
  readonly y: ScaleLinear<number, number>;
}

/** Lines across a plot at 0, 50 and 100 %, with labels at the left. */
export function ShareGrid({ frame: { left, right }, y }: Props) {
  return (
    <Gridlines ticks={SHARE_TICKS} left={left} right={right} y={y} labelOf={(tick) => 100 * tick} />
  );
}
