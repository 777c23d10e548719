import type { InnerStep } from '../hrm/inner-session';
import type { StateName, States } from '../hrm/schedule';
import type { Carry } from '../hrm/session';
import { forwardResidual } from './forward-residual';
import { PointCloud } from './participation-ratio';

/** Follows the states of thoughts, step by step. */
export class Steps {
  private readonly clouds = new Map<StateName, PointCloud>();
  private readonly states = new Map<StateName, Float32Array>();

  /** @param hidden channels of a state */
  constructor(private readonly hidden: number) {}

  /**
   * The states that the next segment starts from. Those of earlier thoughts still count for the
   * participation ratios.
   */
  startFrom({ H, L }: Carry): void {
    this.states.set('H', H);
    if (L) this.states.set('L', L);
  }

  /** @returns the forward residual of a step, compared with its state before */
  take({ level, state }: InnerStep): number {
    const residual = forwardResidual(this.states.get(level)!, state);
    this.states.set(level, state);
    const cloud = this.clouds.get(level) ?? new PointCloud(this.hidden);
    cloud.add(state);
    this.clouds.set(level, cloud);
    return residual;
  }

  /** Participation ratio of each state: all positions after all its steps so far. */
  participation(): States<number> {
    const of = (level: StateName) => this.clouds.get(level)?.participationRatio();
    const L = of('L');
    return { H: of('H')!, ...(L !== undefined && { L }) };
  }
}
