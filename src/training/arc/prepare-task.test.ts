import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterName } from '../../hrm/parameters';
import { decodeArc, encodeArc, type Origin } from '../../puzzles/arc/codec';
import { gridsEqual } from '../../puzzles/arc/grid';
import { canvasSide, type ArcTask } from '../../puzzles/arc/task';
import { anyTask } from '../../puzzles/arc/testing';
import { invertView, viewGrid } from '../../puzzles/arc/views';
import { prepareTask } from './prepare-task';
import { DEFAULT_ARC_SETTINGS, type ArcSettings } from './settings';
import { blankArcModel } from './testing';

const SIDE = 6;
const MODEL = blankArcModel(SIDE, 8);
const SETTINGS: ArcSettings = { ...DEFAULT_ARC_SETTINGS, views: 5 };

/** Some examples, with the position of the input. */
function draw(task: ArcTask, settings: ArcSettings, count: number) {
  const prepared = prepareTask(MODEL, task, settings);
  return Array.from({ length: count }, () => {
    const tokens = new Uint32Array(SIDE * SIDE);
    const labels = new Uint32Array(SIDE * SIDE);
    const identifier = prepared.examples.next(tokens, labels, 0, 0);
    const first = tokens.findIndex((token) => token > 1);
    const origin: Origin = { row: Math.floor(first / SIDE), column: first % SIDE };
    return { tokens: Uint8Array.from(tokens), labels: Uint8Array.from(labels), identifier, origin };
  });
}

test('every example is a demonstration under its view, at any position; none is a question', () => {
  fc.assert(
    fc.property(anyTask(SIDE), fc.nat(), (task, seed) => {
      const settings = { ...SETTINGS, seed };
      const { views } = prepareTask(MODEL, task, settings);
      const taught = new Set<string>();
      for (const example of draw(task, settings, 3 * views.length * task.train.length)) {
        const { tokens, labels, identifier, origin } = example;
        const undo = invertView(views[identifier]!);
        const pair = task.train.findIndex(({ input, output }) => {
          const [seen, wanted] = [decodeArc(tokens, origin)!, decodeArc(labels, origin)!];
          return (
            gridsEqual(viewGrid(seen, undo), input) && gridsEqual(viewGrid(wanted, undo), output)
          );
        });
        expect(pair).toBeGreaterThanOrEqual(0);
        expect(
          encodeArc(viewGrid(task.train[pair]!.input, views[identifier]!), SIDE, origin),
        ).toEqual(tokens);
        taught.add(`${identifier} ${pair}`);
      }
      // Equal demonstrations count once.
      const distinct = new Set(task.train.map((pair) => JSON.stringify(pair)));
      expect(taught.size).toBe(views.length * distinct.size);
    }),
    { numRuns: 30 },
  );
});

test('known answers change nothing', () => {
  fc.assert(
    fc.property(anyTask(SIDE), (task) => {
      const unknown = { ...task, test: task.test.map(({ input }) => ({ input, output: null })) };
      const { views } = prepareTask(MODEL, task, SETTINGS);
      expect(prepareTask(MODEL, unknown, SETTINGS).views).toEqual(views);
      expect(draw(unknown, SETTINGS, 8)).toEqual(draw(task, SETTINGS, 8));
    }),
    { numRuns: 20 },
  );
});

test('the same seed gives the same examples, and a resumed run sees other examples', () => {
  const task = fc.sample(anyTask(SIDE), { numRuns: 1, seed: 3 })[0]!;
  expect(draw(task, SETTINGS, 20)).toEqual(draw(task, SETTINGS, 20));
  expect(draw(task, { ...SETTINGS, seed: 1 }, 20)).not.toEqual(draw(task, SETTINGS, 20));
});

test('without translation every example lies in the corner', () => {
  const task = fc.sample(anyTask(3), { numRuns: 1, seed: 5 })[0]!;
  const origins = (translation: number) =>
    new Set(
      draw(task, { ...SETTINGS, translation }, 60).map(({ origin }) => JSON.stringify(origin)),
    );
  expect(origins(0).size).toBe(1);
  expect(origins(1).size).toBeGreaterThan(4);
});

test('embeddings start as the mean of those of the model, one for each view or one for all', () => {
  const weights = new Map(MODEL.weights);
  const table = Float32Array.from({ length: 16 }, (_, at) => at);
  weights.set(parameterName.puzzleTable, table);
  const model = { ...MODEL, weights };
  const task = fc.sample(anyTask(4), { numRuns: 1, seed: 1 })[0]!;
  const mean = Array.from({ length: 8 }, (_, at) => at + 4);
  const each = prepareTask(model, task, SETTINGS);
  expect(each.model.config.num_puzzle_identifiers).toBe(each.views.length);
  expect([...each.model.weights.get(parameterName.puzzleTable)!]).toEqual(
    each.views.flatMap(() => mean),
  );
  const known = prepareTask(model, task, { ...SETTINGS, views: 1 }, 1);
  expect([...known.model.weights.get(parameterName.puzzleTable)!]).toEqual([...table.slice(8)]);
  const one = prepareTask(model, task, { ...SETTINGS, embeddings: 'task' });
  expect(one.views).toEqual(each.views);
  expect(one.views.map((_, view) => one.identifierOf(view))).toEqual(one.views.map(() => 0));
  expect([...one.model.weights.get(parameterName.puzzleTable)!]).toEqual(mean);
  expect([...one.model.weights.keys()]).toEqual([...MODEL.weights.keys()]);
});

const LARGE = fc.sample(
  anyTask(SIDE + 3).filter((any) => canvasSide(any) > SIDE),
  { numRuns: 1, seed: 2 },
)[0]!;

test('a larger task is learned on a larger canvas, with the same weights', () => {
  const side = canvasSide(LARGE);
  const { model, examples, ...prepared } = prepareTask(MODEL, LARGE, SETTINGS);
  expect(prepared.side).toBe(side);
  const { seq_len, puzzle } = model.config;
  expect({ seq_len, ...puzzle }).toMatchObject({ seq_len: side ** 2, width: side, height: side });
  const [tokens, labels] = [new Uint32Array(side ** 2), new Uint32Array(side ** 2)];
  expect(() => examples.next(tokens, labels, 0, 0)).not.toThrow();
  for (const [name, values] of MODEL.weights) {
    if (name !== parameterName.puzzleTable) expect(model.weights.get(name)).toBe(values);
  }
  // What the model knows it was taught on its own canvas.
  expect(() => prepareTask(MODEL, LARGE, SETTINGS, 1)).toThrow(/canvas has 6\./);
});

test('refuses in a sentence a task too large for the canvas, and a model for another world', () => {
  const fixed = blankArcModel(SIDE, 8, true);
  expect(() => prepareTask(fixed, LARGE, SETTINGS)).toThrow(/grids of up to \d cells a side.* 6\./);
  const small = fc.sample(anyTask(3), { numRuns: 1 })[0]!;
  const of = (part: object) => ({ ...MODEL, config: { ...MODEL.config, ...part } });
  expect(() => prepareTask(of({ vocab_size: 11 }), small, SETTINGS)).toThrow(/not think about ARC/);
  expect(() => prepareTask(of({ puzzle_emb_ndim: 0 }), small, SETTINGS)).toThrow(/no puzzle emb/);
});
