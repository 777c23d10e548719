import type { Random } from '../../src/puzzles/random';

const encoder = new TextEncoder();

/** Texts that have caused errors in other readers. */
const TOKENS = [
  ...['{', '}', '[', ']', '"', ',', ':', '\\', '\u0000', '\ufeff', '\r', '\n', '\t', '&', '=', '#'],
  ...['null', 'true', '-1', '0', '1e309', '1e12', '9007199254740993', '0.5', 'NaN', '__proto__'],
  ...[
    '\u202e',
    '\u200b',
    '\ud83d\ude00',
    '\u001b[2J',
    '%',
    '%00',
    'http://[',
    'javascript:',
    '../',
  ],
].map((token) => encoder.encode(token));

const at = (random: Random, bytes: Uint8Array) => random.below(bytes.length + 1);

function splice(bytes: Uint8Array, from: number, to: number, middle: Uint8Array): Uint8Array {
  const result = new Uint8Array(from + middle.length + bytes.length - to);
  result.set(bytes.subarray(0, from));
  result.set(middle, from);
  result.set(bytes.subarray(to), from + middle.length);
  return result;
}

/** Ways to corrupt an input, from one bit to the whole input. */
const WAYS: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  (bytes, random) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[random.below(Math.min(copy.length, 64))] = random.below(256);
    return copy;
  },
  (bytes, random) => {
    const where = at(random, bytes);
    return splice(bytes, where, where, TOKENS[random.below(TOKENS.length)]!);
  },
  (bytes, random) => {
    const [a, b] = [at(random, bytes), at(random, bytes)].sort((x, y) => x - y) as [number, number];
    return splice(bytes, a, b, TOKENS[random.below(TOKENS.length)]!);
  },
  (bytes, random) => bytes.slice(0, at(random, bytes)),
  (bytes, random) => {
    const [a, b] = [at(random, bytes), at(random, bytes)].sort((x, y) => x - y) as [number, number];
    const part = bytes.slice(a, Math.min(b, a + 2000));
    const many = new Uint8Array(part.length * (1 + random.below(40)));
    for (let offset = 0; offset < many.length; offset += part.length) many.set(part, offset);
    return splice(bytes, a, a, many);
  },
  // Replaces a number by another one.
  (bytes, random) => {
    const text = new TextDecoder('latin1').decode(bytes.subarray(0, 20_000));
    const numbers = [...text.matchAll(/\d+/g)];
    const found = numbers[random.below(Math.max(1, numbers.length))];
    if (found === undefined) return bytes;
    const other = String(Math.floor(10 ** (random.float() * 14)));
    return splice(bytes, found.index, found.index + found[0].length, encoder.encode(other));
  },
  (_, random) => Uint8Array.from({ length: random.below(300) }, () => random.below(256)),
];

/** The input, corrupted in one to four ways. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let result = bytes;
  for (let times = 1 + random.below(4); times > 0; times--) {
    result = WAYS[random.below(WAYS.length)]!(result, random);
  }
  return result;
}
