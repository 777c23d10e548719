import type { Command } from 'commander';
import { segmentOf, trainingStepOf, type Subject } from '../bench/subjects';
import { median, timeRuns } from '../bench/time-runs';
import type { Backend } from '../compute/backend';
import { trains } from '../compute/training-ops';
import { benchGrowth } from './bench-growth';
import { benchKernels } from './bench-kernels';
import { modelOrBlank } from './load-model';
import { openNodeBackend } from './open-backend';
import { backendKind, SET_OPTION, wholeNumber } from './options';
import { UsageError } from './usage-error';

export interface BenchOptions {
  readonly model?: string;
  readonly set?: readonly string[];
  readonly config?: string;
  readonly batch: string;
  readonly repeat: string;
  readonly backend: string;
  readonly against?: string;
  readonly train?: boolean;
  readonly kernels?: boolean;
  readonly growth?: boolean;
  readonly json?: boolean;
}

export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('time a segment or a training step')
    .option('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .option('--config <file>', 'config.json of a model with random weights, in place of --model')
    .option('--batch <n>', 'puzzles at once', '1')
    .option('--repeat <n>', 'times it is done', '20')
    .option('--backend <kind>', 'webgpu, wasm, onnx or cpu', 'wasm')
    .option('--against <kind>', 'another backend, timed in turn with the first')
    .option('--train', 'a training step (horizon 6, AdamATan2) in place of a segment')
    .option('--kernels', 'each kernel by itself: times it runs, operations, bytes and time')
    .option('--growth', 'how time and memory grow with cells, batch, width and segments')
    .option('--json', 'print JSON')
    .action(bench);
}

/**
 * Median time of a segment, including the read-back, or of a training step. The first ones are not
 * counted, because engines need time to compile hot code. Two backends are timed in turn, so that
 * other work on the machine slows both: `ratio` is the median of the pairs, the second's time over
 * the first's.
 */
async function bench(options: BenchOptions): Promise<void> {
  const batch = wholeNumber('--batch', options.batch, 1);
  const count = wholeNumber('--repeat', options.repeat, 1);
  const kinds = [options.backend, ...(options.against === undefined ? [] : [options.against])];
  const alone = ['kernels', 'growth', 'against'] as const;
  const [one, other] = alone.filter((name) => options[name] !== undefined);
  if (one !== undefined && other !== undefined) {
    throw new UsageError(`--${one} and --${other} do not go together.`);
  }
  const model = await modelOrBlank(options, { seed: 1, qContinue: true });
  const backends: Backend[] = [];
  for (const kind of kinds.map(backendKind)) {
    backends.push(await openNodeBackend(kind, { measuring: options.kernels === true }));
  }
  if (options.train === true) {
    const idle = backends.find((backend) => !trains(backend));
    if (idle) throw new UsageError(`--train: ${idle.description} does not train.`);
  }
  if (options.kernels === true) return benchKernels(backends[0]!, model, { ...options, batch });
  if (options.growth === true) return benchGrowth(backends[0]!, model.config, options);
  const what = options.train === true ? trainingStepOf : segmentOf;
  const subjects: Subject[] = [];
  for (const backend of backends) subjects.push(await what(backend, model, batch));

  const times = await timeRuns(
    subjects.map((subject) => () => subject.once()),
    { warmups: Math.ceil(count / 4), least: count, most: count },
  );
  const timed = subjects.map(({ dispatches }, index) => {
    const milliseconds = median(times[index]!);
    return {
      backend: backends[index]!.description,
      dispatches,
      median_ms: milliseconds,
      puzzles_per_second: (1000 * batch) / milliseconds,
    };
  });
  const [first, second] = timed;
  const ratio = second && median(times[0]!.map((time, pair) => times[1]![pair]! / time));
  const of = options.train === true ? 'training step' : 'segment';
  const figures = { of, batch, ...first!, ...(second && { against: second, ratio }) };
  if (options.json) console.log(JSON.stringify(figures));
  else {
    for (const { backend, dispatches, median_ms, puzzles_per_second } of timed) {
      console.log(
        `${backend}: ${median_ms.toFixed(2)} ms a ${of}, ${dispatches} dispatches, ` +
          `${puzzles_per_second.toFixed(0)} puzzles/s at batch ${batch}`,
      );
    }
    if (ratio !== undefined) console.log(`ratio ${ratio.toFixed(2)}`);
  }
  for (const backend of backends) backend.dispose();
}
