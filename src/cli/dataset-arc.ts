import type { Command } from 'commander';
import { LEAST_SIDE, type TaskKind } from '../puzzles/arc/generate/kind';
import { findKind, TASK_KINDS } from '../puzzles/arc/generate/registry';
import { createTaskStream, taskFromId } from '../puzzles/arc/generate/stream';
import { MAX_SIDE } from '../puzzles/arc/grid';
import { formatArcEntry } from '../puzzles/arc/parse';
import { taskToJson } from '../puzzles/arc/task';
import { formatArcTask } from '../puzzles/arc/text';
import { writeAtomically } from './atomic-file';
import { wholeNumber } from './options';
import { UsageError } from './usage-error';

interface Options {
  readonly count?: string;
  readonly seed: string;
  readonly size: string;
  readonly kinds?: string;
  readonly pairs?: string;
  readonly out?: string;
  readonly show?: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

const PROGRESS_EVERY_MS = 2000;

export function registerArcDataset(dataset: Command): void {
  dataset
    .command('arc')
    .description('a JSON map {id: task} of ARC tasks, each with 2 to 4 pairs and one question')
    .option('--count <n>', 'number of tasks')
    .option('--seed <n>', 'seed; the same seed gives the same file', '0')
    .option('--size <n>', `largest side of a grid, ${LEAST_SIDE} to ${MAX_SIDE}`, '12')
    .option('--kinds <ids>', 'only these kinds of task, separated by commas (default: all)')
    .option(
      '--pairs <n>',
      'add pairs of the same rule to each task, up to this number for training',
    )
    .option('--out <file>', 'JSON file to write')
    .option('--show <id>', 'draw the task of this id as text, such as fall-0000002a')
    .option('--list', 'list the kinds of task')
    .option('--json', 'print the summary, the task or the list as JSON')
    .action(makeTasks);
}

async function makeTasks(options: Options): Promise<void> {
  const { list = false, show, count, out, pairs, json = false } = options;
  const side = wholeNumber('--size', options.size, LEAST_SIDE);
  if (side > MAX_SIDE) {
    throw new UsageError(`--size must be ${LEAST_SIDE} to ${MAX_SIDE}, not ${side}.`);
  }
  if (list) listKinds(json);
  else if (show !== undefined) showTask(show, side, json);
  else if (count === undefined || out === undefined) {
    throw new UsageError('--count and --out are needed, or else --show or --list.');
  } else {
    const next = createTaskStream(
      wholeNumber('--seed', options.seed, 0),
      side,
      parseKinds(options.kinds),
      pairs === undefined ? undefined : wholeNumber('--pairs', pairs, 1),
    );
    await writeTasks(next, wholeNumber('--count', count, 1), out, json);
  }
}

function listKinds(json: boolean): void {
  const kinds = TASK_KINDS.map(({ id, title, rule }) => ({ id, title, rule }));
  const width = Math.max(...kinds.map(({ id }) => id.length));
  const lines = kinds.map(({ id, title, rule }) => `${id.padEnd(width)}  ${title}: ${rule}`);
  console.log(json ? JSON.stringify(kinds) : lines.join('\n'));
}

function showTask(id: string, side: number, json: boolean): void {
  const record = taskFromId(id, side);
  if (record === null) {
    const form = 'a kind of --list, a hyphen and eight hexadecimal digits';
    throw new UsageError(`--show: there is no task ${id}; an id is ${form}.`);
  }
  console.log(json ? JSON.stringify(taskToJson(record.task)) : formatArcTask(record.task));
}

function parseKinds(ids: string | undefined): readonly TaskKind[] {
  if (ids === undefined) return TASK_KINDS;
  return [...new Set(ids.split(','))].map((id) => {
    const kind = findKind(id.trim());
    if (kind === undefined) throw new UsageError(`--kinds: there is no kind "${id}"; see --list.`);
    return kind;
  });
}

async function writeTasks(
  next: ReturnType<typeof createTaskStream>,
  count: number,
  out: string,
  json: boolean,
): Promise<void> {
  const started = performance.now();
  let told = started;
  await writeAtomically(out, async (write) => {
    await write('{\n');
    for (let made = 1; made <= count; made++) {
      await write(`${formatArcEntry(next())}${made < count ? ',' : ''}\n`);
      if (performance.now() - told < PROGRESS_EVERY_MS) continue;
      told = performance.now();
      const rate = Math.round((1000 * made) / (told - started));
      console.error(`${made} of ${count} tasks, ${rate} a second`);
    }
    await write('}\n');
  });
  const seconds = (performance.now() - started) / 1000;
  if (json) console.log(JSON.stringify({ count, seconds, out }));
  else console.error(`${count} tasks in ${seconds.toFixed(1)} s: ${out}`);
}
