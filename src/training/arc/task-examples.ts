import { drawOrigin, encodeArc } from '../../puzzles/arc/codec';
import type { ArcPair } from '../../puzzles/arc/task';
import { viewGrid, type ArcView } from '../../puzzles/arc/views';
import type { Random } from '../../puzzles/random';
import type { Examples } from '../device-dataset';

export interface TaskExamplesOptions {
  readonly views: readonly ArcView[];
  /** The embedding of each view, by index. */
  readonly identifierOf: (view: number) => number;
  /** S, on which every pair must fit. */
  readonly side: number;
  /** Share of the examples that are anywhere on the canvas instead of in the corner. */
  readonly translation: number;
  readonly random: Random;
}

/**
 * An endless stream of a task's demonstrations: every pair under every view once, in random order,
 * then again. Input and output are moved together, as in the official recipe. Only demonstrations
 * are used.
 */
export function taskExamples(pairs: readonly ArcPair[], options: TaskExamplesOptions): Examples {
  const { views, identifierOf, side, translation, random } = options;
  const drawn = views.map((view) =>
    pairs.map(({ input, output }) => ({
      input: viewGrid(input, view),
      output: viewGrid(output, view),
    })),
  );
  const order = Uint32Array.from({ length: views.length * pairs.length }, (_, index) => index);
  let next = order.length;
  return {
    next(tokens, labels, at) {
      if (next === order.length) {
        random.shuffle(order);
        next = 0;
      }
      const index = order[next++]!;
      const view = Math.floor(index / pairs.length);
      const pair = drawn[view]![index % pairs.length]!;
      const origin = random.float() < translation ? drawOrigin(pair, side, random) : undefined;
      tokens.set(encodeArc(pair.input, side, origin), at);
      labels.set(encodeArc(pair.output, side, origin), at);
      return identifierOf(view);
    },
  };
}
