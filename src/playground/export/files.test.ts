import { crc32 as zlibCrc32, deflateSync } from 'node:zlib';
import { decode, encode } from 'modern-gif';
import { expect, test } from 'vitest';
import { splitCsvLine } from '../../puzzles/csv';
import { signGif } from './gif';
import { originLine, shortNameOf, type Origin } from './origin';
import { concatenate, crc32, signPng, textsOf } from './png';
import { csvOf, jsonOf, readableJson } from './table';

const origin: Origin = {
  title: 'Sudoku 9×9, after 3 segments',
  model: 'Sudoku 9×9 (models/sudoku), “deep”',
  puzzle: '...6..89.',
  link: 'https://example.org/hrm/?limit=3&v=1',
};

/** A PNG of one white pixel. */
function pixel(): Uint8Array {
  const chunk = (kind: string, data: Uint8Array) => {
    const body = concatenate([new TextEncoder().encode(kind), data]);
    const [length, sum] = [new DataView(new ArrayBuffer(4)), new DataView(new ArrayBuffer(4))];
    length.setUint32(0, data.length);
    sum.setUint32(0, zlibCrc32(body));
    return concatenate([new Uint8Array(length.buffer), body, new Uint8Array(sum.buffer)]);
  };
  return concatenate([
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk('IHDR', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0)),
    chunk('IDAT', deflateSync(Uint8Array.of(0, 255))),
    chunk('IEND', new Uint8Array()),
  ]);
}

test('a PNG names its origin in texts with valid checksums, and is otherwise unchanged', () => {
  const bytes = Uint8Array.of(1, 2, 3, 250);
  expect(crc32(bytes)).toBe(zlibCrc32(bytes));
  const plain = pixel();
  const signed = signPng(plain, origin);
  expect(textsOf(plain)).toEqual({});
  expect(textsOf(signed)).toEqual({
    Title: origin.title,
    Software: 'HRM Playground',
    Source: origin.link,
    Description: `Model: ${origin.model}. Puzzle: ${origin.puzzle}.`,
  });
  const added = signed.length - plain.length;
  expect(signed.subarray(0, 33)).toEqual(plain.subarray(0, 33));
  expect(signed.subarray(33 + added)).toEqual(plain.subarray(33));
});

test('a GIF keeps a comment of any length, and plays as before', async () => {
  const frame = (value: number) => ({
    data: Uint8ClampedArray.from({ length: 4 * 4 * 4 }, (_, i) => (i % 4 === 3 ? 255 : value)),
    delay: 700,
  });
  const gif = new Uint8Array(
    await encode({ width: 4, height: 4, looped: true, frames: [frame(0), frame(255)] }),
  );
  const comment = `${originLine(origin)} ${'x'.repeat(600)}`;
  const signed = signGif(gif, comment);
  const [before, after] = [decode(gif), decode(signed)];
  expect(after.frames.map(({ delay }) => delay)).toEqual(before.frames.map(({ delay }) => delay));
  expect(after.frames).toHaveLength(2);
  const text = new TextDecoder('latin1').decode(signed);
  expect(text).toContain('https://example.org/hrm/?limit=3&v=1');
});

const table = {
  columns: ['segment', 'right', 'solved', 'grid'],
  rows: [
    [1, 32, false, 'a,"b"'],
    [2, null, true, 'S\nG'],
    [3, Infinity, true, ''],
  ],
} as const;

test('any CSV reader can read a CSV back, with the origin in separate columns', () => {
  const text = csvOf(table, origin);
  const [head, first] = text.split('\r\n');
  expect(splitCsvLine(head!)).toEqual([...table.columns, 'model', 'puzzle', 'link']);
  expect(splitCsvLine(first!)).toEqual([
    ...['1', '32', 'false', 'a,"b"'],
    ...[origin.model, origin.puzzle, origin.link],
  ]);
  expect(text).toContain('2,,true,"S\nG"');
  expect(text).toContain('3,,true,,');
});

test('JSON has a record for each row, and lists of numbers in one line', () => {
  const value = JSON.parse(jsonOf(table, origin)) as { rows: unknown[] };
  expect(value).toMatchObject({ made_with: 'HRM Playground', ...origin });
  expect(value.rows[0]).toEqual({ segment: 1, right: 32, solved: false, grid: 'a,"b"' });
  const nested = { tokens: [1, -2.5, 3e-7, null], rows: [[1, 2], [3]], empty: [], words: ['[ 1'] };
  const text = readableJson(nested);
  expect(JSON.parse(text)).toEqual(nested);
  expect(text).toContain('"tokens": [1, -2.5, 3e-7, null]');
});

test('a short name is the same exactly for the same puzzle', () => {
  expect(shortNameOf('...6..89.')).toMatch(/^[0-9a-z]{6}$/);
  expect(shortNameOf('...6..89.')).toBe(shortNameOf('...6..89.'));
  const names = Array.from({ length: 500 }, (_, i) => shortNameOf(`puzzle ${i}`));
  expect(new Set(names).size).toBe(500);
});
