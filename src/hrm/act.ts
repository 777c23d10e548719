import type { HrmConfig } from './config';

/**
 * Whether a model halts by q_halt alone and ignores q_continue: the official TRM trains no
 * q_continue unless `no_ACT_continue` is false (arXiv 2510.04871, section 4.6).
 */
export function haltsByQHalt(config: Pick<HrmConfig, 'arch' | 'no_ACT_continue'>): boolean {
  return config.no_ACT_continue ?? config.arch === 'trm';
}

/**
 * Adaptive computation time: the Q head's wish to halt (paper, section 2, "Adaptive computational
 * time"). Both values are logits of expected reward; the model wishes to halt if halting has the
 * higher value.
 */
export function wishesToHalt(qHalt: number, qContinue: number): boolean {
  return qHalt > qContinue;
}
