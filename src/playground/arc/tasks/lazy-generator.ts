import { lazily, type Lazy } from '../../lazily';
import type * as generator from './generator';

/** The generator of tasks, in a file of its own: the first board does not need it. */
export type Generator = typeof generator;

export const lazyGenerator: Lazy<Generator> = lazily(() => import('./generator'));
