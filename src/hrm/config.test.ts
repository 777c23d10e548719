import { describe, expect, test } from 'vitest';
import {
  ConfigError,
  innerSize,
  parseConfig,
  prefixLength,
  sameConfig,
  sequenceLength,
} from './config';
import { identifierAmong } from './identifier';
import { OFFICIAL_CONFIGS } from './official-configs';
import { parameterCount, parameterSpecs } from './parameters';
import { TINY } from './testing';

/** The official Sudoku config (27 M parameters, one puzzle embedding). */
const official = OFFICIAL_CONFIGS['27 M, Sudoku'];

test('sizes follow the official code', () => {
  const config = parseConfig(official);
  expect(innerSize(config)).toBe(1536); // 4 · 512 · 2/3 = 1365.3, up to a multiple of 256
  expect(prefixLength(config)).toBe(1);
  expect(sequenceLength(config)).toBe(82);
  expect(parameterCount(config)).toBeGreaterThan(27e6);
  expect(parameterCount(config)).toBeLessThan(27.6e6);
});

test('ignores keys that the official code adds; keys it may leave out get its defaults', () => {
  const short = { ...official, rope_theta: undefined, rms_norm_eps: undefined };
  const config = parseConfig({ ...short, forward_dtype: 'bfloat16', batch_size: 768 });
  expect(config.rope_theta).toBe(10000);
  expect(config.rms_norm_eps).toBe(1e-5);
  expect(config).not.toHaveProperty('batch_size');
});

test('a prefix takes as many positions as the embedding needs', () => {
  const config = parseConfig({ ...official, puzzle_emb_ndim: 513 });
  expect(prefixLength(config)).toBe(2);
  const names = parameterSpecs(config).map(({ name }) => name);
  expect(names).toContain('model.inner.puzzle_emb.weights');
});

test('random starts need no initial states in the checkpoint, and work with any architecture', () => {
  const names = (change: object) =>
    parameterSpecs(parseConfig({ ...official, ...change })).map(({ name }) => name);
  const random = { init: 'random', H_init_std: 0, damping: 0.95 };
  const initial = ['model.inner.H_init', 'model.inner.L_init'];
  for (const arch of ['hrm', 'trm']) {
    expect(names({ arch }).filter((name) => !names({ arch, ...random }).includes(name))).toEqual(
      initial,
    );
  }
});

describe('a config that cannot be used is refused with the field named', () => {
  test.each([
    [{ hidden_size: undefined }, /hidden_size/],
    [{ hidden_size: 'big' }, /hidden_size/],
    [{ H_cycles: 0 }, /H_cycles/],
    [{ num_heads: 7 }, /num_heads: must divide hidden_size/],
    [{ hidden_size: 15, num_heads: 5 }, /num_heads: rotary positions need an even head size/],
    [{ pos_encodings: 'sinusoidal' }, /pos_encodings/],
    [{ pos_encodings: 'rope2d', seq_len: 80 }, /seq_len: .*square/],
    [{ rms_norm_eps: -1 }, /rms_norm_eps/],
    [{ init: 'zeros' }, /init/],
    [{ init: 'random', H_init_std: -1 }, /H_init_std/],
    [{ L_init_std: 1 }, /L_init_std: means something only with init = "random"/],
    [{ settling: 0 }, /settling/],
    [{ arch: 'transformer', settling: 2 }, /settling: has nothing to settle in a transformer/],
    [{ arch: 'deep', settling: 2 }, /settling: has nothing to settle in a transformer/],
    [{ damping: 0 }, /damping/],
    [{ damping: 1.01 }, /damping/],
    [{ arch: 'transformer', damping: 0.9 }, /damping: has nothing to damp in a transformer/],
    [{ halt_exploration_prob: 2 }, /halt_exploration_prob/],
    [{ puzzle: { world: 'sudoku', width: 9, height: 8 } }, /puzzle: width × height/],
    [
      { puzzle: { world: 'sudoku', width: 9, height: 9, tasks: ['a'] } },
      /puzzle: must name a task for every puzzle identifier but 0/,
    ],
  ])('%j', (change, message) => {
    const parse = () => parseConfig({ ...official, ...change });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(message);
  });

  test.each([null, 'text', 3, []])('%j', (value) => {
    expect(() => parseConfig(value)).toThrow(ConfigError);
  });
});

