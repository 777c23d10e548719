import { expect, test } from 'vitest';
import { candidateTiles, STAGED, tileName } from '../../src/compute/webgpu/kernels/tile-shapes';
import { openWebGpu } from '../../src/compute/webgpu/open';
import { openTileMemory } from '../../src/compute/webgpu/tile-memory';
import { difference } from './against-reference';

/** The device decides which tile is fastest. These tests check what happens with the choice. */
const [rows, columns, length] = [200, 64, 44];
const names = candidateTiles(STAGED, rows, columns).map(tileName);
const label = `linear ${rows}×${columns}×${length}`;

async function adapterName(): Promise<string> {
  const backend = await openWebGpu({ allowFallback: true, timeTiles: false });
  backend.dispose();
  return /^WebGPU, (.*?)( \(software\))?, f32$/.exec(backend.description)![1]!;
}

/** Checks a product computed with the timed tiles. @returns the code of its kernel */
async function product() {
  const backend = await openWebGpu({ allowFallback: true, tiles: 'staged', timeTiles: true });
  const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => Math.sin(i));
  const x = backend.tensor('x', [1, rows, length], { data: numbers(rows * length) });
  const weight = backend.tensor('w', [columns, length], { data: numbers(columns * length) });
  const out = backend.tensor('out', [1, rows, columns]);
  const program = await backend.record((ops) => ops.linear({ x, weight, out }), [out]);
  const [result] = await program.run();
  const { code } = program.kernels()[0]!;
  backend.dispose();
  const wanted = Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < length; k++) {
      sum += Math.sin(row * length + k) * Math.sin(column * length + k);
    }
    return sum;
  });
  expect(difference(wanted, Array.from(result!))).toBeLessThan(2e-5);
  return code!;
}

test('tiles are timed once, stored for the adapter, and the stored choice is used', async () => {
  const adapter = await adapterName();
  const memory = await openTileMemory(adapter);
  // On a busy machine the time for measuring may run out; the next device measures again.
  let code = await product();
  for (let again = 0; again < 5 && memory.get(label) === undefined; again++) code = await product();
  const chosen = memory.get(label);
  if (chosen !== undefined) {
    expect(names).toContain(chosen);
    expect(await product()).toBe(code);
    expect(memory.get(label)).toBe(chosen);
  }

  memory.set(label, names.at(-1)!);
  expect(await product()).not.toContain('workgroupBarrier');
  memory.set(label, names[0]!);
  expect(await product()).toContain('workgroupBarrier');
  memory.set(label, 'a tile of another version');
  expect(await product()).toContain('workgroupBarrier');
});
