import { expect, test } from 'vitest';
import { offendingLines } from './pipelines';

test('an error of the compiler is shown with its line; warnings are not', () => {
  const code = 'fn a() {}\nlet x = y;\n';
  const at = { lineNum: 2, linePos: 9 };
  const text = offendingLines(code, [
    { type: 'warning', message: 'unused', ...at },
    { type: 'error', message: "unresolved value 'y'", ...at },
  ]);
  expect(text).toBe("unresolved value 'y'\n2 | let x = y;\n            ^");
});

test('an error without a position is shown without a line', () => {
  expect(offendingLines('', [{ type: 'error', message: 'no', lineNum: 0, linePos: 0 }])).toBe('no');
  expect(offendingLines('', [])).toBe('');
});
