import { plural } from '../../puzzles/plural';
import { datasetCommand } from '../../reasoning/exam-set';
import { clock, count } from '../teach/words';
import { isUnderWay, sizeOf, type EvaluationRun } from './evaluations';

/** The model's settings in a measurement, if they are not the usual ones. */
export function thinkingWords({ order }: Pick<EvaluationRun, 'order'>): string {
  const { chains, diversity, restart } = order;
  const told: string[] = [];
  if (chains > 1) {
    const noise = diversity.sigma > 0 ? `noise of ${diversity.sigma}` : '';
    const how = [diversity.views ? 'other views' : '', noise].filter((word) => word !== '');
    told.push(`${plural(chains, 'chain')} (${how.join(', ')})`);
  }
  if (restart > 0) told.push(`starting over every ${restart}`);
  return told.join(', ');
}

/** The progress of a run, and its remaining time. */
export function progressWords(run: EvaluationRun): string {
  const done = run.outcomes.length;
  const all = sizeOf(run);
  const counted = `${count(done)} of ${count(all)} puzzles`;
  switch (run.phase) {
    case 'loading':
      return run.loaded > 0 ? `Loading, ${Math.round(100 * run.loaded)} %` : 'Preparing…';
    case 'paused':
      return `Paused after ${counted}`;
    case 'running': {
      if (done === 0) return `The first puzzles: segment ${run.segment} of ${run.order.segments}`;
      const left = (run.milliseconds / done) * (all - done);
      return `${counted}, about ${clock(left)} to go`;
    }
    case 'done':
      return `${count(done)} ${done === 1 ? 'puzzle' : 'puzzles'} in ${clock(run.milliseconds)}`;
    case 'cancelled':
      return `Ended after ${counted}`;
    case 'failed':
      return run.message ?? 'It failed.';
  }
}

/** The finished share of a run, including known segments of the puzzles in progress. */
export function progressOf(run: EvaluationRun): number {
  if (!isUnderWay(run)) return 1;
  return run.outcomes.length / Math.max(1, sizeOf(run));
}

/** The commands of `hrm` that measure the same; none for a person's own list. */
export function commandsOf({ order }: Pick<EvaluationRun, 'order'>): readonly string[] {
  const { set, segments, chains, diversity, restart, seed } = order;
  const differ = diversity.sigma === 0 ? 'views' : diversity.views ? 'both' : 'noise';
  const options = [
    `--segments ${segments}`,
    ...(chains === 1 ? [] : [`--chains ${chains} --differ ${differ}`]),
    ...(chains > 1 && diversity.sigma > 0 ? [`--noise ${diversity.sigma}`] : []),
    ...(restart === 0 ? [] : [`--restart ${restart}`]),
    ...(chains > 1 || restart > 0 || set.kind === 'known' ? [`--seed ${seed}`] : []),
  ].join(' ');
  if (set.kind === 'known') return [`eval --model … --known --limit-tasks ${set.count} ${options}`];
  const dataset = datasetCommand(set);
  if (dataset === null) return [];
  return [`${dataset} --out puzzles.csv`, `eval --model … --data puzzles.csv ${options}`];
}
