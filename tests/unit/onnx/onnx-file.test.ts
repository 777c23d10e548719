import { PbfReader } from 'pbf';
import { expect, it } from 'vitest';
import { createCpuBackend } from '../../../src/compute/cpu/backend';
import { startRuntime } from '../../../src/compute/onnx/runtime';
import { sequenceLength } from '../../../src/hrm/config';
import { createSession } from '../../../src/hrm/session';
import { onnxFile } from '../../../src/reasoning/onnx-file';
import { tinyModel } from '../../support/tiny-model';

const VARIANTS = {
  plain: {},
  'with puzzle embeddings and learned positions': {
    ...{ pos_encodings: 'learned+rope2d', puzzle_emb_ndim: 12, num_puzzle_identifiers: 3 },
    ...{ H_cycles: 2, L_cycles: 2 },
  },
};

it.each(Object.entries(VARIANTS))(
  'a model %s thinks in its file as it does here',
  async (_, config) => {
    const model = tinyModel(config, 5);
    const { seq_len: cells, hidden_size: hidden, vocab_size, puzzle_emb_ndim } = model.config;
    const batch = 2;
    const tokens = Uint32Array.from({ length: batch * cells }, (_, i) => (i * 7) % vocab_size);
    const identifiers = Uint32Array.of(0, puzzle_emb_ndim > 0 ? 2 : 0);
    const reference = await createSession(createCpuBackend(), model, { batch, logits: true });
    await reference.begin(tokens, identifiers);

    const file = onnxFile(model);
    const metadata = metadataOf(file);
    expect(JSON.parse(metadata.get('config')!)).toEqual(model.config);
    const { InferenceSession, Tensor } = await startRuntime({});
    const session = await InferenceSession.create(file);
    const shape = [batch, sequenceLength(model.config), hidden];
    const initial = (level: 'H' | 'L') => {
      const row = JSON.parse(metadata.get(`${level}_init`)!) as number[];
      const states = Float32Array.from(
        { length: shape[0]! * shape[1]! * hidden },
        (_, i) => row[i % hidden]!,
      );
      return new Tensor('float32', states, shape);
    };
    const feeds = {
      tokens: new Tensor('int32', Int32Array.from(tokens), [batch, cells]),
      ...(puzzle_emb_ndim > 0 && {
        puzzle_identifiers: new Tensor('int32', Int32Array.from(identifiers), [batch]),
      }),
    };
    expect([...session.inputNames].sort()).toEqual([...Object.keys(feeds), 'z_H', 'z_L'].sort());
    let [z_H, z_L] = [initial('H'), initial('L')];
    for (let segment = 0; segment < 3; segment++) {
      const out = await session.run({ ...feeds, z_H, z_L });
      const wanted = await reference.segment();
      const near = (name: string, values: Float32Array) => {
        const got = out[name]!.data as Float32Array;
        expect(got.length).toBe(values.length);
        got.forEach((value, at) => expect(value).toBeCloseTo(values[at]!, 4));
      };
      near('logits', wanted.logits!);
      near('confidence', wanted.confidence);
      expect(out['predicted']!.dims).toEqual([batch, cells]);
      expect(Uint32Array.from(out['predicted']!.data as Int32Array)).toEqual(wanted.tokens);
      expect(out['q']!.dims).toEqual([batch, 1, 2]);
      const q = Array.from({ length: batch }, (_, row) => [
        wanted.qHalt[row]!,
        wanted.qContinue[row]!,
      ]);
      near('q', Float32Array.from(q.flat()));
      z_H = out['z_H_next'] as typeof z_H;
      z_L = out['z_L_next'] as typeof z_L;
    }
  },
);

/** ModelProto.metadata_props is field 14; its key is field 1, its value field 2. */
function metadataOf(file: Uint8Array): Map<string, string> {
  const metadata = new Map<string, string>();
  new PbfReader(file).readFields((tag, _, model) => {
    if (tag !== 14) return;
    const [key, value] = model.readMessage((field, entry: string[], pbf) => {
      entry[field - 1] = pbf.readString();
    }, []);
    metadata.set(key!, value!);
  }, null);
  return metadata;
}
