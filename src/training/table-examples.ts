import type { Random } from '../puzzles/random';
import type { World } from '../puzzles/world';
import type { Examples } from './device-dataset';

/** A puzzle and its label as tokens, one for each cell. */
export interface TableRow {
  readonly tokens: Uint8Array;
  readonly labels: Uint8Array;
}

/** An endless stream of rows as examples without a task id. */
export function rowExamples(nextRow: () => TableRow): Examples {
  return {
    next(tokens, labels, at) {
      const row = nextRow();
      tokens.set(row.tokens, at);
      labels.set(row.labels, at);
      return 0;
    },
  };
}

/**
 * An endless stream of a data set's rows: in random order, each once before any repeats, each in a
 * random view of its world (relabelled, rotated or mirrored), puzzle and label together.
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
  return rowExamples(() => {
    if (at === order.length) {
      random.shuffle(order);
      at = 0;
    }
    const row = rows[order[at++]!]!;
    // The first view is the plain one; the second is random.
    const [, view] = world.views(row.tokens.length, 2, random);
    return { tokens: view!.apply(row.tokens), labels: view!.apply(row.labels) };
  });
}
