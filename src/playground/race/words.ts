import { plural } from '../../puzzles/plural';
import { clock } from '../teach/words';
import type { Opponent } from './race';

/** Who was first, when a person's answer is right. */
export function result(
  finished: number,
  { rightAt, over }: Opponent,
  segments: number | null,
): string {
  const yours = `Right, in ${clock(finished)}.`;
  if (rightAt === null) {
    return over
      ? `${yours} The model stopped without a right answer: you win.`
      : `${yours} You were first.`;
  }
  const its = `${clock(rightAt)} for its ${plural(segments ?? 0, 'segment')}`;
  return rightAt < finished
    ? `${yours} The model was first: ${its}.`
    : `${yours} You were first; the model needs ${its}.`;
}

/** The model's state. */
export function opponentWords(
  { segment, over, rightAt }: Opponent,
  time: number,
  sure: number | null,
  started: boolean,
): string {
  if (!started) return 'starts when you do';
  if (rightAt !== null && time >= rightAt) return 'has the right answer';
  if (over) return 'has stopped, and is not right';
  if (segment === 0 || sure === null) return 'at its first segment';
  return `${plural(segment, 'segment')} done, ${Math.round(100 * sure)} % sure`;
}
