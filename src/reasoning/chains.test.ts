import { describe, expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { createCpuBackend } from '../compute/cpu/backend';
import { createSession, type HrmSession } from '../hrm/session';
import { createRandom } from '../puzzles/random';
import type { Answer, View } from '../puzzles/world';
import { WORLDS, type WorldId } from '../puzzles/worlds';
import { ChainBatch, type Prediction } from './chain-batch';
import { openChains } from './chains';
import { diversityOf, OTHER_VIEWS, plainViews } from './diversity';
import { isWish } from './trace';

/**
 * A session that answers with `respond` and is surest in row `surest`; `seen` records its batches.
 */
function oracle(
  batch: number,
  surest: number,
  respond: (input: Uint8Array) => Uint8Array,
): { session: HrmSession; seen: Uint8Array[] } {
  const seen: Uint8Array[] = [];
  const session: HrmSession = {
    batch,
    dispatches: 1,
    begin(tokens) {
      const cells = tokens.length / batch;
      for (let row = 0; row < batch; row++) {
        seen.push(Uint8Array.from(tokens.subarray(row * cells, (row + 1) * cells)));
      }
      return Promise.resolve();
    },
    segment: () =>
      Promise.resolve({
        tokens: Uint32Array.from(seen.slice(-batch).flatMap((row) => [...respond(row)])),
        confidence: new Float32Array(seen[0]!.length * batch),
        qHalt: Float32Array.from({ length: batch }, (_, row) => Number(row === surest)),
        qContinue: new Float32Array(batch),
        logits: null,
      }),
    carry: () => Promise.reject(new Error('unused')),
    replaceCarry: () => undefined,
    resume: () => Promise.reject(new Error('unused')),
    replaceWeights: () => undefined,
    dispose: () => undefined,
  };
  return { session, seen };
}

test.each([
  ['maze', 9],
  ['sudoku', 9],
] as const)(
  '%s: the answer is that of the surest chain, with its view undone',
  async (id: WorldId, side) => {
    const world = WORLDS[id];
    const next = world.generator({ width: side, height: side }, createRandom(4));
    const puzzles = [next(), next()];
    const respond = (input: Uint8Array) => world.encode(world.solve(world.decode(input)));
    for (const surest of [0, 3, 6, 7]) {
      const { session, seen } = oracle(8, surest, respond);
      const thinker = openChains(session, world, {
        chains: 4,
        diversity: OTHER_VIEWS,
        seed: surest,
      });
      expect(thinker.width).toBe(2);
      await thinker.begin(puzzles.map(({ puzzle }) => world.encode(puzzle)));
      expect(seen[0]).toEqual(world.encode(puzzles[0]!.puzzle));
      expect(seen[4]).toEqual(world.encode(puzzles[1]!.puzzle));
      // The other chains see other views of the puzzle.
      expect(new Set(seen.slice(0, 4).map((row) => row.join())).size).toBe(4);
      const answers = await thinker.segment();
      expect(answers.map(({ qHalt }) => qHalt)).toEqual([surest < 4 ? 1 : 0, surest < 4 ? 0 : 1]);
      answers.forEach(({ tokens }, at) =>
        expect(tokens).toEqual(world.encode(puzzles[at]!.solution)),
      );
    }
  },
);

test('refuses a batch that is not a whole number of groups', () => {
  const { session } = oracle(8, 0, (input) => input);
  expect(() =>
    openChains(session, WORLDS.maze, { chains: 3, diversity: OTHER_VIEWS, seed: 1 }),
  ).toThrow('groups of 3');
});

const backend = createCpuBackend();
const model = tinyModel();
const inputs = [7, 8].map((seed) => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: 16 }, () => 1 + random.below(5));
});

/** The predictions of a small random model's chains for both puzzles in three segments. */
async function predicted(chains: number, sigma: number, seed = 1): Promise<Prediction[][]> {
  const session = await createSession(backend, model, { batch: 2 * chains });
  const batch = new ChainBatch(session, seed);
  const views = plainViews(chains);
  await batch.begin(
    inputs.map((input) => ({ input, identifier: 0, views, redraw: () => views })),
    { sigma, restart: 0 },
  );
  const predictions: Prediction[][] = [];
  for (let segment = 0; segment < 3; segment++) predictions.push(await batch.segment());
  session.dispose();
  return predictions;
}

const plain = await predicted(1, 0);

test('with noise of size 0 every chain is plain thinking, bit for bit', async () => {
  (await predicted(4, 0)).forEach((both, segment) =>
    both.forEach(({ chains, ...surest }, puzzle) => {
      expect(surest).toEqual(plain[segment]![puzzle]);
      const { tokens, qHalt, qContinue } = plain[segment]![puzzle]!;
      expect(chains).toEqual({ all: Array(4).fill({ tokens, qHalt, qContinue }), surest: 0 });
    }),
  );
});

