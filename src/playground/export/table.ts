import { GENERATOR, type Origin } from './origin';

/** Figures in columns, one value for each row. `null` is an unknown value. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Cell = string | number | boolean | null;

/**
 * A table as CSV (RFC 4180). The origin is in separate columns, the same in every row, so that
 * every program can read the file without support for comments.
 */
export function csvOf({ columns, rows }: Table, { model, puzzle, link }: Origin): string {
  const made = [model, puzzle, link];
  const lines = rows.map((row) => [...row, ...made].map(field).join(','));
  return [[...columns, 'model', 'puzzle', 'link'].map(field).join(','), ...lines, ''].join('\r\n');
}

function field(value: Cell): string {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Readable JSON: lists of numbers or words in one line, everything else in separate lines. */
export function readableJson(value: unknown): string {
  const text = JSON.stringify(value, null, 1);
  const flat = text.replace(
    /\[\s+((?:(?:-?[\d.eE+-]+|null|true|false),?\s+)+)\]/g,
    (_, list: string) => `[${list.trim().replace(/\s+/g, ' ')}]`,
  );
  return `${flat}\n`;
}

/** A table as JSON: its origin, and a record for each row. */
export function jsonOf({ columns, rows }: Table, origin: Origin): string {
  const records = rows.map((row) =>
    Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])),
  );
  return readableJson({ ...madeBy(origin), rows: records });
}

/** The head of every JSON file. */
export function madeBy(origin: Origin) {
  return { made_with: GENERATOR, ...origin };
}
