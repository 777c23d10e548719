import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { createOnnxBackend } from '../../../src/compute/onnx/backend';
import { exportOnnx, exportTensors } from '../../../src/compute/onnx/export';
import { startRuntime } from '../../../src/compute/onnx/runtime';
import { recordSegment } from '../../../src/hrm/segment';
import { allocateBatch, uploadModel } from '../../../src/hrm/tensors';
import { createRandom } from '../../../src/puzzles/random';
import { tinyModel } from '../../support/tiny-model';

const model = tinyModel({ L_layers: 2, H_cycles: 2 });
const weights = uploadModel(exportTensors, model);
const batch = allocateBatch(exportTensors, model.config, 1);
const segment = {
  name: 'segment',
  inputs: { x: batch.x, z_H: batch.states.H, z_L: batch.states.L! },
  outputs: {
    z_H_next: batch.states.H,
    z_L_next: batch.states.L!,
    q: batch.q,
    tokens: batch.predicted,
  },
};
const file = exportOnnx((ops) => recordSegment(ops, weights, batch), {
  ...segment,
  anyBatch: true,
});

describe('exported ONNX file', () => {
  it('computes the same segment as the backend, also for another batch size', async () => {
    const size = 3;
    const shape = [size, 16, 8];
    const backend = await createOnnxBackend();
    const tensors = allocateBatch(backend, model.config, size);
    const uploaded = uploadModel(backend, model);
    const program = await backend.record(
      (ops) => recordSegment(ops, uploaded, tensors),
      [tensors.states.H, tensors.states.L!, tensors.q, tensors.predicted],
    );
    const random = createRandom(7);
    const draw = () => Float32Array.from({ length: size * 16 * 8 }, () => random.float() * 2 - 1);
    const [x, zH, zL] = [draw(), draw(), draw()];
    backend.write(tensors.x, x);
    backend.write(tensors.states.H, zH);
    backend.write(tensors.states.L!, zL);
    const wanted = await program.run();

    const { InferenceSession, Tensor } = await startRuntime({});
    const session = await InferenceSession.create(file);
    expect([...session.inputNames].sort()).toEqual(['x', 'z_H', 'z_L']);
    const results = await session.run({
      x: new Tensor('float32', x, shape),
      z_H: new Tensor('float32', zH, shape),
      z_L: new Tensor('float32', zL, shape),
    });
    Object.keys(segment.outputs).forEach((name, index) => {
      const got = Array.from(results[name]!.data as Float32Array | Int32Array);
      expect(got.length).toBe(wanted[index]!.length);
      got.forEach((value, at) => expect(value).toBeCloseTo(wanted[index]![at]!, 5));
    });
  });

  it('stores every weight of a segment once, under its official name', () => {
    const stored = initializerNames(file).filter((name) => name.startsWith('model.'));
    const unused = ['embed_tokens', 'H_init', 'L_init'];
    const wanted = [...model.weights.keys()].filter(
      (name) => !unused.some((part) => name.includes(part)),
    );
    expect(stored.sort()).toEqual(wanted.sort());
  });

  it('says what makes an export impossible', () => {
    const build = (ops: Parameters<Parameters<typeof exportOnnx>[0]>[0]) =>
      recordSegment(ops, weights, batch);
    const { z_L, ...others } = segment.inputs;
    expect(z_L).toBe(batch.states.L!);
    expect(() => exportOnnx(build, { ...segment, inputs: others })).toThrow(
      'Tensor z_L is read before it is written, but is no input.',
    );
    expect(() => exportOnnx(build, { ...segment, outputs: { x_next: batch.x } })).toThrow(
      'Output x_next is never written.',
    );
    expect(() => exportOnnx(build, { ...segment, outputs: { z_H: batch.states.H } })).toThrow(
      'two inputs or outputs named z_H',
    );
    const spread = { source: weights.initialStates.get('H')!, out: batch.states.H };
    expect(() =>
      exportOnnx((ops) => ops.broadcast(spread), {
        name: 'begin',
        inputs: {},
        outputs: { z_H: batch.states.H },
        anyBatch: true,
      }),
    ).toThrow('an unmasked broadcast fixes it');
  });
});

/** ModelProto.graph is field 7, GraphProto.initializer 5, TensorProto.name 8. */
function initializerNames(bytes: Uint8Array): string[] {
  const names: string[] = [];
  const into = (depth: number[]) => (tag: number, found: string[], pbf: PbfReader) => {
    const [wanted, ...rest] = depth;
    if (tag !== wanted) return;
    if (rest.length === 0) found.push(pbf.readString());
    else pbf.readMessage(into(rest), found);
  };
  return new PbfReader(bytes).readFields(into([7, 5, 8]), names);
}
