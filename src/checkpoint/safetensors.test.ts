import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CheckpointError } from './error';
import { readSafetensors, writeSafetensors } from './safetensors';

/** A file with this header text and this many bytes of numbers. */
function file(header: unknown, dataBytes: number): Uint8Array {
  const json =
    header instanceof Uint8Array
      ? header
      : new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const entry = (dtype: unknown, shape: unknown, begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('reads back in F32 what it wrote, for any names and shapes', () => {
    const tensor = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }).chain((shape) => {
      const length = shape.reduce((product, extent) => product * extent, 1);
      const data = fc.float32Array({ minLength: length, maxLength: length });
      return fc.record({ shape: fc.constant(shape), data });
    });
    const names = fc.string({ unit: 'grapheme' }).filter((name) => name !== '__metadata__');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(names, tensor), { maxLength: 5 }),
        fc.string(),
        (list, note) => {
          const tensors = new Map(list);
          const read = readSafetensors(writeSafetensors(tensors, 'F32', { note }));
          expect(read.metadata).toEqual({ note });
          expect([...read.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
          for (const [name, { shape, data }] of tensors) {
            expect(read.tensors.get(name)).toEqual({ dtype: 'F32', shape, data });
          }
        },
      ),
    );
  });

  it('pads the header with spaces to a multiple of eight bytes', () => {
    for (const name of ['a', 'ab', 'abc', 'abcdefgh']) {
      const bytes = writeSafetensors(
        new Map([[name, { shape: [1], data: Float32Array.of(1) }]]),
        'F16',
      );
      const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
      expect(length % 8).toBe(0);
      expect(new TextDecoder().decode(bytes.subarray(8, 8 + length))).toMatch(/^\{.*\} *$/);
      expect([...bytes.subarray(8 + length)]).toEqual([0x00, 0x3c]);
    }
  });

  it('reads F16 and BF16 at any position in the file', () => {
    const bytes = file(
      {
        half: entry('F16', [1], 0, 2),
        brain: entry('BF16', [2], 2, 6),
        one: entry('F32', [], 6, 10),
      },
      10,
    );
    bytes.set([0x00, 0xc0, 0xc0, 0x3f, 0x80, 0xff, 0x00, 0x00, 0x80, 0x3f], bytes.length - 10);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const { tensors } = readSafetensors(shifted.subarray(1));
    expect([...tensors.get('half')!.data]).toEqual([-2]);
    expect([...tensors.get('brain')!.data]).toEqual([1.5, -Infinity]);
    expect([...tensors.get('one')!.data]).toEqual([1]);
    expect(readSafetensors(bytes.slice().buffer).tensors).toEqual(tensors);
  });

  it('accepts a file without tensors and tensors without numbers', () => {
    expect(readSafetensors(file({}, 0)).tensors.size).toBe(0);
    const { tensors } = readSafetensors(
      file({ b: entry('F32', [1], 0, 4), none: entry('F16', [0, 7], 0, 0) }, 4),
    );
    expect(tensors.get('none')).toMatchObject({ shape: [0, 7], data: new Float32Array(0) });
  });

  it('refuses to write what F16 cannot hold, or a shape that does not fit', () => {
    const tensor = (shape: number[], ...data: number[]) =>
      new Map([['w', { shape, data: Float32Array.from(data) }]]);
    expect(() => writeSafetensors(tensor([2], 1, 70000), 'F16')).toThrow(
      /Tensor w: 70000 is beyond/,
    );
    expect(() => writeSafetensors(tensor([2], 1, Infinity), 'F16')).not.toThrow();
    expect(() => writeSafetensors(tensor([3], 1, 2), 'F32')).toThrow(/Tensor w: shape \[3\]/);
  });

  const ok = entry('F32', [1], 0, 4);
  const cases: [string, Uint8Array, RegExp][] = [
    ['an empty file', new Uint8Array(0), /truncated: it has 0 of the 8 bytes/],
    ['a file cut in its header', file({ w: ok }, 4).subarray(0, 20), /truncated: its header has/],
    ['a file cut in its numbers', file({ w: ok }, 3), /Tensor w: the weights file is truncated/],
    ['bytes that belong to no tensor', file({ w: ok }, 5), /1 bytes after tensor w/],
    ['a header beyond the limit', hugeHeader(), /claims 1000000000 bytes/],
    ['a zip', text('PK\x03\x04 and more bytes'), /zip archive, probably a PyTorch/],
    ['a pickle', text('\x80\x02}q\x00(X\x05abcdef'), /Python pickle/],
    ['a web page', text('<!doctype html><html>'), /not safetensors but a web page/],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1'), /git lfs pull/],
    ['a header in no Unicode', file(Uint8Array.of(0x7b, 0xff, 0x7d), 0), /not valid UTF-8/],
    ['a header that is no object', file('[1]', 0), /does not begin with “\{”/],
    ['a header that starts with a space', file(' {}', 0), /does not begin with “\{”/],
    ['a header that is no JSON', file('{"w":', 0), /not valid JSON/],
    ['a tensor named twice', file('{"w":{},"\\u0077":{}}', 0), /names “w” twice/],
    ['a field named twice', file('{"w":{"dtype":"F32","dtype":"F16"}}', 0), /names “dtype” twice/],
    ['metadata that is no object', file({ __metadata__: [] }, 0), /__metadata__ is not an object/],
    ['metadata that is no text', file({ __metadata__: { n: 1 } }, 0), /__metadata__\.n is not a/],
    ['an entry that is no object', file({ w: 1 }, 0), /Tensor w: its header entry is not/],
    [
      'no dtype',
      file({ w: { shape: [1], data_offsets: [0, 4] } }, 4),
      /Tensor w: dtype is missing/,
    ],
    ['an unknown dtype', file({ w: entry('Q4', [1], 0, 8) }, 8), /Tensor w: dtype Q4 is not/],
    ['a dtype from the prototype', file({ w: entry('toString', [1], 0, 4) }, 4), /dtype toString/],
    ['a negative extent', file({ w: entry('F32', [-1], 0, 4) }, 4), /Tensor w: shape is not/],
    ['a fractional extent', file({ w: entry('F32', [0.5], 0, 4) }, 4), /Tensor w: shape is not/],
    ['no shape', file({ w: { dtype: 'F32', data_offsets: [0, 4] } }, 4), /Tensor w: shape is not/],
    ['one offset', file({ w: { ...ok, data_offsets: [0] } }, 4), /Tensor w: data_offsets is not/],
    ['offsets as text', file({ w: entry('F32', [1], '0', '4') }, 4), /data_offsets is not/],
    ['offsets backwards', file({ w: entry('F32', [1], 4, 0) }, 4), /\[4, 0\] end before they/],
    ['a shape too large', file({ w: entry('F32', [2], 0, 4) }, 4), /takes 8 bytes, but .* span 4/],
    ['a shape beyond all numbers', file({ w: entry('F16', [2 ** 52, 2 ** 52], 0, 4) }, 4), /takes/],
    ['an overlap', file({ w: ok, v: entry('F32', [1], 2, 6) }, 6), /Tensor v overlaps tensor w/],
    ['a hole', file({ w: ok, v: entry('F32', [1], 6, 10) }, 10), /Tensor v leaves a hole of 2/],
    [
      'a hole in front',
      file({ w: entry('F32', [1], 4, 8) }, 8),
      /a hole of 4 bytes after the head/,
    ],
  ];
  it('ignores tensors that are not real numbers', () => {
    const bytes = file({ n: entry('I64', [1], 0, 8), w: entry('F32', [1], 8, 12) }, 12);
    expect([...readSafetensors(bytes).tensors.keys()]).toEqual(['w']);
  });

  it.each(cases)('refuses %s', (_, bytes, message) => {
    const read = () => readSafetensors(bytes);
    expect(read).toThrow(CheckpointError);
    expect(read).toThrow(message);
  });

  it('fails only with a CheckpointError, for any damage', () => {
    const good = writeSafetensors(
      new Map([
        ['model.a', { shape: [2, 3], data: new Float32Array(6).fill(0.5) }],
        ['model.b', { shape: [4], data: new Float32Array(4).fill(-1) }],
      ]),
      'F16',
    );
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(damage, fc.nat(good.length), (changes, length) => {
        const bytes = good.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckpointError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

function text(content: string): Uint8Array {
  return Uint8Array.from(content, (character) => character.charCodeAt(0));
}

function hugeHeader(): Uint8Array {
  const bytes = new Uint8Array(64);
  new DataView(bytes.buffer).setBigUint64(0, 1_000_000_000n, true);
  return bytes;
}
