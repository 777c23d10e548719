import { en } from 'zod/locales';
import * as z from 'zod/mini';
import type { OwnFault } from '../compute/own-fault';
import { excesses } from './limits';
import { plainMessage } from './plain-message';

// zod/mini has no messages of its own; these are for the reader of a config.
z.config(en());

/**
 * Which model a config describes; `hrm` unless it says otherwise. They differ in their schedule, see
 * `schedule.ts`; all but `hrm` have one module, `L_level`.
 */
export const ARCHITECTURES = ['hrm', 'trm', 'recurrent', 'transformer', 'deep'] as const;
export type Architecture = (typeof ARCHITECTURES)[number];

/**
 * Positions. `rope` and `learned` are the official ones, and `none` that of TRM with `mlp_t`; the
 * others are extensions that help small models: `rope2d` turns the first half of a head's
 * frequencies with the row and the second half with the column of a square grid; `learned+…` adds
 * learned positions and rotates.
 */
const POSITION_ENCODINGS = [
  'none',
  'rope',
  'learned',
  'learned+rope',
  'rope2d',
  'learned+rope2d',
] as const;

const count = z.int().check(z.positive());
/** A number that single precision can hold. */
const single = z.number().check(z.positive(), z.lte(3.4e38, 'is more than 32 bits can hold'));
/** A number that the device computes with, but that is no size of a tensor. */
const counted = z.int().check(z.positive(), z.lte(2 ** 31 - 1));
/** A standard deviation, small enough that no number overflows. */
const deviation = z.number().check(z.nonnegative(), z.lte(1000));
/** A name from a file; it may be shown on a page or in a terminal. */
const name = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text), 'has control characters'),
);

/** The official keys of `config.json`, of HRM and of TRM; keys it does not know are ignored. */
const schema = z
  .object({
    /** Not part of the official HRM config; without it, `hrm`. */
    arch: z.optional(z.enum(ARCHITECTURES)),
    vocab_size: count,
    /** Cells of the grid. */
    seq_len: count,
    hidden_size: count,
    num_heads: count,
    expansion: z.number().check(z.positive()),
    H_cycles: count,
    L_cycles: count,
    /** 0 in a model without the module H. */
    H_layers: z.int().check(z.nonnegative()),
    L_layers: count,
    /** TRM only: it halts if q_halt > 0, and q_continue is not used. */
    no_ACT_continue: z.optional(z.boolean()),
    /** TRM only: a SwiGLU across the positions in place of attention. */
    mlp_t: z.optional(z.boolean()),
    /**
     * How a thought starts. `random` (Equilibrium Reasoners, arXiv 2605.21488): every number of the
     * carried states is drawn at random, see `starts.ts`. Without it each state is a vector of the
     * checkpoint, the same at all positions.
     */
    init: z.optional(z.enum(['random'])),
    /** Standard deviations of random starts; 1 unless given. */
    H_init_std: z.optional(deviation),
    L_init_std: z.optional(deviation),
    /**
     * λ, 0 < λ ≤ 1: a module moves its state by this share of the way, z ← (1 − λ) z + λ F(z + …),
     * as in Equilibrium Reasoners (`lambda_` there). Without it λ is 1.
     */
    damping: z.optional(z.number().check(z.positive(), z.lte(1))),
    /**
     * Thinking only, not in the official code: a segment moves the states by the share
     * σ(−q_halt)^settling of the way, where q_halt is that of the states it begins from. The surer a
     * thought, the less it changes. Without it a segment goes all the way, as it does in training.
     */
    settling: z.optional(z.number().check(z.positive())),
    pos_encodings: z.enum(POSITION_ENCODINGS),
    rope_theta: z._default(single, 10000),
    rms_norm_eps: z._default(single, 1e-5),
    /** Width of a puzzle's learned embedding; 0 means none. */
    puzzle_emb_ndim: z._default(z.int().check(z.nonnegative()), 0),
    num_puzzle_identifiers: z._default(counted, 1),
    /**
     * TRM only: positions in front of the cells for the puzzle embedding; 0 means as many as it
     * fills.
     */
    puzzle_emb_len: z.optional(z.int().check(z.nonnegative())),
    /** M: the largest number of segments in training. */
    halt_max_steps: counted,
    halt_exploration_prob: z._default(z.number().check(z.gte(0), z.lte(1)), 0),
    /**
     * The world and the canvas that a model was trained for, and the rule if its world has several.
     * `sides` are those of all grids it was trained on, if there are several sizes. For a model of
     * ARC tasks also the ids of the tasks it has learned; task i has puzzle identifier i + 1. Not
     * part of the official config.
     */
    puzzle: z.optional(
      z.object({
        world: name,
        width: count,
        height: count,
        rule: z.optional(name),
        sides: z.optional(z.array(count)),
        tasks: z.optional(z.array(name)),
      }),
    ),
  })
  .check(
    z.superRefine((config, context) => {
      const fail = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: [key], message });
      for (const { key, message } of excesses(config)) fail(key, message);
      if ((config.arch ?? 'hrm') === 'hrm' && config.H_layers === 0) {
        fail('H_layers', 'must be at least 1 in an HRM');
      }
      if (config.arch === 'transformer' && dampingOf(config) < 1) {
        fail('damping', 'has nothing to damp in a transformer, which carries no state');
      }
      const carriesNothing = config.arch === 'transformer' || config.arch === 'deep';
      if (carriesNothing && config.settling !== undefined) {
        fail('settling', 'has nothing to settle in a transformer, which carries no state');
      }
      if (config.init === undefined) {
        for (const key of ['H_init_std', 'L_init_std'] as const) {
          if (config[key] !== undefined) fail(key, 'means something only with init = "random"');
        }
      }
      const room = prefixLength(config) * config.hidden_size;
      if (config.puzzle_emb_ndim > room) {
        fail('puzzle_emb_len', `leaves room for ${room} of the ${config.puzzle_emb_ndim} numbers`);
      }
      const headSize = config.hidden_size / config.num_heads;
      if (!Number.isInteger(headSize)) {
        fail('num_heads', `must divide hidden_size (${config.hidden_size} / ${config.num_heads})`);
      } else if (usesRope(config) && headSize % 2 !== 0) {
        fail('num_heads', `rotary positions need an even head size, not ${headSize}`);
      }
      if (config.pos_encodings.endsWith('rope2d')) {
        if (!Number.isInteger(Math.sqrt(config.seq_len))) {
          fail(
            'seq_len',
            `two-dimensional positions need a square grid, not ${config.seq_len} cells`,
          );
        }
        if (headSize % 4 !== 0) {
          fail('num_heads', `two-dimensional positions need a head size divisible by 4`);
        }
      }
      const tasks = config.puzzle?.tasks ?? [];
      if (tasks.length > 0 && tasks.length !== config.num_puzzle_identifiers - 1) {
        fail('puzzle', `must name a task for every puzzle identifier but 0`);
      }
      if (config.puzzle && config.puzzle.width * config.puzzle.height !== config.seq_len) {
        fail('puzzle', `width × height must be seq_len (${config.seq_len})`);
      }
    }),
  );

