import { gridKey, gridsEqual, MAX_SIDE, type ArcGrid } from '../grid';
import type { ArcPair, ArcRecord } from '../task';
import { createDraw } from './draw';
import { taskId } from './id';
import { LEAST_SIDE, type TaskKind, type TaskRule } from './kind';

const FEWEST_PAIRS = 2;
const MOST_PAIRS = 4;
/**
 * Number of draws of an input before new parameters are drawn, and of parameters before giving up.
 */
const INPUTS_TRIED = 60;
const RULES_TRIED = 300;

/**
 * A fresh task of a kind: 2 to 4 pairs and one question with its answer. All inputs differ, every
 * output differs from its input and is not all black, not all outputs of the pairs are the same,
 * and the pairs exclude every other rule (`KindSpec.rivals`) that would give another answer.
 *
 * The same kind, seed and side give the same task. `pairs` does not change it; it only adds pairs.
 *
 * @param seed an unsigned 32-bit integer
 * @param side of the canvas: no grid is larger, from `LEAST_SIDE` to 30
 * @param pairs number of pairs, filled up with further ones of the same rule for training; fewer if
 * the rule has fewer inputs
 * @throws RangeError for a canvas of another size
 */
export function generateTask(kind: TaskKind, seed: number, side: number, pairs = 0): ArcRecord {
  if (!Number.isInteger(side) || side < LEAST_SIDE || side > MAX_SIDE) {
    throw new RangeError(
      `Tasks are made for canvases of ${LEAST_SIDE} to ${MAX_SIDE}, not ${side}.`,
    );
  }
  const draw = createDraw(seed ^ hash(kind.id));
  for (let tries = 0; tries < RULES_TRIED; tries++) {
    const rule = kind.drawRule(draw, side);
    const count = draw.between(FEWEST_PAIRS, MOST_PAIRS) + 1;
    const drawn = drawPairs(rule, side, count);
    if (drawn.length < count || !isSettled(rule, drawn)) continue;
    const more = drawPairs(rule, side, Math.max(pairs + 1 - count, 0), drawn);
    const task = { train: [...drawn.slice(0, -1), ...more], test: drawn.slice(-1) };
    const { title, rule: text } = kind;
    return { id: taskId(kind, seed), group: kind.id, rule: { title, text }, task };
  }
  throw new Error(`No task of the kind ${kind.id} came of ${RULES_TRIED} draws (seed ${seed}).`);
}

/**
 * Draws `count` pairs, or fewer if `INPUTS_TRIED` draws for a pair fail; pairs in `known` are not
 * drawn again.
 */
function drawPairs(
  rule: TaskRule,
  side: number,
  count: number,
  known: readonly ArcPair[] = [],
): ArcPair[] {
  const inputs = new Set(known.map(({ input }) => gridKey(input)));
  const pairs: ArcPair[] = [];
  const most = INPUTS_TRIED * (known.length === 0 ? 1 : count);
  for (let tries = 0; tries < most && pairs.length < count; tries++) {
    const input = rule.input();
    if (input === null || !fits(input, side) || inputs.has(gridKey(input))) continue;
    const output = rule.solve(input);
    if (!fits(output, side) || isBlack(output) || gridsEqual(input, output)) continue;
    inputs.add(gridKey(input));
    pairs.push({ input, output });
  }
  return pairs;
}

const fits = ({ height, width }: ArcGrid, side: number) =>
  height >= 1 && width >= 1 && height <= side && width <= side;

const isBlack = ({ cells }: ArcGrid) => cells.every((colour) => colour === 0);

/** Whether the pairs allow only one answer to the question. */
function isSettled(rule: TaskRule, pairs: readonly ArcPair[]): boolean {
  const shown = pairs.slice(0, -1);
  const asked = pairs.at(-1)!;
  if (shown.every(({ output }) => gridsEqual(output, shown[0]!.output))) return false;
  return rule.rivals.every(
    (rival) =>
      shown.some(({ input, output }) => !gridsEqual(rival(input), output)) ||
      gridsEqual(rival(asked.input), asked.output),
  );
}

/** FNV-1a, 32 bits: kinds with the same seed draw differently. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  }
  return value >>> 0;
}
