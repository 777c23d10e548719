import { describe, expect, it } from 'vitest';
import { bf16ToF32, f16ToF32, f32ToF16 } from './half';

const ALL = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

/** The value of a half by the definition in IEEE 754. */
function valueOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const isNaNPattern = (bits: number) => (bits & 0x7fff) > 0x7c00;

describe('F16', () => {
  it('reads all 65536 halves', () => {
    const wrong = [...f16ToF32(ALL)].findIndex((value, bits) => !Object.is(value, valueOf(bits)));
    expect(wrong).toBe(-1);
  });

  it('writes back every half it reads, bit for bit; NaNs stay NaNs', () => {
    const back = f32ToF16(f16ToF32(ALL));
    const wrong = [...back].findIndex((bits, i) =>
      isNaNPattern(i) ? !isNaNPattern(bits) : bits !== i,
    );
    expect(wrong).toBe(-1);
  });

  it('rounds to the nearest half between any two neighbours, ties to the even one', () => {
    const floats: number[] = [];
    const expected: number[] = [];
    const previous = (x: number) => shiftUlp(x, -1);
    const next = (x: number) => shiftUlp(x, 1);
    for (let bits = 0; bits < 0x7c00; bits++) {
      // With one more exponent, the neighbour of the largest half would be 2¹⁶.
      const above = bits + 1 === 0x7c00 ? 65536 : valueOf(bits + 1);
      const tie = (valueOf(bits) + above) / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      floats.push(previous(tie), tie, next(tie), -previous(tie), -tie, -next(tie));
      const magnitudes = [bits, even, bits + 1];
      expected.push(...magnitudes, ...magnitudes.map((magnitude) => magnitude | 0x8000));
    }
    const found = f32ToF16(Float32Array.from(floats));
    const wrong = expected.findIndex((bits, i) => found[i] !== bits);
    expect({ wrong: floats[wrong], got: found[wrong] }).toEqual({
      wrong: undefined,
      got: undefined,
    });
  });

  it('turns too large numbers into infinity and too small ones into zero', () => {
    const floats = Float32Array.of(65519, 65520, 1e38, -Infinity, 2 ** -26, 1e-45, -1e-45);
    expect([...f32ToF16(floats)]).toEqual([0x7bff, 0x7c00, 0x7c00, 0xfc00, 0, 0, 0x8000]);
  });

  it('reads a view that does not start at the buffer’s beginning', () => {
    expect([...f32ToF16(Float32Array.of(7, 1, -2).subarray(1))]).toEqual([0x3c00, 0xc000]);
  });
});

describe('BF16', () => {
  it('is the upper half of an f32', () => {
    const view = new DataView(new ArrayBuffer(4));
    const wrong = [...bf16ToF32(ALL)].findIndex((value, bits) => {
      view.setUint16(0, bits);
      return !Object.is(value, view.getFloat32(0));
    });
    expect(wrong).toBe(-1);
  });
});

/** The next f32 above (+1) or below (−1) a positive one. */
function shiftUlp(x: number, by: number): number {
  const float = Float32Array.of(x);
  new Int32Array(float.buffer)[0]! += by;
  return float[0]!;
}
