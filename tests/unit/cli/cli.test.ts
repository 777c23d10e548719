import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCommandLine } from '../../../build/command-line';
import { assembleModel, serializeModel } from '../../../src/checkpoint/model-folder';
import { listModels } from '../../../src/cli/models-index';
import { onnxFile } from '../../../src/reasoning/onnx-file';
import { tinyModel } from '../../support/tiny-model';

const folder = mkdtempSync(join(tmpdir(), 'hrm-cli-'));
// Built as it is published, because every call would translate the sources again. It finds the packages
// that are not built in.
const built = mkdtempSync(join('node_modules', '.hrm-cli-'));
beforeAll(() => buildCommandLine(built));
afterAll(() => {
  for (const made of [folder, built]) rmSync(made, { recursive: true });
});
const FIXTURE = 'tests/fixtures/official-rope';

function hrm(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(built, 'hrm.js'), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('models/index.json agrees with the models', async () => {
  expect(JSON.parse(readFileSync('models/index.json', 'utf8'))).toEqual(await listModels('models'));
});

test('trace prints every segment as JSON, with logits if requested', () => {
  const expected = JSON.parse(readFileSync(join(FIXTURE, 'expected.json'), 'utf8')) as {
    inputs: number[][];
    puzzle_identifiers: number[];
    segments: { q_halt: number[] }[];
  };
  const tokens = join(folder, 'tokens.json');
  writeFileSync(tokens, JSON.stringify(expected));
  const run = hrm(
    ...['trace', '--model', FIXTURE, '--tokens', tokens, '--segments', '2'],
    ...['--backend', 'cpu', '--logits', '--json'],
  );
  const trace = JSON.parse(run.stdout) as {
    segments: { tokens: number[][]; q_halt: number[]; logits: number[][][] }[];
    halted_at: (number | null)[];
  };
  expect(trace.segments).toHaveLength(2);
  expect(trace.halted_at).toHaveLength(2);
  expect(trace.segments[1]!.logits[1]).toHaveLength(25);
  expect(trace.segments[1]!.logits[1]![24]).toHaveLength(6);
  trace.segments.forEach(({ q_halt }, index) =>
    q_halt.forEach((value, row) =>
      expect(value).toBeCloseTo(expected.segments[index]!.q_halt[row]!, 3),
    ),
  );
});

test('trace of a model with random starts gives chains that differ', () => {
  const tokens = join(folder, 'eqr-tokens.json');
  const [input] = (
    JSON.parse(readFileSync('tests/fixtures/eqr-checkpoint/expected.json', 'utf8')) as {
      inputs: number[][];
    }
  ).inputs;
  writeFileSync(tokens, JSON.stringify({ inputs: [input] }));
  const qOf = (...options: string[]) => {
    const { stdout } = hrm(
      ...['trace', '--model', 'tests/fixtures/eqr-checkpoint', '--tokens', tokens],
      ...['--segments', '1', '--backend', 'cpu', '--json', ...options],
    );
    return (JSON.parse(stdout) as { segments: { q_halt: number[] }[] }).segments[0]!.q_halt;
  };
  const three = qOf('--chains', '3');
  expect(new Set(three).size).toBe(3);
  expect(qOf('--seed', '3')).toEqual([three[2]]);
}, 60_000);

test('export writes a folder that can be loaded again, and an ONNX file', () => {
  const out = join(folder, 'exported');
  expect(hrm('export', '--model', FIXTURE, '--out', out).status).toBe(0);
  const read = (from: string) =>
    assembleModel(
      JSON.parse(readFileSync(join(from, 'config.json'), 'utf8')),
      readFileSync(join(from, 'model.safetensors')),
    );
  const exported = read(out);
  expect(exported.dtypes).toEqual(['F32']);
  expect(exported.weights).toEqual(read(FIXTURE).weights);
  expect(hrm('export', '--model', FIXTURE, '--out', join(folder, 'model.onnx')).status).toBe(0);
  const onnx = readFileSync(join(folder, 'model.onnx'));
  expect(onnx.equals(onnxFile(exported))).toBe(true);
});

test('a data set is reproducible, and the shipped model solves most of an easy one', () => {
  const make = (name: string) => {
    const out = join(folder, name);
    const args = ['--count', '12', '--seed', '9', '--givens', '36:40', '--out', out];
    expect(hrm('dataset', 'sudoku', ...args).status).toBe(0);
    return out;
  };
  const data = make('a.csv');
  expect(readFileSync(data, 'utf8')).toBe(readFileSync(make('b.csv'), 'utf8'));
  const run = hrm(
    ...['eval', '--model', 'models/sudoku', '--data', data, '--segments', '4'],
    ...['--chains', '2', '--json'],
  );
  const figures = JSON.parse(run.stdout) as { count: number; exact: number[]; act: object };
  expect(figures.count).toBe(12);
  expect(figures.exact).toHaveLength(4);
  expect(figures.exact[3]).toBeGreaterThan(0.8);
  expect(figures.act).toHaveProperty('mean_segments');
});

test('mazes go through dataset, eval and trace', () => {
  const model = join(folder, 'maze');
  mkdirSync(model);
  const puzzle = { world: 'maze', width: 5, height: 5 };
  const { config, weights } = serializeModel(
    tinyModel({ vocab_size: 6, seq_len: 25, pos_encodings: 'rope2d', puzzle }),
    'F32',
  );
  writeFileSync(join(model, 'config.json'), config);
  writeFileSync(join(model, 'model.safetensors'), weights);
  const data = join(folder, 'maze.csv');
  const made = hrm(
    ...['dataset', 'maze', '--count', '6', '--seed', '2', '--size', '5', '--min-path', '4'],
    ...['--kind', 'walls', '--unique', '--out', data, '--json'],
  );
  expect(JSON.parse(made.stdout)).toMatchObject({ count: 6, excluded: 0, out: data });

  const run = hrm(
    ...['eval', '--model', model, '--data', data, '--segments', '3', '--chains', '8'],
    ...['--backend', 'cpu', '--json'],
  );
  const figures = JSON.parse(run.stdout) as Record<string, number[]>;
  expect(figures).toMatchObject({ count: 6, act: { mean_segments: expect.any(Number) as number } });
  for (const shares of [figures['exact'], figures['valid'], figures['cell']]) {
    expect(shares).toHaveLength(3);
  }
  const noisy = hrm(
    ...['eval', '--model', model, '--data', data, '--segments', '3', '--chains', '4'],
    ...['--differ', 'noise', '--noise', '0.5', '--backend', 'cpu', '--json'],
  );
  expect(JSON.parse(noisy.stdout)).toMatchObject({ count: 6 });
  const alike = hrm(
    ...['eval', '--model', model, '--data', data, '--chains', '2', '--differ', 'starts'],
  );
  expect(alike.stderr).toContain('all thoughts of this model start from the same states');

  const maze = 'S #  \n# # #\n#   #\n### #\n#G  #';
  const trace = hrm('trace', '--model', model, '--puzzle', maze, '--segments', '1');
  expect(trace.status).toBe(0);
  const [head, ...drawing] = trace.stdout.trimEnd().split('\n');
  expect(head).toMatch(/^segment 1: q_halt -?\d/);
  // A random model may answer anything, in five rows of five.
  expect(drawing.join('\n')).toMatch(/^([# SGo]{5}\n){4}[# SGo]{0,5}$/);

  // No weight of this model belongs to a position, so it thinks about larger mazes, too.
  const larger = join(folder, 'larger.csv');
  writeFileSync(larger, `puzzle\n${maze.replaceAll('\n', '')}\nS${' '.repeat(47)}G\n`);
  const grown = hrm('eval', '--model', model, '--data', larger, '--segments', '1', '--json');
  expect(JSON.parse(grown.stdout)).toMatchObject({ count: 2 });
  const text = `S${' '.repeat(47)}G`;
  const wide = hrm('trace', '--model', model, '--puzzle', text, '--segments', '1');
  expect(wide.stdout.trimEnd().split('\n').slice(1).join('\n')).toMatch(
    /^([# SGo]{7}\n){6}[# SGo]{0,7}$/,
  );
  const out = join(folder, 'larger');
  const taught = hrm(
    ...['train', '--model', model, '--data', larger, '--steps', '1', '--batch', '2'],
    ...['--out', out, '--backend', 'cpu'],
  );
  expect(taught.status).toBe(0);
  expect(JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'))).toMatchObject({
    puzzle: { width: 7, height: 7 },
  });
});

test('read says what files contain, and exits 2 if it understood none', () => {
  const file = join(folder, 'maze.txt');
  writeFileSync(file, '#######\n#A   B#\n#######\n#######\n');
  const json = JSON.parse(hrm('read', file, 'package.json', '--json').stdout) as object;
  expect(json).toMatchObject({
    items: [
      { world: 'maze', puzzle: `${'#'.repeat(8)}S   G${'#'.repeat(15)}`, width: 7, height: 4 },
    ],
    problems: [{ file: 'package.json', message: expect.any(String) as string }],
  });
  const { status, stderr } = hrm('read', 'package.json');
  expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
}, 60_000);

const SUDOKU = ['--model', 'models/sudoku', '--data', 'none.csv'];

test.each([
  [['trace', '--model', 'nowhere', '--puzzle', '1'], /nowhere/],
  [['trace', '--model', 'models/sudoku', '--puzzle', '12x'], /--puzzle: /],
  [['trace', '--model', 'models/sudoku'], /--puzzle and --tokens/],
  [['eval', '--model', 'models/sudoku', '--data', 'package.json'], /package\.json/],
  [['eval', '--model', 'models/sudoku', '--data', 'none.csv'], /none\.csv/],
  [['eval', ...SUDOKU, '--differ', 'noise'], /--differ is about several chains; give --chains/],
  [
    ['trace', '--model', 'models/sudoku', '--puzzle', '1', '--chains', '2'],
    /--chains: all thoughts of this model start from the same states/,
  ],
  [['eval', ...SUDOKU, '--chains', '2', '--noise', '0.3'], /--noise goes with --differ noise/],
  [
    ['eval', ...SUDOKU, '--chains', '2', '--differ', 'luck'],
    /one of views, noise, both, starts, not luck/,
  ],
  [
    ['eval', ...SUDOKU, '--chains', '2', '--differ', 'both', '--noise', '3'],
    /--noise must be a number from 0 to 1, not 3/,
  ],
  [['dataset', 'maze', '--count', '1', '--size', '99', '--out', 'x.csv'], /--size must be 4 to 30/],
  [['dataset', 'sudoku', '--count', 'many', '--out', 'x.csv'], /--count/],
  [['trace', '--model', 'models/sudoku', '--puzzle', '1', '--rule', 'windoku'], /windoku/],
  [['export', '--model', FIXTURE, '--out', 'x', '--dtype', 'I8'], /--dtype must be F32 or F16/],
  [['think'], /unknown command/],
])('%j exits 2 with one line', (args, message) => {
  const { status, stdout, stderr } = hrm(...args);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toMatch(message);
});

test('step prints the losses and every gradient as JSON', () => {
  const run = hrm(
    ...['step', '--model', FIXTURE, '--batch', join(FIXTURE, 'expected.json')],
    ...['--loss', 'stablemax_cross_entropy', '--json'],
  );
  const got = JSON.parse(run.stdout) as {
    loss: number;
    grads: Record<string, { norm: number; first: number[] }>;
    puzzle_emb_grad_norm: number;
  };
  const { stablemax_cross_entropy: wanted } = JSON.parse(
    readFileSync(join(FIXTURE, 'expected.json'), 'utf8'),
  ) as { stablemax_cross_entropy: typeof got };
  expect(got.loss).toBeCloseTo(wanted.loss, 4);
  for (const [name, { norm, first }] of Object.entries(wanted.grads)) {
    expect(got.grads[name]!.norm / norm).toBeCloseTo(1, 4);
    expect(got.grads[name]!.first).toHaveLength(first.length);
  }
  expect(got.puzzle_emb_grad_norm / wanted.puzzle_emb_grad_norm).toBeCloseTo(1, 4);
});

test('inspect looks into thoughts about puzzles, as text or as JSON', () => {
  const data = join(folder, 'inside.csv');
  const puzzle =
    '4..7.....367..8..5....3..6....1.72.9.4...618....2896...548.1..6.23.745.8.7659.412';
  writeFileSync(data, `${puzzle}\n${puzzle}\n`);
  const args = ['--data', data, '--segments', '2', '--backend', 'cpu'];
  const run = hrm('inspect', '--model', 'models/sudoku', ...args, '--count', '1', '--json');
  const seen = JSON.parse(run.stdout) as {
    count: number;
    participation: { puzzles: number; H: number; L: number }[];
    applications: string[];
    residuals: number[][];
  };
  expect(seen.count).toBe(1);
  expect(seen.participation).toHaveLength(1);
  expect(seen.residuals.map((steps) => steps.length)).toEqual(
    [1, 2].map(() => seen.applications.length),
  );
  for (const residual of seen.residuals.flat()) expect(residual).toBeGreaterThan(0);
  const bad = hrm('inspect', '--model', 'models/arc', ...args);
  expect(bad.status).toBe(2);
  expect(bad.stderr).toMatch(
    /^error: --model models\/arc: it must be for Sudokus or mazes; for ARC/,
  );
});

test('inspect looks into thoughts about ARC tasks from the training of a model', () => {
  const args = ['--known', '--count', '2', '--segments', '1', '--json'];
  const run = hrm('inspect', '--model', 'models/arc', ...args);
  const seen = JSON.parse(run.stdout) as { participation: { puzzles: number; H: number }[] };
  expect(seen.participation.map(({ puzzles }) => puzzles)).toEqual([1, 2]);
  for (const { H } of seen.participation) expect(H).toBeGreaterThan(1);
  const bad = hrm('inspect', '--model', 'models/sudoku', ...args);
  expect(bad.stderr).toMatch(/^error: --known: models\/sudoku does not think about ARC tasks/);
});

test('bench prints every kernel of a segment or of a step, and refuses options that do not go together', () => {
  const run = hrm(...['bench', '--model', FIXTURE, '--backend', 'cpu', '--kernels', '--json']);
  expect(run.stderr).toBe('');
  const figures = JSON.parse(run.stdout) as {
    of: string;
    dispatches: number;
    flops: number;
    peaks: { gflopPerSecond: number };
    kernels: { name: string; count: number; flops: number; ms: number }[];
  };
  expect(figures.of).toBe('segment');
  expect(figures.peaks.gflopPerSecond).toBeGreaterThan(0);
  const sum = (of: (kernel: (typeof figures.kernels)[number]) => number) =>
    figures.kernels.reduce((total, kernel) => total + of(kernel), 0);
  expect(sum(({ count }) => count)).toBe(figures.dispatches);
  expect(sum(({ count, flops }) => count * flops)).toBe(figures.flops);
  for (const { ms } of figures.kernels) expect(ms).toBeGreaterThan(0);

  const refused = (...args: string[]) => {
    const { status, stderr } = hrm('bench', '--config', join(FIXTURE, 'config.json'), ...args);
    expect(status).toBe(2);
    return stderr;
  };
  expect(refused('--kernels', '--against', 'cpu')).toContain('do not go together');
  expect(refused('--kernels', '--backend', 'onnx')).toContain('ONNX Runtime runs one graph');
});

test('--set gives values that a config lacks', () => {
  const out = join(folder, 'lacking');
  mkdirSync(out);
  const { config, weights } = serializeModel(tinyModel(), 'F32');
  const { num_heads, H_cycles, ...rest } = JSON.parse(config) as Record<string, number>;
  writeFileSync(join(out, 'config.json'), JSON.stringify(rest));
  writeFileSync(join(out, 'model.safetensors'), weights);
  const trace = (...more: string[]) =>
    hrm(
      ...['trace', '--model', out, '--puzzle', '123.341.2143432.', '--segments', '1'],
      ...['--backend', 'cpu', '--json', ...more],
    );
  const asked = trace();
  expect(asked.status).toBe(2);
  expect(asked.stderr).toContain('config.json does not say num_heads and H_cycles.');
  const proposed = /Give it with (--set num_heads=\d+ H_cycles=\d+)/.exec(asked.stderr)![1]!;
  expect(trace(...proposed.split(' ')).status).toBe(0);
  expect(trace('--set', `num_heads=${num_heads}`, `H_cycles=${H_cycles}`).status).toBe(0);
  expect(trace('--set', 'heads=2').stderr).toContain('--set takes num_heads');
});
