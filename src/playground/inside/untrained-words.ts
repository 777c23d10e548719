import type { StateName } from '../../hrm/schedule';

type Ratios = Readonly<Record<StateName, number>>;

const NAMES: Readonly<Record<StateName, string>> = { H: 'slow', L: 'fast' };

/** The conclusion from participation ratios and those of untrained models. */
export function untrainedWords(trained: Ratios, untrained: readonly Ratios[]): string {
  const place = (value: number, level: StateName) => {
    const values = untrained.map((ratios) => ratios[level]);
    if (value < Math.min(...values)) return 'below';
    return value > Math.max(...values) ? 'above' : 'within';
  };
  const told = (['H', 'L'] as const).map(
    (level) =>
      `the ${NAMES[level]} state’s ${trained[level].toFixed(1)} lies ${place(trained[level], level)} that range`,
  );
  const order = trained.H > trained.L ? 'H' : 'L';
  const same = untrained.filter((ratios) => ratios.H > ratios.L === (order === 'H')).length;
  const conclusion =
    same === 0
      ? `In none of them is the ${NAMES[order]} state the richer one, as it is here: that much may come from learning.`
      : `In ${same === untrained.length ? 'all' : same} of them the ${NAMES[order]} state is the richer one, as it is here: that order ${
          same === untrained.length
            ? 'is no result of learning'
            : 'need not be a result of learning'
        }.`;
  return `Of the trained model, ${told.join(', and ')}. ${conclusion}`;
}
