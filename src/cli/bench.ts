import type { Command } from 'commander';
import { createSession } from '../hrm/session';
import { loadModel } from './load-model';
import { openNodeBackend } from './open-backend';
import { backendKind, wholeNumber } from './options';

interface BenchOptions {
  readonly model: string;
  readonly batch: string;
  readonly segments: string;
  readonly backend: string;
  readonly json?: boolean;
}

export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('time a segment')
    .requiredOption('--model <dir>', 'model folder')
    .option('--batch <n>', 'puzzles at once', '1')
    .option('--segments <n>', 'segments timed', '20')
    .option('--backend <kind>', 'webgpu, wasm, onnx or cpu', 'wasm')
    .option('--json', 'print JSON')
    .action(bench);
}

/** Median wall-clock time of a segment, read-back included, after one that is not counted. */
async function bench(options: BenchOptions): Promise<void> {
  const batch = wholeNumber('--batch', options.batch, 1);
  const count = wholeNumber('--segments', options.segments, 1);
  const kind = backendKind(options.backend);
  const model = await loadModel(options.model);
  const backend = await openNodeBackend(kind);
  const session = await createSession(backend, model, { batch });
  await session.begin(new Uint32Array(batch * model.config.seq_len).fill(1));
  await session.segment();
  const times: number[] = [];
  for (let segment = 0; segment < count; segment++) {
    const started = performance.now();
    await session.segment();
    times.push(performance.now() - started);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(count / 2)]!;
  const figures = {
    backend: backend.description,
    batch,
    dispatches: session.dispatches,
    median_ms: median,
    puzzle_segments_per_second: (1000 * batch) / median,
  };
  if (options.json) {
    console.log(JSON.stringify(figures));
    return;
  }
  console.log(
    `${figures.backend}: ${median.toFixed(2)} ms a segment, ${figures.dispatches} dispatches, ` +
      `${figures.puzzle_segments_per_second.toFixed(0)} puzzle-segments/s at batch ${batch}`,
  );
}
