import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listModels } from '../../../src/cli/models-index';

const folder = mkdtempSync(join(tmpdir(), 'hrm-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const FIXTURE = 'tests/fixtures/official-rope';

function hrm(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('models/index.json is true to the models', async () => {
  expect(JSON.parse(readFileSync('models/index.json', 'utf8'))).toEqual(await listModels('models'));
});

test('trace prints every segment as JSON, with logits when asked', () => {
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
}, 60_000);

test.each([
  [['trace', '--model', 'nowhere', '--puzzle', '1'], /nowhere/],
  [['trace', '--model', 'models/sudoku', '--puzzle', '12x'], /--puzzle: /],
  [['trace', '--model', 'models/sudoku'], /--puzzle and --tokens/],
  [['eval', '--model', 'models/sudoku', '--data', 'package.json'], /package\.json/],
  [['eval', '--model', 'models/sudoku', '--data', 'none.csv'], /none\.csv/],
  [['dataset', 'sudoku', '--count', 'many', '--out', 'x.csv'], /--count/],
  [['trace', '--model', 'models/sudoku', '--puzzle', '1', '--rule', 'windoku'], /windoku/],
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
