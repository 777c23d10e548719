import type { HrmConfig } from '../hrm/config';
import { gridToRows } from '../puzzles/arc/grid';
import { canvasSide, type ArcRecord } from '../puzzles/arc/task';
import { ATTEMPTS, passes } from '../puzzles/arc/vote';
import type { TaskAnswers } from '../training/arc/answers';
import { canvasFor, taskCanvases, type TaskCanvases } from '../training/arc/task-model';
import { readArcSettings, type GivenSettings } from './arc-settings';
import { readArcTasks } from './arc-tasks';
import { writeAtomically } from './atomic-file';
import { learnTask } from './learn-task';
import { loadModel } from './load-model';
import { openTrainingBackend } from './open-backend';
import { wholeNumber } from './options';
import { proportion, type Proportion } from './proportion';
import { UsageError } from './usage-error';

export interface EvalArcOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly tasks: string;
  readonly group?: string | undefined;
  readonly limitTasks?: string | undefined;
  readonly onlyFitting?: boolean | undefined;
  /** Side of the largest canvas to learn on; the model's largest unless given. */
  readonly canvas?: string | undefined;
  readonly backend: string;
  readonly json?: boolean | undefined;
  /** File to write the answers to, in the form of Kaggle's submission.json. */
  readonly submission?: string | undefined;
  readonly settings: GivenSettings;
}

/**
 * The result of one task; `pass` gives for each question whether an answer was right, at 1 and at
 * 2.
 */
interface TaskResult {
  readonly id: string;
  readonly views: number;
  readonly seconds: number;
  readonly demonstrations: Proportion;
  readonly questions: readonly {
    /** `null` if the answer is not known. */
    readonly pass: readonly [boolean, boolean] | null;
    readonly answers: readonly {
      readonly grid: number[][];
      readonly votes: number;
      readonly confidence: number;
    }[];
  }[];
}

/** Learns every task separately from the model's weights, and counts the questions it answers. */
export async function evalArc(options: EvalArcOptions): Promise<void> {
  const settings = readArcSettings(options.settings);
  const model = await loadModel(options.model, options.set);
  const canvases = canvasesOf(model.config, options);
  const records = chooseTasks(await readArcTasks('--tasks', options.tasks), canvases, options);
  const backend = await openTrainingBackend(options.backend);

  const started = performance.now();
  const results: TaskResult[] = [];
  for (const { id, task } of records) {
    const begun = performance.now();
    const { run } = await learnTask(backend, model, task, settings, {
      onProgress: ({ step, loss, exact }) => {
        if (performance.now() - begun < 10_000 && step < settings.steps) return;
        console.error(`  ${id}, step ${step}: loss ${loss.toFixed(3)}, exact ${percent(exact)}`);
      },
    });
    const answers = (await run.answer())!;
    run.dispose();
    const seconds = (performance.now() - begun) / 1000;
    results.push(resultOf({ id, task }, answers, seconds));
    console.error(`${results.length} of ${records.length} ${describe(results.at(-1)!)}`);
  }
  backend.dispose();
  const seconds = (performance.now() - started) / 1000;

  if (options.submission !== undefined) {
    await writeAtomically(options.submission, (write) => write(submissionText(results)));
  }
  const summary = summarise(results);
  if (options.json) {
    console.log(JSON.stringify({ ...summary, seconds, canvases, settings, per_task: results }));
    return;
  }
  const tasks = `${results.length} ${results.length === 1 ? 'task' : 'tasks'}`;
  console.log(`${tasks}, each learned for ${settings.steps} steps, ${seconds.toFixed(0)} s`);
  console.log(`questions  pass@1 ${say(summary.pass1)}, pass@2 ${say(summary.pass2)}`);
  console.log(`tasks      pass@1 ${say(summary.task_pass1)}, pass@2 ${say(summary.task_pass2)}`);
  console.log(`demonstrations right: ${say(summary.demonstrations)}`);
}

