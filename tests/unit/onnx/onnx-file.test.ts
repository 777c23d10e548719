import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { startRuntime } from '../../../src/compute/onnx/runtime';
import { sequenceLength } from '../../../src/hrm/config';
import { carriedStates } from '../../../src/hrm/schedule';
import { onnxFile } from '../../../src/reasoning/onnx-file';
import { loadFixture } from '../../support/fixtures-node';
import { startOf, THINKING_FIXTURES } from '../../support/parity';

describe.each(THINKING_FIXTURES)('%s as one ONNX file', (name) => {
  const { model, expected } = loadFixture(name);
  const { config } = model;
  const file = onnxFile(model);
  const metadata = metadataOf(file);

  it('gives the figures of PyTorch with only the information in the file', async () => {
    const { InferenceSession, Tensor } = await startRuntime({});
    const session = await InferenceSession.create(file);
    const batch = expected.inputs.length;
    const shape = [batch, sequenceLength(config), config.hidden_size];
    const initial = (level: 'H' | 'L') => {
      const start = startOf(expected)?.[level];
      if (start) {
        expect(metadata.has(`${level}_init`)).toBe(false);
        return new Tensor('float32', start, shape);
      }
      const row = JSON.parse(metadata.get(`${level}_init`)!) as number[];
      const states = Array.from({ length: shape[0]! * shape[1]! }, () => row).flat();
      return new Tensor('float32', Float32Array.from(states), shape);
    };
    const ids = (values: readonly number[], dims: number[]) =>
      new Tensor('int32', Int32Array.from(values), dims);
    const feeds = {
      tokens: ids(expected.inputs.flat(), [batch, config.seq_len]),
      ...(config.puzzle_emb_ndim > 0 && {
        puzzle_identifiers: ids(expected.puzzle_identifiers, [batch]),
      }),
    };
    const carried = carriedStates(config);
    let states = Object.fromEntries(carried.map((level) => [`z_${level}`, initial(level)]));
    expect([...session.inputNames].sort()).toEqual(
      [...Object.keys(feeds), ...Object.keys(states)].sort(),
    );

    for (const { logits, q_halt, q_continue } of expected.segments) {
      const out = await session.run({ ...feeds, ...states });
      const got = out['logits']!.data as Float32Array;
      const q = out['q']!.data as Float32Array;
      const scale = Math.max(...logits.map(Math.abs));
      expect(furthest(got, logits) / scale).toBeLessThan(1e-4);
      const wanted = q_halt.flatMap((halt, row) => [halt, q_continue[row]!]);
      expect(furthest(q, wanted) / scale).toBeLessThan(1e-4);
      expect(out['q']!.dims).toEqual([batch, 1, 2]);
      expect([...(out['predicted']!.data as Int32Array)]).toEqual(largest(got, config.vocab_size));
      states = Object.fromEntries(
        Object.keys(states).map((name) => [name, out[`${name}_next`] as (typeof states)[string]]),
      );
    }
  });

  it('contains its config', () => {
    expect(JSON.parse(metadata.get('config')!)).toEqual(config);
  });
});

/** The largest difference; NaN if the lengths differ. */
function furthest(got: Float32Array, wanted: readonly number[]): number {
  const length = Math.max(got.length, wanted.length);
  return Math.max(...Array.from({ length }, (_, at) => Math.abs(got[at]! - wanted[at]!)));
}

/** The index of the largest number of each row. */
function largest(logits: Float32Array, width: number): number[] {
  return Array.from({ length: logits.length / width }, (_, row) => {
    const scores = logits.subarray(row * width, (row + 1) * width);
    return scores.indexOf(Math.max(...scores));
  });
}

/** ModelProto.metadata_props is field 14; its key is field 1, its value field 2. */
function metadataOf(file: Uint8Array): Map<string, string> {
  const metadata = new Map<string, string>();
  new PbfReader(file).readFields((tag, _, model) => {
    if (tag !== 14) return;
    const [key, value] = model.readMessage<string[]>((field, entry, pbf) => {
      entry[field - 1] = pbf.readString();
    }, []);
    metadata.set(key!, value!);
  }, null);
  return metadata;
}