test('with noise the first chain is plain thinking and the others all differ', async () => {
  const noisy = await predicted(4, 0.5);
  noisy.forEach((both, segment) =>
    both.forEach(({ chains }, puzzle) => {
      const { tokens, qHalt, qContinue } = plain[segment]![puzzle]!;
      expect(chains!.all[0]).toEqual({ tokens, qHalt, qContinue });
      expect(new Set(chains!.all.map((chain) => chain.qHalt)).size).toBe(4);
    }),
  );
  expect(await predicted(4, 0.5)).toEqual(noisy);
  expect(await predicted(4, 0.5, 2)).not.toEqual(noisy);
  // A chain gives the same result for any number of chains.
  (await predicted(8, 0.5)).forEach((both, segment) =>
    both.forEach(({ chains }, puzzle) =>
      expect(chains!.all.slice(0, 4)).toEqual(noisy[segment]![puzzle]!.chains!.all),
    ),
  );
});

test.each([
  ['noise', 1],
  ['both', 4],
] as const)('%s: chains see %i drawings of a puzzle', async (kind, drawings) => {
  const { session, seen } = oracle(4, 2, (input) => input);
  const diversity = diversityOf(kind, 0);
  const thinker = openChains(session, WORLDS.sudoku, { chains: 4, diversity, seed: 1 });
  await thinker.begin([inputs[0]!]);
  expect(new Set(seen.map((row) => row.join())).size).toBe(drawings);
  // In every view the answer is for the original puzzle.
  expect((await thinker.segment())[0]!.tokens).toEqual(inputs[0]);
});

