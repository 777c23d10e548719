import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { taskToJson } from '../puzzles/arc/task';
import { GOAL, START } from '../puzzles/maze/geometry';
import { formatMazeLine } from '../puzzles/maze/parse';
import { readPuzzles, type Brought, type ReadItem } from '../puzzles/reading/read';
import { checkPuzzle } from '../puzzles/sudoku/check';
import { formatSudoku } from '../puzzles/sudoku/parse';
import { UsageError } from './usage-error';

export function registerRead(program: Command): void {
  program
    .command('read')
    .description('list the puzzles in files, as the page would read them')
    .argument('<file...>', 'files of any form; - for standard input')
    .option('--json', 'print JSON: {"items":[…],"problems":[…]}')
    .action(run);
}

async function run(paths: readonly string[], options: { readonly json?: boolean }): Promise<void> {
  const brought = await Promise.all(paths.map(bring));
  const { items, problems } = await readPuzzles(brought);
  const told = problems.map(({ where, message }) => ({
    file: where.name,
    line: where.line,
    message,
  }));
  if (options.json) console.log(JSON.stringify({ items: items.map(itemToJson), problems: told }));
  else {
    for (const item of items) console.log(describe(item));
    for (const { file, line, message } of items.length > 0 ? told : [])
      console.error(`${file}, line ${line}: ${message}`);
  }
  if (items.length > 0) return;
  const [first] = told;
  throw new UsageError(
    first === undefined ? 'nothing was understood.' : `${first.file}: ${first.message}.`,
  );
}

async function bring(path: string): Promise<Brought> {
  try {
    return { name: path, content: await readFile(path === '-' ? '/dev/stdin' : path) };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}.`);
  }
}

/** One item as a line of JSON; a note says what is unusual about a puzzle. */
function itemToJson(item: ReadItem): object {
  if (item.world === 'arc') {
    const { id, group, task } = item.record;
    return { world: 'arc', id, ...(group !== '' && { group }), ...taskToJson(task) };
  }
  const { name, line } = item.where;
  const fields = Object.keys(item.fields).length > 0 ? { fields: item.fields } : {};
  const note = noteOf(item);
  const about = { file: name, line, ...fields, ...(note !== null && { note }) };
  if (item.world === 'sudoku') {
    const { puzzle, solution } = item;
    return {
      world: 'sudoku',
      puzzle: formatSudoku(puzzle),
      ...(solution !== null && { solution: formatSudoku(solution) }),
      ...about,
    };
  }
  const { puzzle, solution } = item;
  return {
    world: 'maze',
    puzzle: formatMazeLine(puzzle.cells),
    width: puzzle.width,
    height: puzzle.height,
    ...(solution !== null && { solution: formatMazeLine(solution.cells) }),
    ...about,
  };
}

function noteOf(item: Exclude<ReadItem, { world: 'arc' }>): string | null {
  if (item.world === 'sudoku') {
    const check = checkPuzzle(item.puzzle);
    return check.kind === 'unique' ? null : check.message;
  }
  const missing = [
    [START, 'start'],
    [GOAL, 'goal'],
  ].flatMap(([mark, name]) => (item.puzzle.cells.includes(mark as number) ? [] : [name]));
  return missing.length === 0 ? null : `No ${missing.join(' and no ')}; set it on the board.`;
}

function describe(item: ReadItem): string {
  if (item.world === 'arc') {
    const { id, task } = item.record;
    return `ARC task ${id}: ${task.train.length} demonstrations, ${task.test.length} questions`;
  }
  const note = noteOf(item);
  const after = note === null ? '' : `  (${note})`;
  if (item.world === 'sudoku') return `Sudoku ${formatSudoku(item.puzzle)}${after}`;
  const { width, height, cells } = item.puzzle;
  const line = formatMazeLine(cells);
  const rows = Array.from({ length: height }, (_, row) =>
    line.slice(row * width, (row + 1) * width),
  );
  return `maze of ${width}×${height}${after}\n${rows.join('\n')}`;
}
