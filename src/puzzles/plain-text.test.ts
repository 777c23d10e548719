import { expect, test } from 'vitest';
import { plainText } from './plain-text';

test.each([
  ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['\ufeff5\u200b3\u2060', '53'],
  ['５３＃　Ｓ', '53# S'],
  ['5\ufe0f\u20e33\ufe0f\u20e3', '53'],
  ['\u0665\u0669\u0966\u{1d7d8}\u{1d7e3}', '59001'],
  ['1\u20132\u20143\u22124\u00a05', '1-2-3-4 5'],
  ['> a\n>> b\n\n> c', 'a\nb\n\nc'],
  ['text > with\na sign', 'text > with\na sign'],
  ['```txt\n1\n```\n2', '\n1\n\n2'],
])('%j becomes %j', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});