export type HrmConfig = z.output<typeof schema>;

/** A config that cannot be used; the message names the field and what is wrong with it. */
export class ConfigError extends Error implements OwnFault {
  override name = 'ConfigError';
  readonly isOwnFault = true;

  constructor(message: string) {
    super(plainMessage(message));
  }
}

/** @throws ConfigError naming every offending field. */
export function parseConfig(value: unknown): HrmConfig {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const field = issue.path.join('.');
    return field === '' ? issue.message : `${field}: ${issue.message}`;
  });
  throw new ConfigError(`config.json is not a usable HRM config: ${problems.join('; ')}`);
}

/** Whether models of the two configs differ only in their weights. */
export function sameConfig(a: HrmConfig, b: HrmConfig): boolean {
  // Parsing puts the fields in order.
  return JSON.stringify(parseConfig(a)) === JSON.stringify(parseConfig(b));
}

/** λ of the config; 1 in a model without damping. */
export function dampingOf({ damping = 1 }: Pick<HrmConfig, 'damping'>): number {
  return damping;
}

/** Whether every thought starts from random states. */
export function startsAtRandom({ init }: Pick<HrmConfig, 'init'>): boolean {
  return init === 'random';
}

export function usesRope(config: Pick<HrmConfig, 'pos_encodings'>): boolean {
  return config.pos_encodings.includes('rope');
}

export function usesLearnedPositions(config: Pick<HrmConfig, 'pos_encodings'>): boolean {
  return config.pos_encodings.startsWith('learned');
}

/** Whether no weight belongs to a position, so that the model can think about any number of cells. */
export function suitsAnyLength(config: Pick<HrmConfig, 'pos_encodings' | 'mlp_t'>): boolean {
  return !usesLearnedPositions(config) && config.mlp_t !== true;
}

/**
 * The config of the same weights on a square grid with this many cells in a row.
 * @throws ConfigError if weights belong to positions
 */
export function onSide(config: HrmConfig, side: number): HrmConfig {
  const seq_len = side * side;
  if (seq_len === config.seq_len) return config;
  if (!suitsAnyLength(config)) {
    throw new ConfigError(
      `The weights of this model belong to ${config.seq_len} positions, so it cannot think about ${seq_len} cells.`,
    );
  }
  const puzzle = config.puzzle && { ...config.puzzle, width: side, height: side };
  return parseConfig({ ...config, seq_len, puzzle });
}

/** P: positions in front of the cells, which hold the puzzle embedding, padded with zeros. */
export function prefixLength(
  config: Pick<HrmConfig, 'puzzle_emb_ndim' | 'puzzle_emb_len' | 'hidden_size'>,
): number {
  const { puzzle_emb_ndim: width, puzzle_emb_len: length = 0, hidden_size: hidden } = config;
  if (width === 0) return 0;
  return length > 0 ? length : Math.ceil(width / hidden);
}

/** L = P + S: positions the layers see. */
export function sequenceLength(config: HrmConfig): number {
  return prefixLength(config) + config.seq_len;
}

/** I: the inner size of the SwiGLU over channels. */
export function innerSize(config: Pick<HrmConfig, 'expansion' | 'hidden_size'>): number {
  return swigluSize(config.expansion, config.hidden_size);
}

/** The inner size of the SwiGLU over positions, which `mlp_t` puts in place of attention. */
export function innerSizeAcross(config: HrmConfig): number {
  return swigluSize(config.expansion, sequenceLength(config));
}

/** Two thirds of expansion · width, rounded up to a multiple of 256, as in the official SwiGLU. */
function swigluSize(expansion: number, width: number): number {
  return Math.ceil(roundHalfEven((expansion * width * 2) / 3) / 256) * 256;
}

/** Rounds as Python's `round` in the official code: ties go to the even neighbour. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  if (x - floor !== 0.5) return Math.round(x);
  return floor % 2 === 0 ? floor : floor + 1;
}
