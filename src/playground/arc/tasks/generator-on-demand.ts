import { onDemand, type OnDemand } from '../../on-demand';
import type * as generator from './generator';

/** The generator of tasks, in a file of its own: the first board does not need it. */
export type Generator = typeof generator;

export const generatorOnDemand: OnDemand<Generator> = onDemand(() => import('./generator'));
