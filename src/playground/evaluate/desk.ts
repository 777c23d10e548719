import { createEvaluationClient } from '../../worker/evaluation-client';
import { Evaluations } from './evaluations';

let desk: Evaluations | null = null;

/** The page's evaluations; they continue while another instrument is open. */
export function evaluationDesk(): Evaluations {
  if (desk !== null) return desk;
  const made = new Evaluations(createEvaluationClient());
  const look = () => made.setHidden(document.hidden);
  document.addEventListener('visibilitychange', look);
  look();
  return (desk = made);
}
