import type { Command } from 'commander';
import { wishesToHalt } from '../hrm/act';
import { startsAtRandom, type HrmConfig } from '../hrm/config';
import type { HrmModel } from '../hrm/parameters';
import { createSession, type SegmentResult } from '../hrm/session';
import { THOUGHT_SEED } from '../hrm/starts';
import { enlargedFor } from '../reasoning/board-size';
import { readQuestion, type Reader } from './arc-question';
import { loadModel } from './load-model';
import { modelWorld } from './model-world';
import { openNodeBackend } from './open-backend';
import { backendKind, SET_OPTION, wholeNumber } from './options';
import { blaming, readOnePuzzle } from './puzzle-table';
import { RULE_OPTION } from './sudoku-rule';
import { readTokenBatch, type TokenBatch } from './token-batch';
import { UsageError } from './usage-error';

type World = ReturnType<typeof modelWorld>;

interface TraceOptions {
  readonly model: string;
  readonly set?: readonly string[];
  readonly puzzle?: string;
  readonly tokens?: string;
  readonly task?: string;
  readonly taskId?: string;
  readonly test: string;
  readonly identifier?: string;
  readonly segments: string;
  readonly chains: string;
  readonly seed: string;
  readonly rule?: string;
  readonly backend: string;
  readonly logits?: boolean;
  readonly json?: boolean;
}

export function registerTrace(program: Command): void {
  program
    .command('trace')
    .description('think about a puzzle and print every segment')
    .requiredOption('--model <dir>', 'model folder')
    .option(...SET_OPTION)
    .option('--puzzle <text>', 'the puzzle as text, in one line or drawn in several lines')
    .option('--tokens <file>', 'JSON: {"inputs":[[…]],"puzzle_identifiers":[…]}')
    .option('--task <path>', 'ARC: JSON file of a task or of several, or folder of such files')
    .option('--task-id <id>', 'ARC: which of the tasks')
    .option('--test <n>', 'ARC: which of its questions', '1')
    .option(
      '--identifier <id>',
      "ARC: the puzzle embedding to use (default: the task's own if the model was trained on it, else 0)",
    )
    .option('--segments <n>', 'segments to run', '16')
    .option(
      '--chains <n>',
      'for a model with random starts: number of thoughts about the puzzle, each from its own states',
      '1',
    )
    .option(
      '--seed <n>',
      'seed of the first random start; chain k has seed + k',
      String(THOUGHT_SEED),
    )
    .option(...RULE_OPTION)
    .option('--backend <kind>', 'webgpu, wasm, onnx or cpu', 'wasm')
    .option('--logits', 'print the logits too')
    .option('--json', 'print JSON')
    .action(trace);
}

async function trace(options: TraceOptions): Promise<void> {
  const count = wholeNumber('--segments', options.segments, 1);
  const kind = backendKind(options.backend);
  const ways = [options.puzzle, options.tokens, options.task];
  if (ways.filter((way) => way !== undefined).length !== 1) {
    throw new UsageError('Give one of --puzzle and --tokens, or --task for ARC.');
  }
  const loaded = await loadModel(options.model, options.set);
  const chains = wholeNumber('--chains', options.chains, 1);
  const seed = wholeNumber('--seed', options.seed, 0);
  if (chains > 1 && !startsAtRandom(loaded.config)) {
    throw new UsageError(
      '--chains: all thoughts of this model start from the same states, so its chains would be one; hrm eval has chains that differ by views or noise.',
    );
  }
  const world = modelWorld(loaded.config, options.rule);
  const asked = options.task === undefined ? null : await readQuestion(loaded.config, options);
  const given =
    options.puzzle === undefined ? null : await parsePuzzle(options.puzzle, loaded, world);
  const model = given?.model ?? loaded;
  const { config } = model;
  const posed =
    asked?.batch ?? given?.batch ?? (await readTokenBatch('--tokens', options.tokens!, config));
  // The chains of a puzzle are adjacent rows.
  const repeated = <T>(rows: readonly T[]) =>
    rows.flatMap((row) => Array.from({ length: chains }, () => row));
  const question: TokenBatch = {
    inputs: repeated(posed.inputs),
    identifiers: repeated(posed.identifiers),
    labels: null,
  };
  const batch = question.inputs.length;

  const backend = await openNodeBackend(kind);
  const session = await createSession(backend, model, { batch, logits: options.logits === true });
  await session.begin(
    Uint32Array.from(question.inputs.flat()),
    Uint32Array.from(question.identifiers),
    question.inputs.map((_, row) => seed + (row % chains)),
  );
  const results: SegmentResult[] = [];
  for (let segment = 0; segment < count; segment++) results.push(await session.segment());
  session.dispose();

  const haltedAt = question.inputs.map((_, row) => {
    const at = results.findIndex(({ qHalt, qContinue }) =>
      wishesToHalt(qHalt[row]!, qContinue[row]!),
    );
    return at < 0 ? null : at + 1;
  });
  if (options.json) console.log(JSON.stringify(asJson(results, batch, config, haltedAt)));
  else printText(results, question, asked?.reader ?? (world && readerOf(world)), haltedAt);
}

