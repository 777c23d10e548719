/**
 * Conversions of whole arrays between f32 and the two 16-bit formats of checkpoints.
 *
 * F16 (IEEE 754 binary16) has 1 sign, 5 exponent and 10 fraction bits; BF16 is the upper half of an
 * f32. `Float16Array` could convert F16, but not every browser has it yet.
 */

const F32_INFINITY = 0x7f800000;
/** Adding this to the bits of a half, shifted into place, turns its exponent bias (15) into 127. */
const REBIAS = (127 - 15) << 23;
/** 2⁻¹⁴, the smallest normal half, as f32 bits. */
const SMALLEST_NORMAL = 0x38800000;
/** 2¹⁶, as f32 bits: from here on every finite number is beyond the range of a half. */
const BEYOND_RANGE = 0x47800000;
/** The unit of subnormal halves. */
const SUBNORMAL_UNIT = 2 ** -24;

/** F16 → f32, exactly; NaNs keep their payload. @param halves bit patterns. */
export function f16ToF32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(halves.length);
  const bits = new Uint32Array(floats.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const sign = (half & 0x8000) << 16;
    const magnitude = half & 0x7fff;
    if (magnitude >= 0x7c00) {
      bits[i] = sign | F32_INFINITY | ((magnitude & 0x3ff) << 13);
    } else if (magnitude >= 0x400) {
      bits[i] = sign | ((magnitude << 13) + REBIAS);
    } else {
      floats[i] = sign === 0 ? magnitude * SUBNORMAL_UNIT : -magnitude * SUBNORMAL_UNIT;
    }
  }
  return floats;
}

/**
 * f32 → F16, rounding to nearest, ties to even. Too large numbers become infinite (from 65520 on,
 * as in IEEE 754); a NaN stays a NaN.
 * @returns bit patterns.
 */
export function f32ToF16(floats: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(floats.length);
  const bits = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  const sum = new Float32Array(1);
  const sumBits = new Uint32Array(sum.buffer);
  for (let i = 0; i < floats.length; i++) {
    const sign = (bits[i]! >>> 16) & 0x8000;
    const magnitude = bits[i]! & 0x7fffffff;
    let half: number;
    if (magnitude > F32_INFINITY) {
      half = 0x7e00 | ((magnitude >>> 13) & 0x3ff);
    } else if (magnitude >= BEYOND_RANGE) {
      half = 0x7c00;
    } else if (magnitude >= SMALLEST_NORMAL) {
      // A carry out of the fraction moves into the exponent, which is correct rounding up.
      const rebiased = magnitude - REBIAS;
      half = (rebiased + 0xfff + ((rebiased >>> 13) & 1)) >>> 13;
    } else {
      // The f32 spacing at ½ is the subnormal unit: adding ½ lets the hardware round to a multiple
      // of it, and leaves that multiple in the low bits.
      sum[0] = Math.abs(floats[i]!) + 0.5;
      half = sumBits[0]! & 0xffff;
    }
    halves[i] = sign | half;
  }
  return halves;
}

/** BF16 → f32, exactly. @param halves bit patterns. */
export function bf16ToF32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}
