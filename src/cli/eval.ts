import type { Command } from 'commander';
import type { HrmModel } from '../hrm/parameters';
import { THOUGHT_SEED } from '../hrm/starts';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { errorByChance, type Calibration, type Interval } from '../reasoning/calibration';
import { openChains } from '../reasoning/chains';
import { DIVERSITY_KINDS } from '../reasoning/diversity';
import { evaluate, type Evaluation, type Exam } from '../reasoning/evaluate';
import { examsOf, examWorldOf, knownQuestions, type ExamWorld } from '../reasoning/exam-set';
import { createRows } from '../reasoning/rows/session';
import { addLearning } from './arc-settings';
import { readArcTasks } from './arc-tasks';
import { checkDiversity, parseDiversity } from './diversity';
import { evalArc } from './eval-arc';
import { loadModel } from './load-model';
import { modelWorld } from './model-world';
import { openNodeBackend } from './open-backend';
import { backendKind, SET_OPTION, wholeNumber } from './options';
import { fitTable, parsePuzzleTable, readText } from './puzzle-table';
import { rowHelpers, threadCount } from './row-helpers';
import { RULE_OPTION } from './sudoku-rule';
import { UsageError } from './usage-error';

interface EvalOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly data?: string;
  readonly segments?: string;
  readonly limit?: string;
  readonly chains: string;
  readonly differ?: string;
  readonly noise?: string;
  readonly restart: string;
  readonly seed?: string;
  readonly batch?: string;
  readonly rule?: string;
  readonly backend: string;
  readonly threads?: string;
  readonly json?: boolean;
}

interface TaskOptions {
  readonly tasks?: string;
  readonly known?: boolean;
  readonly group?: string;
  readonly limitTasks?: string;
  readonly onlyFitting?: boolean;
  readonly canvas?: string;
  readonly submission?: string;
  readonly steps?: string;
  readonly views?: string;
  readonly embeddings?: string;
  readonly trainable?: string;
  readonly lr?: string;
  readonly puzzleLr?: string;
  readonly translation?: string;
  readonly learnSegments?: string;
}

