import { tensorSpecs } from '../compute/bind-op';
import { OP_SPECS } from '../compute/op-specs';
import type { TrainingOps } from '../compute/training-ops';

export type OpName = keyof TrainingOps;
export const OP_NAMES = Object.keys(OP_SPECS).sort() as OpName[];

/** Extents by letter, as in `op-specs.ts`; a shape of any kind is one axis, `P`. */
export type Extents = Readonly<Record<string, number>>;

/**
 * The extents of the shipped Sudoku model for one puzzle; small ones for letters it does not have.
 */
const USUAL: Extents = {
  ...{ B: 1, L: 81, S: 81, M: 81, D: 128, H: 4, R: 16, I: 256, K: 128, N: 384 },
  ...{ V: 11, W: 128, P: 65_536 },
};

/** Letters with another meaning in an op than in most ops. */
const OTHERWISE: { readonly [Op in OpName]?: Extents } = {
  embed: { I: 4, L: 82 },
  embedBackward: { L: 82 },
  signSgd: { I: 4 },
  refillRows: { N: 64 },
  actHaltAndSample: { M: 64 },
};

/** The letters of an op's shapes, with their default extents. */
export function usualExtents(op: OpName): Extents {
  const letters = new Set<string>(Object.keys(OP_SPECS[op].numbers ?? {}));
  for (const { axes } of tensorSpecs(op)) {
    if (axes === null) letters.add('P');
    for (const { letter } of axes ?? []) if (letter !== null) letters.add(letter);
  }
  const usual = { ...USUAL, ...OTHERWISE[op] };
  return Object.fromEntries([...letters].sort().map((letter) => [letter, usual[letter]!]));
}