/** @throws UsageError unless it is a model that learns ARC tasks */
function canvasesOf(config: HrmConfig, { model, canvas }: EvalArcOptions): TaskCanvases {
  try {
    const { own, largest } = taskCanvases(config);
    if (canvas === undefined) return { own, largest };
    return { own, largest: Math.min(largest, wholeNumber('--canvas', canvas, own)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--model ${model}: ${error.message} Puzzles of a CSV go by --data.`);
  }
}

function chooseTasks(
  all: readonly ArcRecord[],
  canvases: TaskCanvases,
  { group, onlyFitting, limitTasks }: EvalArcOptions,
): readonly ArcRecord[] {
  const ofGroup = group === undefined ? all : all.filter((record) => record.group === group);
  if (ofGroup.length === 0) {
    const groups = [...new Set(all.map((record) => record.group))].join(', ');
    throw new UsageError(`--group: there is no group ${group}; there are ${groups}.`);
  }
  const { largest } = canvases;
  const fits = ({ task }: ArcRecord) => canvasFor(canvases, canvasSide(task)) !== null;
  const large = ofGroup.find((record) => !fits(record));
  if (large !== undefined && !onlyFitting) {
    throw new UsageError(
      `--tasks: ${large.id} does not fit on the model's canvas of ${largest}×${largest}; ` +
        `--only-fitting leaves such tasks out.`,
    );
  }
  const limit = limitTasks === undefined ? Infinity : wholeNumber('--limit-tasks', limitTasks, 1);
  const chosen = ofGroup.filter(fits).slice(0, limit);
  if (chosen.length === 0) {
    throw new UsageError(`--tasks: no task fits on the model's canvas of ${largest}×${largest}.`);
  }
  return chosen;
}

function resultOf(
  { id, task }: Pick<ArcRecord, 'id' | 'task'>,
  { questions, trainPairs }: TaskAnswers,
  seconds: number,
): TaskResult {
  return {
    id,
    views: questions[0]!.views,
    seconds,
    demonstrations: proportion(trainPairs.filter(({ right }) => right).length, trainPairs.length),
    questions: questions.map(({ ranked }, index) => {
      const solution = task.test[index]!.output;
      return {
        pass: solution && [passes(ranked, solution, 1), passes(ranked, solution)],
        answers: ranked.slice(0, ATTEMPTS).map(({ grid, votes, confidence }) => ({
          grid: gridToRows(grid),
          votes,
          confidence,
        })),
      };
    }),
  };
}

/**
 * Shares of the questions, and of whole tasks, that were answered correctly, among those with known
 * answers.
 */
function summarise(results: readonly TaskResult[]) {
  const known = results.map(({ questions }) =>
    questions.flatMap(({ pass }) => (pass === null ? [] : [pass])),
  );
  const tasks = known.filter((passed) => passed.length > 0);
  /** If no answer is known, there is no figure instead of 0 %. */
  const share = (right: number, count: number) => (count === 0 ? null : proportion(right, count));
  const ofQuestions = (attempt: 0 | 1) => {
    const passed = known.flat();
    return share(passed.filter((pass) => pass[attempt]).length, passed.length);
  };
  const ofTasks = (attempt: 0 | 1) =>
    share(tasks.filter((passed) => passed.every((pass) => pass[attempt])).length, tasks.length);
  const recited = results.map(({ demonstrations }) => demonstrations);
  const sum = (key: 'right' | 'count') => recited.reduce((total, part) => total + part[key], 0);
  return {
    tasks: results.length,
    pass1: ofQuestions(0),
    pass2: ofQuestions(1),
    task_pass1: ofTasks(0),
    task_pass2: ofTasks(1),
    demonstrations: proportion(sum('right'), sum('count')),
  };
}

/**
 * Two answers to every question, as in Kaggle's competitions. A question without an answer gets a
 * grid of one cell, because every attempt must be a grid.
 */
function submissionText(results: readonly Pick<TaskResult, 'id' | 'questions'>[]): string {
  const attempts = ({ answers }: TaskResult['questions'][number]) => {
    const [first = [[0]], second = first] = answers.map(({ grid }) => grid);
    return { attempt_1: first, attempt_2: second };
  };
  const entries = results.map(({ id, questions }) => [id, questions.map(attempts)] as const);
  return `${JSON.stringify(Object.fromEntries(entries))}\n`;
}

function describe({ id, seconds, views, demonstrations, questions }: TaskResult): string {
  const said = questions.map(({ pass, answers }) => {
    const votes = answers.map((answer) => answer.votes).join(' and ') || 'no';
    const verdict = pass === null ? 'not known' : pass[0] ? 'right' : pass[1] ? 'second' : 'wrong';
    return `${verdict} (${votes} of ${views} votes)`;
  });
  const { right, count } = demonstrations;
  return `${id}: ${said.join(', ')}; ${right} of ${count} demonstrations, ${seconds.toFixed(1)} s`;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

function say(found: Proportion | null): string {
  if (found === null) return 'unknown, without known answers';
  const { right, count, share, low, high } = found;
  return `${(100 * share).toFixed(1)} % (${right} of ${count}, 95 %: ${percent(low)} to ${percent(high)})`;
}
