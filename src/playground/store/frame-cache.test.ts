import { expect, test } from 'vitest';
import { appendFrame, FrameCache } from './frame-cache';

const empty = () => ({ input: new Uint8Array(81), frames: [] });
const frame = {
  tokens: new Uint8Array(81),
  confidence: new Float32Array(81),
  qHalt: 0,
  qContinue: 0,
  milliseconds: 1,
};

test('drops the least recently used trace first', () => {
  const cache = new FrameCache(2);
  const [a, b, c] = [empty(), empty(), empty()];
  cache.put('a', a);
  cache.put('b', b);
  expect(cache.get('a')).toBe(a);
  cache.put('c', c);
  expect(cache.get('b')).toBeUndefined();
  expect(cache.get('a')).toBe(a);
  expect(cache.get('c')).toBe(c);
});

test('only the next segment is appended, so a frame sent twice is kept once', () => {
  const one = appendFrame(empty(), 1, frame);
  expect(one.frames).toHaveLength(1);
  expect(appendFrame(one, 1, frame)).toBe(one);
  expect(appendFrame(one, 3, frame)).toBe(one);
  expect(appendFrame(one, 2, frame).frames).toHaveLength(2);
});
