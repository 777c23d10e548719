/**
 * A maze whose walls are lines between its cells (`+--+` and `|`, or box drawing) as a maze with
 * wall cells: each cell of the drawing, and each place between two, becomes a cell.
 * @returns `null` if it is not drawn in this way
 */
export function mazeOfWalls(
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] | null {
  const lines = rows.map((row) => row.map(asLine));
  const first = lines[0]!.join('');
  // A crossing of lines at the first corner, and lines of both directions.
  if (!/^\+[-+ ]*\+$/.test(first) || !lines.some((row) => row.includes('|'))) return null;
  const step = spacing(lines);
  if (step < 2 || (lines[0]!.length - 1) % step !== 0) return null;
  const columns = (2 * (lines[0]!.length - 1)) / step + 1;
  return lines.map((row) =>
    Array.from({ length: columns }, (_, column) => {
      const at = (column >> 1) * step;
      if (column % 2 === 0) return isWall(row[at]!) ? '#' : ' ';
      const between = row.slice(at + 1, at + step);
      if (between.some(isWall)) return '#';
      return between.find((mark) => mark !== ' ') ?? ' ';
    }),
  );
}

const isWall = (mark: string) => mark === '+' || mark === '-' || mark === '|';

function asLine(mark: string): string {
  if (/[\u2500\u2501\u2550\u2574\u2576\u2578\u257a_=]/.test(mark)) return '-';
  if (/[\u2502\u2503\u2551\u2575\u2577\u2579\u257b]/.test(mark)) return '|';
  return /[\u250c-\u254b\u2552-\u256c\u256d-\u2570]/.test(mark) ? '+' : mark;
}

/** Characters from one crossing to the next: the largest step on which all uprights lie. */
function spacing(lines: readonly (readonly string[])[]): number {
  let step = 0;
  for (const row of lines) {
    row.forEach((mark, at) => {
      if (mark === '+' || mark === '|') step = gcd(step, at);
    });
  }
  return step;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
