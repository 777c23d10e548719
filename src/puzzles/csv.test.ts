import { expect, test } from 'vitest';
import { splitCsvLine } from './csv';

test.each([
  ['a,b,,c', ['a', 'b', '', 'c']],
  ['', ['']],
  [' a , "b, and ""c""" ,', ['a', 'b, and "c"', '']],
])('splits %j', (line, fields) => expect(splitCsvLine(line)).toEqual(fields));

test('keeps spaces where they mean something', () => {
  expect(splitCsvLine(' a,"  ",b ', ',', 'keep')).toEqual([' a', '  ', 'b ']);
});

test('takes other separators', () => {
  expect(splitCsvLine('a,b\tc', '\t')).toEqual(['a,b', 'c']);
});