describe('starting over', () => {
  /** Reversed: the last cell comes first. */
  const turned: View = {
    apply: (tokens) => tokens.toReversed(),
    undo: (tokens) => tokens.toReversed(),
    undoCells: (values) => values.toReversed(),
  };
  const thoughts = (chains: number) =>
    inputs.map((input) => ({
      input,
      identifier: 0,
      views: plainViews(chains),
      redraw: (time: number) => (time % 2 === 1 ? Array(chains).fill(turned) : plainViews(chains)),
    }));

  /** A model whose Q head always gives the same values: unsure if `qContinue` is positive. */
  async function opened(chains: number, qContinue: number) {
    const weights = new Map(
      [...model.weights].map(([name, values]) => [
        name,
        name.endsWith('q_head.weight')
          ? values.map(() => 0)
          : name.endsWith('q_head.bias')
            ? Float32Array.of(0, qContinue)
            : values,
      ]),
    );
    const session = await createSession(backend, { ...model, weights }, { batch: 2 * chains });
    return new ChainBatch(session, 1);
  }

  test('is a fresh thought in the other view, bit for bit', async () => {
    const batch = await opened(1, 1);
    await batch.begin(thoughts(1), { sigma: 0, restart: 2 });
    const frames = [];
    for (let segment = 0; segment < 6; segment++) frames.push(await batch.segment());
    expect(frames.map(([first]) => first!.restarted ?? 0)).toEqual([0, 0, 1, 0, 1, 0]);

    await batch.begin(
      inputs.map((input) => ({ input, identifier: 0, views: [turned], redraw: () => [turned] })),
      { sigma: 0, restart: 0 },
    );
    for (const segment of [2, 3]) {
      const fresh = await batch.segment();
      const again = frames[segment]!.map((frame) => ({ ...frame, restarted: undefined }));
      expect(again).toEqual(fresh);
      expect(again[0]!.tokens).not.toEqual(frames[segment - 2]![0]!.tokens);
    }
    // Back in the plain view, the third attempt is the first once more.
    expect(frames[5]).toEqual(frames[1]);
  });

  test('applies only to chains that are not sure', async () => {
    const sure = await opened(2, -1);
    await sure.begin(thoughts(2), { sigma: 0, restart: 2 });
    const plainly = await opened(2, -1);
    await plainly.begin(thoughts(2), { sigma: 0, restart: 0 });
    for (let segment = 0; segment < 4; segment++) {
      expect(await sure.segment()).toEqual(await plainly.segment());
    }
  });

  test('continues a thought that was put aside', async () => {
    const options = { sigma: 0, restart: 2 };
    const batch = await opened(2, 1);
    await batch.begin(thoughts(2), options);
    const whole = [];
    for (let segment = 0; segment < 5; segment++) whole.push(await batch.segment());
    for (const parts of [1, 2, 3]) {
      await batch.begin(thoughts(2), options);
      for (let segment = 0; segment < parts; segment++) await batch.segment();
      const snapshot = await batch.snapshot();
      const other = await opened(2, 1);
      await other.resume(thoughts(2), options, snapshot);
      for (let segment = parts; segment < 5; segment++) {
        expect(await other.segment()).toEqual(whole[segment]);
      }
    }
  });

  test('a chain thinks about what it assumes, and its frames say which cells these are', async () => {
    const asked: unknown[][] = [];
    const assuming = (chains: number) =>
      thoughts(chains).map((thought) => ({
        ...thought,
        assume(time: number, chain: number, { tokens }: Answer) {
          asked.push([time, chain, tokens]);
          return time === 1 ? thought.input.with(3, 6) : thought.input;
        },
      }));
    const options = { sigma: 0, restart: 1 };
    const batch = await opened(2, 1);
    await batch.begin(assuming(2), options);
    const frames = [await batch.segment(), await batch.segment()];
    expect(asked).toEqual(
      frames[0]!.flatMap(({ chains }) =>
        chains!.all.map(({ tokens }, chain) => [1, chain, tokens]),
      ),
    );
    const snapshot = await batch.snapshot();
    frames.push(await batch.segment());
    expect(frames.map((both) => both.map(({ assumed }) => assumed))).toEqual([
      [undefined, undefined],
      [[3], [3]],
      [undefined, undefined],
    ]);

    // The second attempt is plain thinking about the puzzle with what it assumes.
    const given = inputs.map((input) => input.with(3, 6));
    const plainly = await opened(1, 1);
    await plainly.begin(
      given.map((input) => ({ input, identifier: 0, views: [turned], redraw: () => [turned] })),
      { sigma: 0, restart: 0 },
    );
    const alone = await plainly.segment();
    alone.forEach((frame, at) => expect(frames[1]![at]).toMatchObject(frame));

    // What it assumes is a part of its state.
    const other = await opened(2, 1);
    await other.resume(assuming(2), { sigma: 0, restart: 0 }, snapshot);
    const further = await plainly.segment();
    (await other.segment()).forEach((frame, at) => {
      expect(frame.assumed).toEqual([3]);
      expect(frame).toMatchObject(further[at]!);
    });
  });

  test('a chain that is sure thinks on without what it assumed', async () => {
    const assumed = inputs[0]!.with(3, 6);
    const views = [turned];
    const thought = { input: inputs[0]!, identifier: 0, views, redraw: () => views };
    // Sure of its answer whenever it sees the assumed cell, the fourth of the puzzle.
    const seen: number[][] = [];
    let tokens: Uint32Array = new Uint32Array();
    const session = await createSession(backend, model, { batch: 1 });
    const batch = new ChainBatch(
      {
        ...session,
        begin: (given, ...rest) => session.begin((tokens = given), ...rest),
        resume: (carry, given, ...rest) => session.resume(carry, (tokens = given), ...rest),
        segment: async (pace) => {
          seen.push([...tokens]);
          const result = await session.segment(pace);
          const sure = tokens.toReversed()[3] === 6;
          return {
            ...result,
            qHalt: Float32Array.of(sure ? 1 : -1),
            qContinue: new Float32Array(1),
          };
        },
      },
      1,
    );
    await batch.begin([{ ...thought, assume: () => assumed }], { sigma: 0, restart: 2 });
    const frames = [];
    for (let segment = 0; segment < 5; segment++) frames.push((await batch.segment())[0]!);
    const [withIt, without] = [assumed, inputs[0]!].map((input) => [...turned.apply(input)]);
    expect(seen).toEqual([without, without, withIt, without, withIt]);
    expect(frames.map(({ assumed: cells }) => cells?.length ?? 0)).toEqual([0, 0, 1, 0, 1]);
    expect(frames.map(isWish)).toEqual([false, false, false, false, false]);

    // Its states stay: the fourth segment is the second of this thought, with another input.
    const again = await createSession(backend, model, { batch: 1 });
    const ids = Uint32Array.of(0);
    await again.begin(Uint32Array.from(withIt!), ids);
    await again.segment();
    await again.resume(await again.carry(), Uint32Array.from(without!), ids);
    const { tokens: predicted } = await again.segment();
    expect(frames[3]!.tokens).toEqual(turned.undo(Uint8Array.from(predicted)));
  });

  test('one of several chains can start over while the others continue', async () => {
    const { session, seen } = oracle(2, 1, (input) => input);
    let carries = 0;
    const batch = new ChainBatch(
      {
        ...session,
        // Row 1 is sure; the states show when they were read.
        carry: () => {
          carries += 1;
          const states = () => Float32Array.of(carries, carries, carries, carries);
          return Promise.resolve({ H: states(), L: states() });
        },
        replaceCarry: ({ H }) => expect([...H]).toEqual([2, 2, 1, 1]),
      },
      1,
    );
    const [first] = thoughts(2);
    await batch.begin([first!], { sigma: 0, restart: 1 });
    await batch.segment();
    const [after] = await batch.segment();
    expect(after!.restarted).toBe(1);
    expect(carries).toBe(2);
    expect(seen.slice(2)).toEqual([turned.apply(first!.input), first!.input]);
  });
});
