import { expect, test } from 'vitest';
import { Inspector } from '../../src/analysis/inspector';
import { openWasm } from '../../src/compute/wasm/backend';
import { BrokenOff } from '../../src/hrm/broken-off';
import { openInnerSession } from '../../src/hrm/inner-session';
import { OFFICIAL_CONFIGS } from '../../src/hrm/official-configs';
import { parameterCount, parameterSpecs } from '../../src/hrm/parameters';
import { openSession } from '../../src/hrm/session';
import { uploadModel } from '../../src/hrm/tensors';
import { OTHER_VIEWS } from '../../src/reasoning/diversity';
import { Reasoner } from '../../src/reasoning/reasoner';

/** The official model for mazes of 30×30: 27 million parameters, 187 GFLOP a segment. */
const config = OFFICIAL_CONFIGS['27 M, maze 30×30'];

test('27 million parameters on WebAssembly need the weights + 300 MB, and a segment can be stopped', async () => {
  const model = {
    config,
    weights: new Map(
      parameterSpecs(config).map(({ name, shape }) => {
        const size = shape.reduce((product, extent) => product * extent, 1);
        return [name, new Float32Array(size).fill(0.01)];
      }),
    ),
  };
  const backend = await openWasm();
  const uploaded = uploadModel(backend, model);
  const session = await openSession(backend, uploaded, { batch: 1 });
  const weights = 4 * parameterCount(config);
  // The weights also stay in the host's memory, so that another backend can take over.
  expect(weights + backend.heldBytes!()).toBeLessThan(weights + 300e6);
  expect(await session.estimate!()).toBeGreaterThan(500);

  const reasoner = new Reasoner();
  reasoner.attach(session);
  let limit = 1;
  let turns = 0;
  const question = { input: new Uint8Array(900).fill(2), identifier: 0 };
  const stop = () => {
    turns++;
    limit = 0;
    return Promise.resolve();
  };
  const trace = await reasoner.think(
    question,
    () => limit,
    () => undefined,
    OTHER_VIEWS,
    0,
    stop,
  );
  expect(turns).toBe(1);
  expect(trace.frames).toEqual([]);

  // A segment of an inner session can be stopped too.
  const inner = await openInnerSession(backend, uploaded);
  const inspector = new Inspector(inner, config.hidden_size);
  await inspector.begin(new Uint32Array(900).fill(2));
  const looks: number[] = [];
  const breakOff = (share: number) => {
    looks.push(share);
    return Promise.reject(new BrokenOff());
  };
  await expect(inspector.segment(breakOff)).rejects.toThrow(BrokenOff);
  expect(looks).toHaveLength(1);
  expect(looks[0]).toBeLessThan(0.5);
  expect(weights + backend.heldBytes!()).toBeLessThan(weights + 300e6);
  backend.dispose();
}, 120_000);