function asJson(
  results: readonly SegmentResult[],
  batch: number,
  config: HrmConfig,
  haltedAt: readonly (number | null)[],
) {
  return {
    segments: results.map(({ tokens, q, logits }) => ({
      tokens: rows(tokens, batch),
      q_halt: [...q!].filter((_, index) => index % 2 === 0),
      q_continue: [...q!].filter((_, index) => index % 2 === 1),
      ...(logits && {
        logits: rows(logits, batch).map((row) => rows(Float32Array.from(row), config.seq_len)),
      }),
    })),
    halted_at: haltedAt,
  };
}

/** Cuts a flat array into `count` rows. */
function rows(flat: Uint32Array | Float32Array, count: number): number[][] {
  const width = flat.length / count;
  return Array.from({ length: count }, (_, row) => [
    ...flat.subarray(row * width, (row + 1) * width),
  ]);
}

function printText(
  results: readonly SegmentResult[],
  question: TokenBatch,
  read: Reader | null,
  haltedAt: readonly (number | null)[],
): void {
  results.forEach(({ tokens, qHalt, qContinue }, index) => {
    rows(tokens, question.inputs.length).forEach((row, at) => {
      const halt = haltedAt[at] === index + 1 ? ', wishes to halt' : '';
      const q = `q_halt ${qHalt[at]!.toFixed(2)}, q_continue ${qContinue[at]!.toFixed(2)}`;
      const which = question.inputs.length > 1 ? `, row ${at + 1}` : '';
      const { drawing, solved } = read
        ? read(Uint8Array.from(row), Uint8Array.from(question.inputs[at]!))
        : { drawing: row.join(' '), solved: false };
      const verdict = solved ? ', solved' : '';
      console.log(`segment ${index + 1}${which}: ${q}${halt}${verdict}\n${drawing}\n`);
    });
  });
}

function readerOf(world: NonNullable<World>): Reader {
  return (tokens, input) => {
    const grid = world.decode(tokens);
    return { drawing: world.format(grid), solved: world.solves(grid, world.decode(input)) };
  };
}

/** The puzzle, and the model on a grid that it fits. */
async function parsePuzzle(text: string, loaded: HrmModel, world: World) {
  if (world === null) {
    throw new UsageError('--puzzle: what kind of puzzle this model is for is unknown.');
  }
  const read = await readOnePuzzle('--puzzle', text, world);
  const model = enlargedFor(loaded, world, [read]);
  const grid = await blaming('--puzzle', () => world.fit(read, model.config.seq_len));
  const remark = world.remark(grid);
  if (remark !== null) console.error(`--puzzle: ${remark}`);
  const batch: TokenBatch = {
    inputs: [[...world.encode(grid)]],
    identifiers: [0],
    labels: null,
  };
  return { model, batch };
}
