import { readSolutions, readTask } from './schema';
import { taskToJson, type ArcRecord } from './task';

/** A file a person opened, or a text they pasted. */
export interface ArcFile {
  /** With its folders, such as `evaluation/00576224.json`: tasks are called after it. */
  readonly name: string;
  readonly text: string;
}

export interface ArcProblem {
  /** The file, and the task in it where there are several. */
  readonly where: string;
  /** What is wrong and where, such as `train, pair 2, output, row 3 has …`. */
  readonly message: string;
}

export interface ArcCollection {
  readonly records: readonly ArcRecord[];
  /** What could not be read; everything else is in `records` all the same. */
  readonly problems: readonly ArcProblem[];
}

/**
 * Reads ARC tasks from files of these forms, each told by what is in it:
 *
 * - one task, `{"train": […], "test": […]}`, called after the file, its group the folder;
 * - a map of tasks, `{id: task}`, its group the file's folder;
 * - a map of such maps, `{"training": {id: task}, …}`, which gives each map's tasks its name as
 *   group;
 * - a list of tasks, numbered from 1;
 * - a map of answers, `{id: [grid, …]}`, as competitions keep them apart: they complete the tasks of
 *   those ids that are read along with it.
 *
 * Answers to test inputs may be missing. Keys beyond these are ignored.
 *
 * Never throws: what cannot be read is told in `problems`.
 */
export function parseArcFiles(files: readonly ArcFile[]): ArcCollection {
  const reader = new Reader();
  for (const file of files) reader.readFile(file);
  return reader.finish();
}

/** The same for one text. */
export function parseArc(text: string, name = 'pasted'): ArcCollection {
  return parseArcFiles([{ name, text }]);
}

type Named = Pick<ArcRecord, 'id' | 'task'>;

/** Tasks as a JSON map `{id: task}`, one a line; `parseArc` reads it back. */
export function formatArc(records: Iterable<Named>): string {
  return `{\n${Array.from(records, formatArcEntry).join(',\n')}\n}\n`;
}

/** One entry of such a map, for files too long to be one text. */
export function formatArcEntry({ id, task }: Named): string {
  return `${JSON.stringify(id)}: ${JSON.stringify(taskToJson(task))}`;
}

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const looksLikeTask = (value: unknown) =>
  isObject(value) && (Object.hasOwn(value, 'train') || Object.hasOwn(value, 'test'));
/** A list of grids and nothing else a file could hold. */
const looksLikeAnswers = (value: unknown) => Array.isArray(value) && Array.isArray(value[0]);

const NO_TASKS = 'there are no tasks in it; a task is an object with "train" and "test"';

class Reader {
  private readonly records = new Map<string, ArcRecord>();
  private readonly problems: ArcProblem[] = [];
  private readonly answers: { id: string; where: string; json: unknown }[] = [];

  readFile({ name, text }: ArcFile): void {
    const path = name.split(/[\\/]/);
    const id = path.pop()!.replace(/\.json$/i, '');
    const group = path.pop() ?? '';
    let json: unknown;
    try {
      json = JSON.parse(text.replace(/^\ufeff/, ''));
    } catch (error) {
      this.problems.push({ where: name, message: `is not JSON: ${(error as Error).message}` });
      return;
    }
    if (looksLikeTask(json)) this.readTask(json, id, group, name);
    else if (Array.isArray(json) && json.some(looksLikeTask)) {
      json.forEach((task, at) =>
        this.readTask(task, `${id}-${at + 1}`, group, `${name}, task ${at + 1}`),
      );
    } else if (isObject(json)) this.readMap(json, group, name);
    else this.problems.push({ where: name, message: NO_TASKS });
  }

  /** A map of tasks or answers, or of maps of them. */
  private readMap(map: JsonObject, group: string, where: string, depth = 0): void {
    const entries = Object.entries(map);
    const isMap = (value: unknown) => isObject(value) && Object.values(value).some(isObject);
    if (entries.length === 0 || !entries.some(([, value]) => typeof value === 'object')) {
      this.problems.push({ where, message: NO_TASKS });
      return;
    }
    for (const [id, value] of entries) {
      const inside = `${where}, ${id}`;
      if (looksLikeAnswers(value)) this.answers.push({ id, where: inside, json: value });
      else if (depth === 0 && isMap(value) && !looksLikeTask(value)) {
        this.readMap(value as JsonObject, id, inside, 1);
      } else this.readTask(value, id, group, inside);
    }
  }

  private readTask(json: unknown, id: string, group: string, where: string): void {
    const reading = readTask(json);
    if ('problem' in reading) this.problems.push({ where, message: reading.problem });
    else if (this.records.has(id)) {
      this.problems.push({ where, message: `another task is called ${id} already` });
    } else this.records.set(id, { id, group, task: reading.value });
  }

  finish(): ArcCollection {
    for (const { id, where, json } of this.answers) this.complete(id, where, json);
    return { records: [...this.records.values()], problems: this.problems };
  }

  /** Fills in the answers a task lacks. Those of tasks that were not read along are left aside. */
  private complete(id: string, where: string, json: unknown): void {
    const record = this.records.get(id);
    const reading = readSolutions(json);
    if ('problem' in reading) {
      this.problems.push({ where, message: reading.problem });
      return;
    }
    if (record === undefined) return;
    const { train, test } = record.task;
    if (reading.value.length !== test.length) {
      const message = `answers: ${reading.value.length}, test inputs: ${test.length}`;
      this.problems.push({ where, message });
      return;
    }
    const answered = test.map(({ input, output }, at) => ({
      input,
      output: output ?? reading.value[at]!,
    }));
    this.records.set(id, { ...record, task: { train, test: answered } });
  }
}
