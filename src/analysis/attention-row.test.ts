import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCpuBackend } from '../compute/cpu/backend';
import { parseConfig } from '../hrm/config';
import { rotaryTable } from '../hrm/positions';
import { TINY } from '../hrm/testing';
import { createRandom, normal } from '../puzzles/random';
import { attentionRow, meanOfHeads } from './attention-row';

const shape = fc.record({
  side: fc.integer({ min: 1, max: 4 }),
  heads: fc.integer({ min: 1, max: 3 }),
  positions: fc.constantFrom('rope', 'rope2d', 'learned'),
  prefix: fc.integer({ min: 0, max: 1 }),
  seed: fc.nat(),
});

test('weights of a head add up to 1, and mix v to the output of the op', async () => {
  await fc.assert(
    fc.asyncProperty(shape, async ({ side, heads, positions, prefix, seed }) => {
      const hidden = 4 * heads;
      const config = parseConfig({
        ...TINY,
        vocab_size: 3,
        seq_len: side * side,
        hidden_size: hidden,
        num_heads: heads,
        pos_encodings: positions,
        puzzle_emb_ndim: prefix * hidden,
      });
      const length = side * side + prefix;
      const random = createRandom(seed);
      const qkv = Float32Array.from({ length: length * 3 * hidden }, () => normal(random));
      const table = rotaryTable(config);

      const backend = createCpuBackend();
      const tensor = (name: string, extents: readonly number[], data?: Float32Array) =>
        backend.tensor(name, extents, data && { data });
      const out = tensor('out', [1, length, hidden]);
      const program = await backend.record(
        (ops) =>
          ops.attention({
            qkv: tensor('qkv', [1, length, 3 * hidden], qkv),
            rope: table && {
              cos: tensor('cos', table.shape, table.cos),
              sin: tensor('sin', table.shape, table.sin),
            },
            heads,
            out,
          }),
        [out],
      );
      const [mixed] = await program.run();

      for (let query = 0; query < length; query++) {
        const row = attentionRow(qkv, table, heads, query, length);
        for (let head = 0; head < heads; head++) {
          const weights = row.subarray(head * length, (head + 1) * length);
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
          for (let channel = 0; channel < 4; channel++) {
            const at = head * 4 + channel;
            const value = weights.reduce(
              (sum, weight, key) => sum + weight * qkv[key * 3 * hidden + 2 * hidden + at]!,
              0,
            );
            expect(value).toBeCloseTo(mixed![query * hidden + at]!, 4);
          }
        }
        const mean = meanOfHeads(row, heads);
        expect(mean.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      }
    }),
    { numRuns: 40 },
  );
});
