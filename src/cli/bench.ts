import type { Command } from 'commander';
import type { Backend } from '../compute/backend';
import { trains } from '../compute/training-ops';
import type { HrmModel } from '../hrm/parameters';
import { createSession } from '../hrm/session';
import { createRandom } from '../puzzles/random';
import { DEFAULT_SETTINGS } from '../training/settings';
import { Trainer } from '../training/trainer';
import { loadModel } from './load-model';
import { openNodeBackend } from './open-backend';
import { backendKind, wholeNumber } from './options';
import { UsageError } from './usage-error';

interface BenchOptions {
  readonly model: string;
  readonly batch: string;
  readonly repeat: string;
  readonly backend: string;
  readonly against?: string;
  readonly train?: boolean;
  readonly json?: boolean;
}

export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('time a segment or a training step')
    .requiredOption('--model <dir>', 'model folder')
    .option('--batch <n>', 'puzzles at once', '1')
    .option('--repeat <n>', 'times it is done', '20')
    .option('--backend <kind>', 'webgpu, wasm, onnx or cpu', 'wasm')
    .option('--against <kind>', 'another backend, timed in turns with the first')
    .option('--train', 'a training step (horizon 6, AdamATan2) in place of a segment')
    .option('--json', 'print JSON')
    .action(bench);
}

/**
 * Median time of a segment, read-back included, or of a training step, after some that are not counted
 * (engines take a while to compile what runs often). Of two backends each is timed by turns, so that
 * whatever else the machine does slows both: `ratio` is the median of the pairs, the second's time
 * over the first's.
 */
async function bench(options: BenchOptions): Promise<void> {
  const batch = wholeNumber('--batch', options.batch, 1);
  const count = wholeNumber('--repeat', options.repeat, 1);
  const kinds = [options.backend, ...(options.against === undefined ? [] : [options.against])];
  const model = await loadModel(options.model);
  const backends: Backend[] = [];
  for (const kind of kinds.map(backendKind)) backends.push(await openNodeBackend(kind));
  const what = options.train === true ? trainingStep : segment;
  const runs: Run[] = [];
  for (const backend of backends) runs.push(await what(backend, model, batch));

  const times: number[][] = runs.map(() => []);
  for (let round = -Math.ceil(count / 4); round < count; round++) {
    for (const [index, { once }] of runs.entries()) {
      const started = performance.now();
      await once();
      if (round >= 0) times[index]!.push(performance.now() - started);
    }
  }
  const timed = runs.map(({ dispatches }, index) => {
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

interface Run {
  readonly dispatches: number;
  readonly once: () => Promise<unknown>;
}

async function segment(backend: Backend, model: HrmModel, batch: number): Promise<Run> {
  const session = await createSession(backend, model, { batch });
  await session.begin(new Uint32Array(batch * model.config.seq_len).fill(1));
  return { dispatches: session.dispatches, once: () => session.segment() };
}

/** @throws UsageError unless the backend trains */
async function trainingStep(backend: Backend, model: HrmModel, batch: number): Promise<Run> {
  if (!trains(backend)) throw new UsageError(`--train: ${backend.description} does not train.`);
  const { seq_len: cells, vocab_size: vocabulary } = model.config;
  const random = createRandom(1);
  const settings = { ...DEFAULT_SETTINGS, batch, horizon: 6 };
  const trainer = await Trainer.create(backend, model, settings, {
    // What the tokens are makes no difference to the time.
    next(tokens, labels, at) {
      for (let cell = at; cell < at + cells; cell++) {
        tokens[cell] = 1 + random.below(vocabulary - 1);
        labels[cell] = 1 + random.below(vocabulary - 1);
      }
      return 0;
    },
  });
  return {
    dispatches: trainer.cost.dispatches,
    async once() {
      await trainer.advance();
      return trainer.metrics();
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