export function registerEval(program: Command): void {
  const command = program
    .command('eval')
    .description('measure a model on a CSV of puzzles, or on ARC tasks that it learns one by one')
    .requiredOption('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .option('--data <file>', 'CSV with columns puzzle,solution and perhaps source')
    .option('--tasks <path>', 'ARC: JSON file of tasks, or folder of such files')
    .option(
      '--known',
      'ARC: ask about tasks that the model was trained on, without learning: those among --tasks, or else a question of each generated one (--seed n > 0: the n-th other question)',
    )
    .option('--segments <n>', 'segments to run (default: 16; ARC: 8)')
    .option('--limit <k>', 'ACT limit of the halting figures (default: --segments)')
    .option('--chains <c>', 'chains for each puzzle; the surest one answers', '1')
    .option('--differ <how>', `how they differ: ${DIVERSITY_KINDS.join(', ')} (default: views)`)
    .option('--noise <sigma>', 'standard deviation of the noise on their states (RMS 1)')
    .option(
      '--restart <n>',
      'after every n segments, chains that are not sure start over in another view, on Sudokus every other time with some digits of their answer assumed (0: never)',
      '0',
    )
    .option('--seed <n>', `seed of the views and the noise (default: ${THOUGHT_SEED})`)
    .option('--batch <n>', 'rows at once (default: 64; ARC: 32)')
    .option(...RULE_OPTION)
    .option('--backend <kind>', 'webgpu, wasm, cpu or, not for ARC, onnx', 'wasm')
    .option(
      '--threads <n>',
      'threads that take a share of the rows; not for ARC tasks that are learned (default: a core each; the figures are the same)',
    )
    .option('--json', 'print JSON')
    .option('--group <name>', 'ARC: only the tasks of this group or folder, such as evaluation')
    .option('--submission <file>', "ARC: write the answers as Kaggle's submission.json")
    .option('--only-fitting', 'ARC: leave out tasks that are larger than the model’s canvas')
    .option('--canvas <side>', 'ARC: side of the largest canvas to learn on')
    .option('--limit-tasks <k>', 'ARC: only this number of tasks, from the first');
  addLearning(command).action(run);
}

async function run(options: EvalOptions & TaskOptions): Promise<void> {
  const { data, tasks, known = false } = options;
  if ((data === undefined) === (tasks === undefined && !known)) {
    throw new UsageError('Give one of --data (puzzles) and --tasks (ARC), or --known.');
  }
  if (data !== undefined) await evalPuzzles({ ...options, data });
  else if (known) await evalKnown(options);
  else await evalTasks({ ...options, tasks: tasks! });
}

async function evalTasks(options: EvalOptions & TaskOptions & { tasks: string }): Promise<void> {
  await evalArc({
    ...options,
    settings: {
      steps: { option: '--steps', text: options.steps },
      batch: { option: '--batch', text: options.batch },
      views: { option: '--views', text: options.views },
      embeddings: { option: '--embeddings', text: options.embeddings },
      trainable: { option: '--trainable', text: options.trainable },
      learningRate: { option: '--lr', text: options.lr },
      puzzleRate: { option: '--puzzle-lr', text: options.puzzleLr },
      translation: { option: '--translation', text: options.translation },
      segments: { option: '--learn-segments', text: options.learnSegments },
      answerSegments: { option: '--segments', text: options.segments },
      seed: { option: '--seed', text: options.seed },
    },
  });
}

async function evalPuzzles(options: EvalOptions & { data: string }): Promise<void> {
  const thinking = thinkingOf(options);
  const text = await readText('--data', options.data);
  const loaded = await loadModel(options.model, options.set);
  const world = modelWorld(loaded.config, options.rule);
  if (canvasOfModel(loaded.config) !== null) {
    throw new UsageError(`--model ${options.model} is for ARC: it learns tasks, given by --tasks.`);
  }
  if (world === null) {
    throw new UsageError(`--model ${options.model}: what kind of puzzle it is for is unknown.`);
  }
  const table = parsePuzzleTable(text, options.data, world);
  const { model, rows } = fitTable(loaded, table, options.data, world);
  const exams = rows.map(({ puzzle, solution, source }) => ({
    input: world.encode(puzzle),
    wanted: world.encode(solution),
    source,
  }));
  await measure(model, world, exams, thinking, options);
}

/** Tasks that an ARC model was trained on: it answers at once with its own embeddings. */
async function evalKnown(options: EvalOptions & TaskOptions): Promise<void> {
  const { tasks, limitTasks } = options;
  const limit = limitTasks === undefined ? Infinity : wholeNumber('--limit-tasks', limitTasks, 1);
  const thinking = thinkingOf(options);
  const model = await loadModel(options.model, options.set);
  if (canvasOfModel(model.config) === null) {
    throw new UsageError(`--known: ${options.model} does not think about ARC tasks.`);
  }
  const { chains, diversity, restart, seed } = thinking;
  if ((chains > 1 && diversity.views) || restart > 0) {
    throw new UsageError('--known: a task has no other views; chains differ by noise only.');
  }
  const number = options.seed === undefined ? 0 : seed;
  const set = { kind: 'known', count: limit, seed: number } as const;
  let exams: readonly Exam[];
  if (tasks === undefined) exams = [...examsOf(set, model.config)];
  else {
    const records = await readArcTasks('--tasks', tasks);
    exams = knownQuestions(model.config, records).slice(0, limit);
    if (exams.length === 0) {
      throw new UsageError(`--known: ${options.model} was trained on none of these tasks.`);
    }
  }
  const rows = exams.map((exam) => ({ ...exam, source: null }));
  await measure(model, examWorldOf(model.config), rows, thinking, options);
}

type Thinking = ReturnType<typeof thinkingOf>;

/** How the model thinks during the measurement. */
function thinkingOf(options: EvalOptions) {
  const segments = wholeNumber('--segments', options.segments ?? '16', 1);
  const limit = wholeNumber('--limit', options.limit ?? String(segments), 1);
  if (limit > segments) throw new UsageError(`--limit must not exceed --segments (${segments}).`);
  const chains = wholeNumber('--chains', options.chains, 1);
  return {
    segments,
    limit,
    chains,
    diversity: parseDiversity(options, chains),
    restart: wholeNumber('--restart', options.restart, 0),
    seed: wholeNumber('--seed', options.seed ?? String(THOUGHT_SEED), 0),
    batch: wholeNumber('--batch', options.batch ?? '64', 1),
    kind: backendKind(options.backend),
    threads: threadCount(options.threads),
  };
}

async function measure(
  model: HrmModel,
  world: ExamWorld,
  rows: readonly (Exam & { readonly source: string | null })[],
  { segments, limit, chains, diversity, restart, seed, batch, kind, threads }: Thinking,
  { json = false, differ }: EvalOptions,
): Promise<void> {
  checkDiversity(differ, model.config);
  const perBatch = Math.max(1, Math.floor(Math.min(batch, rows.length * chains) / chains));
  const backend = await openNodeBackend(kind);
  const helpers = threads === 1 ? null : rowHelpers(threads);
  const session = await createRows(backend, model, perBatch * chains, helpers);
  const thinker = openChains(session, world, { chains, diversity, restart, seed });
  const started = performance.now();
  const outcomes = await evaluate(thinker, world, rows, segments, (done) =>
    console.error(`${done} of ${rows.length} puzzles`),
  ).finally(() => session.dispose());
  const seconds = (performance.now() - started) / 1000;

  const sources = [...new Set(rows.map((row) => row.source))];
  const total = outcomes.summary(limit);
  const groups = Object.fromEntries(
    sources.flatMap((source) =>
      source === null
        ? []
        : [[source, outcomes.summary(limit, (index) => rows[index]!.source === source)]],
    ),
  );
  if (json) {
    const grouped = Object.keys(groups).length > 0 ? { groups } : {};
    console.log(JSON.stringify({ ...total, seconds, ...grouped }));
    return;
  }
  print('all', total);
  for (const [source, summary] of Object.entries(groups)) print(source, summary);
}

const percent = (share: number, digits = 2) => `${(100 * share).toFixed(digits)} %`;
const between = ([low, high]: Interval) =>
  `(${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %)`;

function print(name: string, evaluation: Evaluation): void {
  const { count, exact, exact_95, valid, valid_95, cell, act } = evaluation;
  console.log(`${name}: ${count} puzzles; 95 % intervals in brackets`);
  const shares = (
    right: readonly [number, Interval],
    alsoRight: readonly [number, Interval] | null,
  ) =>
    [['exact', right] as const, ['valid', alsoRight] as const]
      .flatMap(([kind, share]) =>
        share === null ? [] : [`${kind} ${percent(share[0])} ${between(share[1])}`],
      )
      .join(', ');
  const pair = (share: number | undefined, interval: Interval | undefined) =>
    share === undefined || interval === undefined ? null : ([share, interval] as const);
  exact.forEach((share, index) => {
    const also = pair(valid?.[index], valid_95?.[index]);
    const right = shares([share, exact_95[index]!], also);
    const segment = String(index + 1).padStart(3);
    console.log(`  segment ${segment}: ${right}, cells ${percent(cell[index]!)}`);
  });
  const right = shares([act.exact, act.exact_95], pair(act.valid, act.valid_95));
  console.log(`  halting by Q: ${right} in ${act.mean_segments.toFixed(2)} segments on average`);
  printCalibration(act.calibration);
}

/** The calibration curve, a line for each bin that is not empty. */
function printCalibration(calibration: Calibration): void {
  const [error, chance] = [calibration.error, errorByChance(calibration)];
  console.log(
    `  σ(q_halt) where they halt, off by ${percent(error, 1)} on average ` +
      `(${percent(chance, 1)} by chance, if it were exact):`,
  );
  for (const { from, to, count, predicted, right } of calibration.bins) {
    console.log(
      `    ${from.toFixed(1)}–${to.toFixed(1)}: ${String(count).padStart(5)} puzzles, ` +
        `predicted ${percent(predicted, 1)}, right ${percent(right, 1)}`,
    );
  }
}
