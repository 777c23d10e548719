/**
 * Adaptive computation time: the Q head's wish to halt (paper, section 2, "Adaptive computational
 * time"). Both values are logits of expected reward; the thought wishes to halt where halting is
 * worth more than going on.
 */
export function wishesToHalt(qHalt: number, qContinue: number): boolean {
  return qHalt > qContinue;
}
