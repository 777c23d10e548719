import type { InnerStep } from '../hrm/inner-session';
import type { Level } from '../hrm/parameters';
import type { Carry } from '../hrm/session';
import { forwardResidual } from './forward-residual';
import { PointCloud } from './participation-ratio';

/** Follows the states of thoughts, step by step. */
export class Steps {
  private readonly clouds: Readonly<Record<Level, PointCloud>>;
  private states: Record<Level, Float32Array> | null = null;

  /** @param hidden channels of a state */
  constructor(hidden: number) {
    this.clouds = { H: new PointCloud(hidden), L: new PointCloud(hidden) };
  }

  /** A thought begins; what was seen of others still counts for the participation ratios. */
  begin({ zH, zL }: Carry): void {
    this.states = { H: zH, L: zL };
  }

  /** @returns the forward residual of a step, against the one of its own module before */
  take({ level, state }: InnerStep): number {
    const residual = forwardResidual(this.states![level], state);
    this.states![level] = state;
    this.clouds[level].add(state);
    return residual;
  }

  /** Participation ratio of each module's states: all positions after all its steps so far. */
  participation(): Readonly<Record<Level, number>> {
    const { H, L } = this.clouds;
    return { H: H.participationRatio(), L: L.participationRatio() };
  }
}
