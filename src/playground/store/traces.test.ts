import { expect, test } from 'vitest';
import { appendFrame, TraceLibrary } from './traces';

const empty = () => ({ input: new Uint8Array(81), frames: [] });
const frame = {
  tokens: new Uint8Array(81),
  confidence: new Float32Array(81),
  qHalt: 0,
  qContinue: 0,
  milliseconds: 1,
};

test('the trace unused for longest goes first', () => {
  const library = new TraceLibrary(2);
  const [a, b, c] = [empty(), empty(), empty()];
  library.put('a', a);
  library.put('b', b);
  expect(library.get('a')).toBe(a);
  library.put('c', c);
  expect(library.get('b')).toBeUndefined();
  expect(library.get('a')).toBe(a);
  expect(library.get('c')).toBe(c);
});

test('only the next segment is appended, so a frame sent twice is kept once', () => {
  const one = appendFrame(empty(), 1, frame);
  expect(one.frames).toHaveLength(1);
  expect(appendFrame(one, 1, frame)).toBe(one);
  expect(appendFrame(one, 3, frame)).toBe(one);
  expect(appendFrame(one, 2, frame).frames).toHaveLength(2);
});
