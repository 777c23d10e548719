import type { AttractorFrame } from '../../analysis/attractors';
import { plural } from '../../puzzles/plural';

/** Where the thought from one start ended. */
export interface End {
  /** Number of the start; 0 is the plain one. */
  readonly row: number;
  /** Index of its answer among the different answers, from 0. */
  readonly answer: number;
  readonly right: boolean | null;
  readonly residual: number;
  readonly qHalt: number;
}

export function endsOf(
  frames: readonly AttractorFrame[],
  solvedBy: (tokens: Uint8Array) => boolean | null,
): End[] {
  const answers: string[] = [];
  return frames.at(-1)!.rows.map(({ tokens, residual, qHalt }, row) => {
    const text = tokens.join();
    if (!answers.includes(text)) answers.push(text);
    return { row, answer: answers.indexOf(text), right: solvedBy(tokens), residual, qHalt };
  });
}

/** How many ended where, and whether the right ones still move less than the others. */
export function tell(ends: readonly End[]): string {
  const answers = new Set(ends.map(({ answer }) => answer)).size;
  const right = ends.filter((end) => end.right === true);
  const wrong = ends.filter((end) => end.right === false);
  const all = ends.length;
  if (right.length + wrong.length === 0) {
    return `${plural(answers, 'answer')} from ${all} starts; which is right is not known.`;
  }
  const counts =
    right.length === all
      ? `All ${all} starts end in a right answer.`
      : right.length === 0
        ? `None of ${all} starts ends in a right answer; they give ${plural(answers, 'answer')}.`
        : `${right.length} of ${all} starts end in a right answer; there are ${plural(answers, 'answer')} in all.`;
  if (right.length === 0 || wrong.length === 0) {
    const still = mean(ends.map(({ residual }) => residual));
    return `${counts} On average they still move by ${still.toFixed(2)} a segment, so nothing here distinguishes right from wrong.`;
  }
  const [low, high] = [mean(right.map((e) => e.residual)), mean(wrong.map((e) => e.residual))];
  const share = separates(right, wrong, ({ residual }) => -residual);
  return (
    `${counts} The right ones still move by ${low.toFixed(2)} a segment on average, the others by ${high.toFixed(2)}; ` +
    `of ${right.length * wrong.length} pairs of a right and a wrong one, the right one is the calmer in ${Math.round(100 * share)} %, ` +
    `and the surer by its Q head in ${Math.round(100 * separates(right, wrong, ({ qHalt }) => qHalt))} %.`
  );
}

/** Share of pairs in which the right one has the larger value; a tie counts half (the area under the ROC curve). */
function separates(
  right: readonly End[],
  wrong: readonly End[],
  value: (end: End) => number,
): number {
  let won = 0;
  for (const one of right) {
    for (const other of wrong) won += (1 + Math.sign(value(one) - value(other))) / 2;
  }
  return won / (right.length * wrong.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
