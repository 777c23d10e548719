import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parameterCount, type HrmModel } from '../hrm/parameters';
import { canvasOfModel } from '../puzzles/arc/canvas';
import { worldOf } from '../puzzles/worlds';
import { DivergenceMonitor } from '../training/divergence-monitor';
import type { StepMetrics } from '../training/metrics';
import type { TrainingSettings } from '../training/settings';
import { lessonOfTable } from '../training/table-lesson';
import { Trainer } from '../training/trainer';
import { addTaskOptions } from './arc-settings';
import { modelOrBlank } from './load-model';
import { openTrainingBackend } from './open-backend';
import { SET_OPTION } from './options';
import { fitTable, parsePuzzleTable } from './puzzle-table';
import { taskSettings, trainTask } from './train-task';
import { addSettings, givenSettings, readSettings, type SettingOptions } from './training-settings';
import { UsageError } from './usage-error';
import { writeModelFolder } from './write-model-folder';

interface TrainOptions extends SettingOptions {
  readonly model?: string;
  readonly set?: readonly string[];
  readonly config?: string;
  readonly data?: string;
  readonly task?: string;
  readonly taskId?: string;
  readonly out: string;
  readonly backend: string;
  readonly json?: boolean;
}

/** Steps between two readings of the metrics; the device keeps 64. */
const READ_EVERY = 32;
const PROGRESS_EVERY_MS = 2000;

export function registerTrain(program: Command): void {
  const command = program
    .command('train')
    .description(
      'teach a model the puzzles of a CSV or an ARC task, from its weights or from scratch',
    )
    .option('--model <dir>', 'model folder to start from')
    .option(...SET_OPTION)
    .option('--config <file>', 'config.json of a blank model')
    .option('--data <file>', 'CSV with columns puzzle,solution')
    .option('--task <path>', 'ARC: JSON file of a task or of several, or folder of such files')
    .option('--task-id <id>', 'ARC: which of the tasks')
    .requiredOption('--out <dir>', 'model folder to write: the moving average of the weights')
    .option('--backend <kind>', 'webgpu, wasm or cpu', 'wasm');
  addTaskOptions(addSettings(command))
    .option('--json', 'print every step and a summary as JSON')
    .action(train);
}

async function train(options: TrainOptions, command: Command): Promise<void> {
  const { data } = options;
  if ((data === undefined) === (options.task === undefined)) {
    throw new UsageError('Give one of --data (puzzles) and --task (ARC).');
  }
  const settings = readSettings(options);
  const model = await modelOrBlank(options, settings);
  if (data !== undefined) return trainOnTable({ ...options, data }, model, settings);
  const given = givenSettings(command);
  await trainTask({
    ...options,
    task: options.task!,
    model,
    settings: taskSettings(options, given),
    training: {
      ...Object.fromEntries(given.map(({ key }) => [key, settings[key]])),
      qContinue: settings.qContinue,
    },
  });
}

async function trainOnTable(
  options: TrainOptions & { readonly data: string },
  loaded: HrmModel,
  settings: TrainingSettings,
): Promise<void> {
  if (canvasOfModel(loaded.config) !== null) {
    throw new UsageError('This model is for ARC: it learns tasks, given by --task.');
  }
  const world = worldOf(loaded.config);
  if (world === null) throw new UsageError('What kind of puzzle this model is for is unknown.');
  const text = await readFile(options.data, 'utf8').catch((error: Error) => {
    throw new UsageError(`--data: ${error.message}.`);
  });
  const table = parsePuzzleTable(text, options.data, world);
  const { model, rows } = fitTable(loaded, table, options.data, world);
  const { config } = model;
  // An endless stream of the data set, every puzzle under a random symmetry of its world.
  const examples = lessonOfTable(rows, world, config, settings.seed);
  const backend = await openTrainingBackend(options.backend);
  const trainer = await Trainer.create(backend, model, settings, examples);
  const { cost } = trainer;
  console.error(
    `${parameterCount(config)} parameters; a step of ${settings.batch} puzzle-segments is ` +
      `${cost.dispatches} kernels, ${(cost.flops / 1e9).toFixed(2)} GFLOP, ` +
      `${megabytes(cost.bytes)} MB kept, ${megabytes(cost.tapeBytes)} MB of them for the gradient` +
      `, ${megabytes(cost.moved)} MB moved.`,
  );

  const started = performance.now();
  const history: StepMetrics[] = [];
  const monitor = new DivergenceMonitor();
  const tell = createProgress(settings.steps);
  while (trainer.step < settings.steps) {
    await trainer.advance();
    if (trainer.step % READ_EVERY > 0 && trainer.step < settings.steps) continue;
    for (const metrics of await trainer.metrics()) {
      history.push(metrics);
      const problem = monitor.see(metrics);
      if (problem !== null) throw new UsageError(`${problem} Nothing was written.`);
    }
    tell(history.at(-1)!);
  }
  await writeModelFolder(options.out, await trainer.parameters.model());
  const seconds = (performance.now() - started) / 1000;
  if (options.json) {
    console.log(
      JSON.stringify({
        steps: settings.steps,
        seconds,
        backend: backend.description,
        parameters: parameterCount(config),
        cost,
        settings,
        metrics: history,
        out: options.out,
      }),
    );
  } else console.log(`${settings.steps} steps in ${seconds.toFixed(1)} s: ${options.out}`);
}

function createProgress(steps: number): (metrics: StepMetrics) => void {
  const started = performance.now();
  let told = started;
  return ({ step, loss, exact, norm }) => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS && step < steps) return;
    told = now;
    const rate = (1000 * step) / (now - started);
    console.error(
      `step ${step} of ${steps}, ${rate.toFixed(1)} a second: loss ${loss.toFixed(3)}, ` +
        `exact ${(100 * exact).toFixed(0)} %, gradient ${norm.toFixed(2)}`,
    );
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
