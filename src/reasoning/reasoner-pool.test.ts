import { expect, test } from 'vitest';
import { tinyModel } from '../../tests/support/tiny-model';
import { openBackend } from '../compute/rungs';
import { openSession } from '../hrm/session';
import { uploadModel } from '../hrm/tensors';
import { ReasonerPool } from './reasoner-pool';
import { helpersOf } from './rows/testing';

const question = { input: Uint8Array.from({ length: 16 }, (_, at) => 1 + (at % 5)), identifier: 0 };
const model = tinyModel();

async function homeOn(kind: 'wasm' | 'cpu', of = model) {
  const backend = await openBackend(kind, { gpu: undefined });
  const weights = uploadModel(backend, of);
  return [
    { backend, weights, model: of },
    await openSession(backend, weights, { batch: 1 }),
  ] as const;
}

test('helpers start with the second chain and end with the width, the model or the backend', async () => {
  const { helpers, alive } = helpersOf(3);
  const pool = new ReasonerPool(helpers);
  pool.attach(...(await homeOn('wasm')));
  await pool.of(1);
  expect(alive.size).toBe(0);
  await pool.of(4);
  expect(alive.size).toBe(2);
  const [before] = alive;
  await pool.of(2);
  expect(alive.size).toBe(1);
  expect(alive).not.toContain(before);
  await pool.of(8);
  pool.forgetAll();
  expect(alive.size).toBe(0);
  await pool.of(8);
  // The device is lost, with everything on it.
  pool.attach(...(await homeOn('wasm')));
  expect(alive.size).toBe(0);
  await pool.of(8);
  await pool.release();
  expect(alive.size).toBe(0);
  pool.attach(...(await homeOn('cpu')));
  await pool.of(8);
  expect(alive.size).toBe(0);
});

test('a thought in helpers continues on another backend, and with other weights', async () => {
  const think = async (pool: ReasonerPool, limit: number) =>
    (
      await (
        await pool.of(4)
      ).think(
        question,
        () => limit,
        () => undefined,
      )
    ).frames.map(({ tokens, qHalt, chains }) => ({ tokens, qHalt, chains }));
  const spread = new ReasonerPool(helpersOf(2).helpers);
  const plain = new ReasonerPool();
  for (const pool of [spread, plain]) pool.attach(...(await homeOn('wasm')));
  await think(spread, 2);
  await spread.release();
  spread.attach(...(await homeOn('wasm')));
  expect(await think(spread, 4)).toEqual(await think(plain, 4));
  for (const pool of [spread, plain]) pool.exchange(tinyModel({}, 2));
  expect(await think(spread, 3)).toEqual(await think(plain, 3));
});
