import { expect, test } from 'vitest';
import type { HrmSession } from '../hrm/session';
import { createRandom } from '../puzzles/random';
import { WORLDS, type WorldId } from '../puzzles/world';
import { openChains } from './chains';

/** A session that answers by `respond` and is surest in row `surest`; its batch is seen in `seen`. */
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
        confidence: new Float32Array(0),
        qHalt: Float32Array.from({ length: batch }, (_, row) => Number(row === surest)),
        qContinue: new Float32Array(batch),
        logits: null,
      }),
    carry: () => Promise.reject(new Error('unused')),
    resume: () => Promise.reject(new Error('unused')),
    replaceWeights: () => undefined,
    dispose: () => undefined,
  };
  return { session, seen };
}

test.each([
  ['maze', 9],
  ['sudoku', 9],
] as const)('%s: the surest chain answers, its view undone', async (id: WorldId, side) => {
  const world = WORLDS[id];
  const next = world.generator({ width: side, height: side }, createRandom(4));
  const puzzles = [next(), next()];
  const respond = (input: Uint8Array) => world.encode(world.solve(world.decode(input)));
  for (const surest of [0, 3, 6, 7]) {
    const { session, seen } = oracle(8, surest, respond);
    const thinker = openChains(session, world, 4, createRandom(surest));
    expect(thinker.width).toBe(2);
    await thinker.begin(puzzles.map(({ puzzle }) => world.encode(puzzle)));
    expect(seen[0]).toEqual(world.encode(puzzles[0]!.puzzle));
    expect(seen[4]).toEqual(world.encode(puzzles[1]!.puzzle));
    // The other chains look at the puzzle otherwise.
    expect(new Set(seen.slice(0, 4).map((row) => row.join())).size).toBe(4);
    const answers = await thinker.segment();
    expect(answers.map(({ qHalt }) => qHalt)).toEqual([surest < 4 ? 1 : 0, surest < 4 ? 0 : 1]);
    answers.forEach(({ tokens }, at) =>
      expect(tokens).toEqual(world.encode(puzzles[at]!.solution)),
    );
  }
});

test('a batch that is no whole number of groups is refused', () => {
  const { session } = oracle(8, 0, (input) => input);
  expect(() => openChains(session, WORLDS.maze, 3, createRandom(1))).toThrow('groups of 3');
});
