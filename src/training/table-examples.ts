import type { Random } from '../puzzles/random';
import type { World } from '../puzzles/world';
import type { Examples } from './device-dataset';

/** A puzzle and its label as tokens, one a cell. */
export interface TableRow {
  readonly tokens: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * The rows of a data set without end: in random order, each once before any comes again, each under
 * a random view of its world (relabelled, turned or mirrored), puzzle and label alike.
 *
 * @param rows at least one
 */
export function tableExamples(
  rows: readonly TableRow[],
  world: Pick<World<Uint8Array>, 'views'>,
  random: Random,
): Examples {
  const order = Uint32Array.from(rows.keys());
  let at = order.length;
  return {
    next(tokens, labels, to) {
      if (at === order.length) {
        random.shuffle(order);
        at = 0;
      }
      const row = rows[order[at++]!]!;
      // The first view leaves the puzzle as it is; the second is a random one.
      const [, view] = world.views(row.tokens.length, 2, random);
      tokens.set(view!.apply(row.tokens), to);
      labels.set(view!.apply(row.labels), to);
      return 0;
    },
  };
}
