import type { Random } from '../random';
import type { Answer } from '../world';
import { BLANK } from './codec';

/**
 * A puzzle with a few digits of a predicted answer taken as given: a third of a row's number of
 * cells, so three in 9×9, drawn among the blanks in proportion to the square of their probability.
 * The surest digits alone would be right more often, but they tell a model less, and every time the
 * same.
 * @param puzzle tokens, [cells]
 */
export function assumeDigits(puzzle: Uint8Array, answer: Answer, random: Random): Uint8Array {
  const assumed = puzzle.slice();
  const free = [...puzzle.keys()].filter(
    (cell) => puzzle[cell] === BLANK && answer.tokens[cell]! > BLANK,
  );
  const wanted = Math.floor(Math.sqrt(puzzle.length) / 3);
  for (let taken = 0; taken < wanted && free.length > 0; taken++) {
    const weights = free.map((cell) => answer.confidence[cell]! ** 2);
    const [cell] = free.splice(drawWeighted(weights, random), 1);
    assumed[cell!] = answer.tokens[cell!]!;
  }
  return assumed;
}

/** Index of a weight, drawn in proportion to it; the last one if all are zero. */
function drawWeighted(weights: readonly number[], random: Random): number {
  let left = random.float() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return at === -1 ? weights.length - 1 : at;
}