/** Any value in place of a number or a name. */
const ODD: readonly unknown[] = [
  ...[-1, -0, 0, 0.5, 1e308, -Infinity, Infinity, NaN, 2 ** 53 + 2, 2 ** 31, 2 ** 32, 1e-320],
  ...['64', '1e3', 'x'.repeat(5000), '\u001b[2J', '\u202egnp', [64], [], {}, [[[[1]]]], null, true],
];

test('an odd value of any field is refused in a short clean sentence, or does no harm', () => {
  const puzzle = { world: 'sudoku', width: 4, height: 4 };
  const base = parseConfig({ ...TINY, vocab_size: 6, seq_len: 16, puzzle });
  const puzzles = ['world', 'width', 'height', 'rule', 'tasks'];
  const changes = ODD.flatMap((odd) => [
    ...Object.keys(base).map((key) => ({ [key]: odd })),
    ...puzzles.map((key) => ({ puzzle: { ...base.puzzle, [key]: odd } })),
  ]);
  const said = changes.flatMap((change) => {
    try {
      const config = parseConfig({ ...base, ...change });
      // An accepted config can be built, and its numbers fit in 32 bits.
      expect(parameterCount(config)).toBeLessThan(1e9);
      expect(Math.fround(config.rms_norm_eps)).toBeLessThan(Infinity);
      expect(config.halt_max_steps).toBeLessThan(2 ** 31);
      return [];
    } catch (error) {
      expect(error, JSON.stringify(change)).toBeInstanceOf(ConfigError);
      return [(error as Error).message];
    }
  });
  expect(said.length).toBeGreaterThan(changes.length / 2);
  for (const message of said) {
    expect(message.length, message).toBeLessThan(300);
    expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
  }
});

test('the order of the fields does not matter', () => {
  const config = parseConfig({ ...official, puzzle: { world: 'sudoku', width: 9, height: 9 } });
  const reversed = Object.fromEntries(Object.entries(config).reverse()) as typeof config;
  expect(Object.keys(reversed)[0]).toBe('puzzle');
  expect(sameConfig(reversed, config)).toBe(true);
  expect(sameConfig({ ...config, rope_theta: 100 }, config)).toBe(false);
  expect(sameConfig(parseConfig(official), config)).toBe(false);
});

test('tasks are numbered from 1, because identifier 0 means no task', () => {
  const tasks = ['fall', 'mirror'];
  expect(['fall', 'mirror', 'outline'].map((id) => identifierAmong(tasks, id))).toEqual([
    1,
    2,
    null,
  ]);
  const puzzle = { world: 'arc', width: 9, height: 9, tasks };
  expect(parseConfig({ ...official, num_puzzle_identifiers: 3, puzzle }).puzzle).toEqual(puzzle);
});

test.each([
  [{ H_layers: 3_000_000 }, /H_layers: makes too many layer passes/],
  [{ H_cycles: 20_000 }, /H_cycles: makes too many layer passes/],
  [{ L_cycles: 2 ** 40 }, /L_cycles: makes too many layer passes/],
  [{ seq_len: 1e6 }, /seq_len: makes too many positions/],
  [{ hidden_size: 2 ** 20 }, /hidden_size: makes too many parameters/],
  [{ vocab_size: 1e9 }, /vocab_size: makes too many tokens/],
  [{ puzzle_emb_ndim: 1e9, num_puzzle_identifiers: 1e9 }, /puzzle_emb_ndim: makes too many pos/],
])('refuses a model that no browser can hold before anything is made: %j', (sizes, message) => {
  expect(() => parseConfig({ ...TINY, vocab_size: 11, seq_len: 81, ...sizes })).toThrow(message);
});

test('accepts the largest existing models', () => {
  const official = {
    ...{ vocab_size: 12, seq_len: 900, hidden_size: 512, num_heads: 8, expansion: 4 },
    ...{ H_cycles: 2, L_cycles: 2, H_layers: 4, L_layers: 4, pos_encodings: 'rope' },
    ...{ halt_max_steps: 16, puzzle_emb_ndim: 512, num_puzzle_identifiers: 1_045_829 },
  };
  expect(parseConfig(official)).toMatchObject(official);
});
