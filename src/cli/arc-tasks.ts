import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseArcFiles, type ArcFile } from '../puzzles/arc/parse';
import type { ArcRecord } from '../puzzles/arc/task';
import { UsageError } from './usage-error';

const JSON_NAME = /\.(json|jsonl)(\.gz)?$/i;

/**
 * The tasks of a file, or of all JSON files of a folder and its folders, gzipped or not, in the
 * order of their names. Reports on stderr what is not a task.
 * @throws UsageError if a file cannot be read, or nothing in it is a task, naming the first problem
 */
export async function readArcTasks(option: string, path: string): Promise<readonly ArcRecord[]> {
  const { records, problems } = parseArcFiles(await readFiles(option, path));
  const [problem] = problems;
  if (records.length === 0) {
    const why = problem && `${problem.where}: ${problem.message}`;
    throw new UsageError(`${option}: ${why ?? `there are no tasks in ${path}`}.`);
  }
  for (const { where, message } of problems) console.error(`${option}: ${where}: ${message}.`);
  return records;
}

/** The task with this id, or the only task without an id. @throws UsageError if there is none */
export function pickTask(
  option: string,
  records: readonly ArcRecord[],
  id: string | undefined,
): ArcRecord {
  const [only, ...others] = records;
  if (id === undefined && others.length === 0) return only!;
  if (id === undefined) {
    throw new UsageError(`${option}: there are ${records.length} tasks; --task-id says which.`);
  }
  const record = records.find((candidate) => candidate.id === id);
  if (record === undefined) throw new UsageError(`--task-id: there is no task ${id}.`);
  return record;
}

async function readFiles(option: string, path: string): Promise<ArcFile[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [await readOne(path)];
    const names = await readdir(path, { recursive: true });
    const files = names.filter((name) => JSON_NAME.test(name)).sort();
    return await Promise.all(files.map((name) => readOne(join(path, name))));
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}.`);
  }
}

/** Largest size of a compressed file's content: a few kilobytes may unpack to gigabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

async function readOne(path: string): Promise<ArcFile> {
  const bytes = await readFile(path);
  const text = path.endsWith('.gz')
    ? await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES })
    : bytes;
  return { name: path.replace(/\.gz$/, ''), text: text.toString('utf8') };
}
