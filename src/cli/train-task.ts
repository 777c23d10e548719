import type { HrmModel } from '../hrm/parameters';
import { formatArcGrid } from '../puzzles/arc/text';
import { ATTEMPTS, passes } from '../puzzles/arc/vote';
import { DEFAULT_ARC_SETTINGS } from '../training/arc/settings';
import type { TrainingSettings } from '../training/settings';
import { readArcSettings, type GivenSettings } from './arc-settings';
import { pickTask, readArcTasks } from './arc-tasks';
import { learnTask } from './learn-task';
import { openTrainingBackend } from './open-backend';
import { nameOf, type Option, type SettingOptions } from './training-settings';
import { writeModelFolder } from './write-model-folder';

export interface TrainTaskOptions {
  readonly model: HrmModel;
  readonly task: string;
  readonly taskId?: string | undefined;
  readonly out: string;
  readonly backend: string;
  readonly json?: boolean | undefined;
  readonly settings: GivenSettings;
  readonly training: Partial<TrainingSettings>;
}

const PROGRESS_EVERY_MS = 2000;

const OWN = {
  views: '--views <n>',
  embeddings: '--embeddings <of>',
  translation: '--translation <share>',
  answerSegments: '--answer-segments <n>',
};

/**
 * The settings of learning a task, from the options of `train`.
 * @param given options of the training loop that were given; the other defaults are for puzzles
 */
export function taskSettings(options: SettingOptions, given: readonly Option[]): GivenSettings {
  const shared = given.flatMap(({ key, flag }) =>
    key in DEFAULT_ARC_SETTINGS ? [[key, flag] as const] : [],
  );
  return Object.fromEntries(
    [...shared, ...Object.entries(OWN)].map(([key, flag]) => {
      const text = options[nameOf(flag)] as string | undefined;
      return [key, { option: flag.split(' ')[0]!, text }];
    }),
  );
}

/**
 * Learns one ARC task and writes the resulting model, with the embedding of the plain view in row
 * 0. Prints that model's answers.
 */
export async function trainTask(options: TrainTaskOptions): Promise<void> {
  const settings = readArcSettings(options.settings);
  const { model, training } = options;
  const records = await readArcTasks('--task', options.task);
  const { id, task } = pickTask('--task', records, options.taskId);
  const backend = await openTrainingBackend(options.backend);
  const started = performance.now();
  let told = started;
  const { run, metrics } = await learnTask(backend, model, task, settings, {
    training,
    onProgress: ({ step, loss, exact }) => {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS && step < settings.steps) return;
      told = now;
      const rate = ((1000 * step) / (now - started)).toFixed(1);
      const right = `${(100 * exact).toFixed(0)} %`;
      console.error(
        `step ${step} of ${settings.steps}, ${rate} a second: loss ${loss.toFixed(3)}, exact ${right}`,
      );
    },
  });
  const answers = (await run.answer())!;
  await writeModelFolder(options.out, await run.model());
  const seconds = (performance.now() - started) / 1000;
  const questions = answers.questions.map(({ ranked, views }, index) => {
    const solution = task.test[index]!.output;
    return { ranked, views, right: solution && passes(ranked, solution) };
  });
  if (options.json) {
    console.log(
      JSON.stringify({
        task: id,
        steps: settings.steps,
        seconds,
        backend: backend.description,
        settings: run.trainer.settings,
        metrics,
        questions: questions.map(({ ranked, views, right }) => ({
          views,
          right,
          answers: ranked.slice(0, ATTEMPTS).map(({ grid, votes, confidence }) => ({
            grid: formatArcGrid(grid).split('\n'),
            votes,
            confidence,
          })),
        })),
        out: options.out,
      }),
    );
    return;
  }
  console.log(`${id}: ${settings.steps} steps in ${seconds.toFixed(1)} s: ${options.out}`);
  questions.forEach(({ ranked, views, right }, index) => {
    const verdict = right === null ? '' : right ? ', right' : ', wrong';
    console.log(`\nquestion ${index + 1}${verdict}`);
    for (const { grid, votes, confidence } of ranked.slice(0, ATTEMPTS)) {
      console.log(`${votes} of ${views} votes, σ(q_halt) ${confidence.toFixed(2)}`);
      console.log(`${formatArcGrid(grid)}\n`);
    }
  });
}
