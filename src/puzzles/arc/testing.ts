import fc from 'fast-check';
import type { Dihedral } from '../dihedral';
import { COLOURS, MAX_SIDE, type ArcGrid } from './grid';
import type { ArcPair, ArcTask } from './task';
import type { ArcView } from './views';

/** Arbitraries for the property tests of this folder; only tests import this. */

/** Any colours on any size up to `side`. */
export const anyGrid = (side = MAX_SIDE): fc.Arbitrary<ArcGrid> =>
  fc
    .record({ height: fc.integer({ min: 1, max: side }), width: fc.integer({ min: 1, max: side }) })
    .chain(({ height, width }) =>
      fc
        .uint8Array({ minLength: height * width, maxLength: height * width, max: COLOURS - 1 })
        .map((cells) => ({ height, width, cells })),
    );

export const anyPair = (side = MAX_SIDE): fc.Arbitrary<ArcPair> =>
  fc.record({ input: anyGrid(side), output: anyGrid(side) });

/** A task of the right form, without a rule; some answers to its test inputs are missing. */
export const anyTask = (side = MAX_SIDE): fc.Arbitrary<ArcTask> =>
  fc.record({
    train: fc.array(anyPair(side), { minLength: 1, maxLength: 4 }),
    test: fc.array(fc.record({ input: anyGrid(side), output: fc.option(anyGrid(side)) }), {
      minLength: 1,
      maxLength: 2,
    }),
  });

export const anyView = (): fc.Arbitrary<ArcView> =>
  fc.record({
    dihedral: fc.integer({ min: 0, max: 7 }).map((number) => number as Dihedral),
    colours: fc
      .shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 9 })
      .map((colours) => Uint8Array.of(0, ...colours)),
  });
