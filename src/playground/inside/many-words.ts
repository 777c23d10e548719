import type { StateName } from '../../hrm/schedule';
import { plural } from '../../puzzles/plural';
import type { Measured } from '../../reasoning/measured';
import { untrainedWords } from './untrained-words';

type Measurement = NonNullable<Measured['inside']>;
type Ratios = Readonly<Record<StateName, number>>;

/** The measurements of a model with two states. */
export interface Inside extends Omit<Measurement, 'participation' | 'untrained'> {
  readonly participation: readonly (Ratios & { readonly puzzles: number })[];
  readonly untrained?:
    { readonly puzzles: number; readonly participation: readonly Ratios[] } | undefined;
}

/** Whether the model has a slow and a fast state, so that they can be compared. */
export function hasTwoStates(inside: Measurement): inside is Inside {
  const ratios = [...inside.participation, ...(inside.untrained?.participation ?? [])];
  return ratios.every(({ L }) => L !== undefined);
}

/** A ratio that grows by less from one puzzle to all counts as constant. */
const GROWS = 1.25;

/** Ratios closer than this count as equal. */
const ALIKE = 1.15;

/** The paper's claim about its model, and whether it holds for this one. */
export function manyWords({ participation, count }: Inside, title: string): string {
  const [one, all] = [participation[0]!, participation.at(-1)!];
  const alike = Math.max(all.H, all.L) < ALIKE * Math.min(all.H, all.L);
  return (
    `Over ${count} puzzles (${title}) it is ${all.H.toFixed(1)} in the slow state and ` +
    `${all.L.toFixed(1)} in the fast one; over a single puzzle, ${one.H.toFixed(1)} and ` +
    `${one.L.toFixed(1)}. In the paper’s model, of 27 million parameters, it is 90 and 30, and the ` +
    `slow state’s grows with the variety of puzzles: ` +
    here(all, all.H > GROWS * one.H, alike)
  );
}

function here({ H, L }: Inside['participation'][number], grown: boolean, alike: boolean): string {
  if (alike) return 'here the two are much the same.';
  if (H < L && grown) return 'here it grows, too, but the fast state is the richer one.';
  if (H < L) return 'here the fast state is the richer one.';
  return grown ? 'so it does here.' : 'here, too, the slow state is the richer one.';
}

/** The figures of untrained models of the same config, and what learning can explain. */
export function controlWords({ participation, untrained }: Inside): string {
  if (untrained === undefined) return '';
  const { puzzles, participation: control } = untrained;
  const range = (level: StateName) => {
    const values = control.map((each) => each[level]);
    return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
  };
  const trained = participation.find((each) => each.puzzles === puzzles) ?? participation.at(-1)!;
  return (
    `${plural(control.length, 'untrained model')} of the same config, over ${plural(puzzles, 'puzzle')}: ` +
    `${range('H')} in the slow state, ${range('L')} in the fast one. ${untrainedWords(trained, control)}`
  );
}
