import { PuzzleFormatError } from '../format-error';
import { parseLiteral } from '../reading/literal';
import { readSolutions, readTask } from './schema';
import { taskToJson, type ArcRecord } from './task';

/** A file a person opened, or a text they pasted. */
export interface ArcFile {
  /** With its folders, such as `evaluation/00576224.json`: tasks are named after it. */
  readonly name: string;
  readonly text: string;
}

export interface ArcProblem {
  /** The file, and the task in it if there are several. */
  readonly where: string;
  /** The fault and its place, such as `train, pair 2, output, row 3 has …`. */
  readonly message: string;
}

export interface ArcCollection {
  readonly records: readonly ArcRecord[];
  /** What could not be read; everything else is in `records`. */
  readonly problems: readonly ArcProblem[];
}

/**
 * Reads ARC tasks from files of these forms, each recognised by its content:
 *
 * - one task, `{"train": […], "test": […]}`, named by its `id` or after the file, with the folder
 *   as its group; pairs may be lists `[input, output]`, `examples` stands for `train`;
 * - a list of pairs, as in re-arc: the last is the question;
 * - a map of tasks, `{id: task}`, with the file's folder as group;
 * - a map of such maps, `{"training": {id: task}, …}`, whose names are the groups of their tasks;
 * - a list of tasks, or one in each line (JSONL), numbered from 1 if they have no `id`;
 * - a map of answers, `{id: [grid, …]}`, as in competitions: they complete the tasks with these ids
 *   that are read together with it.
 *
 * Each may also be written as a literal of Python or JavaScript. Answers to test inputs may be
 * missing. Keys beyond these are ignored.
 *
 * Never throws: what cannot be read is listed in `problems`.
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

/** Tasks as a JSON map `{id: task}`, one in each line; `parseArc` reads it back. */
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
const looksLikePair = (value: unknown) =>
  isObject(value) && Object.hasOwn(value, 'input') && !looksLikeTask(value);
/** `train` may also be the name of a set, whose tasks are then in a map. */
const looksLikeTask = (value: unknown) =>
  isObject(value) &&
  ['train', 'test', 'examples'].some((name) => {
    const part = value[name];
    return (
      Object.hasOwn(value, name) && !(isObject(part) && Object.values(part).some(looksLikeTask))
    );
  });
/** Whether it is a list of grids and nothing else. */
const looksLikeAnswers = (value: unknown) => Array.isArray(value) && Array.isArray(value[0]);
const looksLikeSubmission = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(looksLikeSubmission) : isObject(value) && 'attempt_1' in value;

const NO_TASKS = 'there are no tasks in it; a task is an object with "train" and "test"';
const SUBMISSION =
  'this is a submission, the answers of a model; a task is an object with "train" and "test"';
const ANSWERS = 'these are answers without their tasks; bring the file of the tasks with it';

class Reader {
  private readonly records = new Map<string, ArcRecord>();
  private readonly problems: ArcProblem[] = [];
  private readonly answers: { id: string; where: string; json: unknown }[] = [];

  readFile({ name, text }: ArcFile): void {
    const parsed = parseText(text);
    if ('problem' in parsed) this.problems.push({ where: name, message: parsed.problem });
    else this.readValue(withUsualNames(parsed.value), name);
  }

  /** The tasks or answers in a file's text. @param name of the file, with its folders */
  readValue(json: unknown, name: string): void {
    const path = name.split(/[\\/]/);
    const id = path.pop()!.replace(/\.(jsonl?|ndjson|txt|py|js)$/i, '');
    const group = path.pop() ?? '';
    if (looksLikeTask(json)) this.readTask(json, ownId(json) ?? id, group, name);
    else if (Array.isArray(json) && json.length > 0 && json.every(looksLikePair)) {
      this.readTask(splitPairs(json), id, group, name);
    } else if (Array.isArray(json) && json.some(looksLikeTask)) {
      json.forEach((task, at) =>
        this.readTask(task, ownId(task) ?? `${id}-${at + 1}`, group, `${name}, task ${at + 1}`),
      );
    } else if (isObject(json)) this.readMap(json, group, name);
    else this.problems.push({ where: name, message: NO_TASKS });
  }

