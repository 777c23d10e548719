import { expect, test, vi } from 'vitest';
import { tinyModel } from '../../../tests/support/tiny-model';
import { openBackend } from '../../compute/rungs';
import { createSession, type Carry, type HrmSession } from '../../hrm/session';
import { createRandom } from '../../puzzles/random';
import { WORLDS } from '../../puzzles/worlds';
import { ChainBatch, type Prediction } from '../chain-batch';
import { createRows } from './session';
import { helpersOf, type Fault } from './testing';

const CELLS = 16;
const CHAINS = 5;
/** Its chains start from states of their own, too. */
const modelOf = (seed: number) => tinyModel({ L_cycles: 2, init: 'random', damping: 0.9 }, seed);

const wasm = () => openBackend('wasm', { gpu: undefined });

const input = Uint8Array.from({ length: CELLS }, (_, cell) => 1 + ((cell * 7) % 5));
const views = (time: number) => WORLDS.sudoku.views(CELLS, CHAINS, createRandom(7 + time));

/**
 * Thinks with noise and starting over; after three segments it is put aside, and the weights
 * change.
 */
async function think(session: HrmSession): Promise<readonly [Prediction[], Carry]> {
  const thought = { input, identifier: 0, views: views(0), redraw: views };
  const options = { sigma: 0.3, restart: 2 };
  const batch = new ChainBatch(session, 11);
  const predictions: Prediction[] = [];
  await batch.begin([thought], options);
  for (let segment = 0; segment < 3; segment++) predictions.push(...(await batch.segment()));
  const snapshot = await batch.snapshot();
  session.replaceWeights(modelOf(2).weights);
  await batch.begin([thought], options);
  predictions.push(...(await batch.segment()));
  await batch.resume([thought], options, snapshot);
  for (let segment = 0; segment < 3; segment++) predictions.push(...(await batch.segment()));
  return [predictions, await session.carry()];
}

async function alone() {
  return think(await createSession(await wasm(), modelOf(1), { batch: CHAINS }));
}

test.each([2, 3, 4, 9])('%i threads give the same bits as one', async (threads) => {
  const { helpers, alive, sent } = helpersOf(threads);
  const session = await createRows(await wasm(), modelOf(1), CHAINS, helpers);
  expect(session.batch).toBe(CHAINS);
  expect(alive.size).toBe(Math.min(threads, CHAINS) - 1);
  expect(await think(session)).toEqual(await alone());
  expect(sent).toContain('segment');
  session.dispose();
  expect(alive.size).toBe(0);
});

test.each<Fault>([
  { at: 'open', time: 2, how: 'dies' },
  { at: 'begin', time: 1, how: 'fails' },
  { at: 'segment', time: 1, how: 'dies' },
  { at: 'segment', time: 4, how: 'dies' },
  { at: 'segment', time: 4, how: 'fails' },
  { at: 'replace-carry', time: 3, how: 'fails' },
  { at: 'replace-weights', time: 2, how: 'fails' },
  { at: 'replace-weights', time: 1, how: 'dies' },
])('a helper that $how at $at changes no result', async (fault) => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const { helpers, alive } = helpersOf(3, fault);
  const session = await createRows(await wasm(), modelOf(1), CHAINS, helpers);
  expect(await think(session)).toEqual(await alone());
  expect(warn).toHaveBeenCalledOnce();
  expect(helpers.threads).toBe(1);
  session.dispose();
  expect(alive.size).toBe(0);
  warn.mockRestore();
});

test('starts no thread for one row, another backend or no helpers', async () => {
  const { helpers, alive } = helpersOf(4);
  const model = modelOf(1);
  await createRows(await wasm(), model, 1, helpers);
  await createRows(await openBackend('cpu', { gpu: undefined }), model, CHAINS, helpers);
  await createRows(await wasm(), model, CHAINS, null);
  expect(alive.size).toBe(0);
});

test('refuses a batch of the wrong length', async () => {
  const { helpers } = helpersOf(2);
  const session = await createRows(await wasm(), modelOf(1), CHAINS, helpers);
  await expect(session.begin(new Uint32Array(CELLS))).rejects.toThrow(RangeError);
  await expect(session.begin(new Uint32Array(CHAINS * CELLS).fill(11))).rejects.toThrow(
    'the model knows 0…10',
  );
});