  /** A map of tasks or answers, or of maps of them. */
  private readMap(map: JsonObject, group: string, where: string, depth = 0): void {
    const entries = Object.entries(map);
    const isMap = (value: unknown) => isObject(value) && Object.values(value).some(isObject);
    if (entries.length > 0 && entries.every(([, value]) => looksLikeSubmission(value))) {
      this.problems.push({ where, message: SUBMISSION });
      return;
    }
    if (entries.length === 0 || !entries.some(([, value]) => typeof value === 'object')) {
      this.problems.push({ where, message: NO_TASKS });
      return;
    }
    for (const [id, value] of entries) {
      const inside = `${where}, ${id}`;
      if (looksLikeAnswers(value)) this.answers.push({ id, where: inside, json: value });
      else if (depth === 0 && isMap(value) && !looksLikeTask(value)) {
        this.readMap(value as JsonObject, id, inside, 1);
      } else if (Array.isArray(value) && value.length > 0 && value.every(looksLikePair)) {
        this.readTask(splitPairs(value), id, group, inside);
      } else this.readTask(value, id, group, inside);
    }
  }

  private readTask(json: unknown, id: string, group: string, where: string): void {
    const reading = readTask(withNamedPairs(json));
    if ('problem' in reading) this.problems.push({ where, message: reading.problem });
    else if (this.records.has(id)) {
      this.problems.push({ where, message: `another task is called ${id} already` });
    } else {
      this.records.set(id, { id, group, task: reading.value });
      for (const message of reading.leftOut) {
        this.problems.push({ where, message: `${message}; this pair is left out` });
      }
    }
  }

  finish(): ArcCollection {
    for (const { id, where, json } of this.answers) this.complete(id, where, json);
    const [alone] = this.answers;
    if (alone !== undefined && this.records.size === 0 && this.problems.length === 0) {
      this.problems.push({ where: alone.where.replace(/, [^,]*$/, ''), message: ANSWERS });
    }
    return { records: [...this.records.values()], problems: this.problems };
  }

  /** Fills in the answers that a task lacks. Answers to other tasks are ignored. */
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

/** The task's own name. */
function ownId(json: unknown): string | null {
  if (!isObject(json)) return null;
  const id = ['id', 'task_id', 'taskId'].map((name) => json[name]).find((name) => name != null);
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

/** With the usual names in place of `Train`, `INPUT` and the like. */
function withUsualNames(json: unknown, depth = 0): unknown {
  if (depth > 5) return json;
  if (Array.isArray(json)) {
    // Grids have no names in them.
    return json.some(isObject) ? json.map((item) => withUsualNames(item, depth + 1)) : json;
  }
  if (!isObject(json)) return json;
  const names = /^(train|test|examples|input|output)$/i;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      names.test(name) ? name.toLowerCase() : name,
      withUsualNames(value, depth + 1),
    ]),
  );
}

/** Pairs without a mark of the question: the last is the question, if there are several. */
const splitPairs = (pairs: readonly unknown[]) =>
  pairs.length > 1 ? { train: pairs.slice(0, -1), test: pairs.slice(-1) } : { train: pairs };

/** Pairs written as lists of two grids get the usual names; `examples` are demonstrations. */
function withNamedPairs(json: unknown): unknown {
  if (!isObject(json)) return json;
  const named = (list: unknown) =>
    Array.isArray(list)
      ? list.map((pair: unknown) =>
          isListedPair(pair) ? { input: pair[0], output: pair[1] } : pair,
        )
      : list;
  const train = Object.hasOwn(json, 'train') ? json['train'] : json['examples'];
  // A single question may come without a list around it.
  const { test } = json;
  return { train: named(train), test: named(looksLikePair(test) ? [test] : test) };
}

const isGridLike = (value: unknown) => Array.isArray(value) && Array.isArray(value[0]);
const isListedPair = (pair: unknown): pair is unknown[] =>
  Array.isArray(pair) && pair.length <= 2 && isGridLike(pair[0]);

/** One value, or one in each line. */
function parseText(text: string): { readonly value: unknown } | { readonly problem: string } {
  const content = text.replace(/^\ufeff/, '');
  if (/^\s*<(!doctype|html|head|\?xml)/i.test(content)) {
    return { problem: 'this is a web page, not the file itself' };
  }
  try {
    return { value: parseLiteral(content.replace(/^\s*[A-Za-z_]\w*\s*=\s*/, '')) };
  } catch (error) {
    if (!(error instanceof PuzzleFormatError)) throw error;
    const lines = content.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    const values = lines.flatMap((line) => {
      try {
        return [JSON.parse(line) as unknown];
      } catch {
        return [];
      }
    });
    const isLines = values.length > 1 && values.length === lines.length && values.every(isObject);
    return isLines ? { value: values } : { problem: `is not JSON: ${error.message}` };
  }
}
