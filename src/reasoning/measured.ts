import { en } from 'zod/locales';
import * as z from 'zod/mini';

z.config(en());

/** Tolerance for shares that were once single-precision numbers. */
const ROUNDING = 1e-6;

const share = z.number().check(z.gte(0), z.lte(1));
const count = z.int().check(z.positive());
const interval = z.readonly(
  z
    .tuple([share, share])
    .check(z.refine(([low, high]) => low <= high, 'the lower bound must come first')),
);
const shares = z.readonly(z.array(share).check(z.minLength(1)));
const intervals = z.readonly(z.array(interval));

const bin = z
  .object({ from: share, to: share, count, predicted: share, right: share })
  .check(z.refine(({ from, to }) => from < to, 'from must lie below to'));

const calibration = z
  .object({ count, bins: z.readonly(z.array(bin)), error: share })
  .check(
    z.refine(
      ({ count, bins }) => bins.reduce((sum, each) => sum + each.count, 0) === count,
      'the counts of the bins must add up to count',
    ),
  );

/** An entry for each limit of 1, 2, … segments. */
const byLimit = z
  .object({
    mean_segments: z.readonly(z.array(z.number().check(z.gte(1))).check(z.minLength(1))),
    exact: shares,
    valid: z.optional(shares),
  })
  .check(
    z.refine(
      ({ mean_segments, exact, valid = exact }) =>
        exact.length === mean_segments.length && valid.length === exact.length,
      'mean_segments, exact and valid must have as many entries',
    ),
    z.refine(
      ({ mean_segments }) => mean_segments.every((mean, index) => mean <= index + 1 + ROUNDING),
      'mean_segments must not exceed the limit it is for',
    ),
  );

const act = z
  .object({
    mean_segments: z.number().check(z.gte(1)),
    exact: share,
    exact_95: z.optional(interval),
    valid: z.optional(share),
    valid_95: z.optional(interval),
    calibration: z.optional(calibration),
    by_limit: z.optional(byLimit),
  })
  .check(
    z.superRefine((act, context) => {
      for (const name of ['exact', 'valid'] as const) {
        if (!holds(act[`${name}_95`], act[name])) outside(context, [`${name}_95`]);
      }
    }),
  );

const set = z
  .object({
    count,
    exact: shares,
    exact_95: z.optional(intervals),
    valid: z.optional(shares),
    valid_95: z.optional(intervals),
    cell: z.optional(shares),
    calibration_error: z.optional(shares),
    act,
  })
  .check(
    z.superRefine((set, context) => {
      const segments = set.exact.length;
      for (const name of ['exact_95', 'valid', 'valid_95', 'cell', 'calibration_error'] as const) {
        const length = set[name]?.length ?? segments;
        if (length !== segments) {
          const message = `must have an entry for each of the ${segments} segments of exact, not ${length}`;
          context.addIssue({ code: 'custom', path: [name], message });
        }
      }
      for (const name of ['exact', 'valid'] as const) {
        set[`${name}_95`]?.forEach((bounds, index) => {
          if (!holds(bounds, set[name]?.[index])) outside(context, [`${name}_95`, index]);
        });
      }
      if (set.act.mean_segments > segments + ROUNDING) {
        const message = `must not exceed the ${segments} segments of exact`;
        context.addIssue({ code: 'custom', path: ['act', 'mean_segments'], message });
      }
    }),
  );

/** JSON keys are strings. */
const CHAINS = /^([2-9]|[1-9]\d+)$/;
const NUMBER = /^[1-9]\d*$/;

/** A set in words, and the options of `hrm dataset` that make it. */
const setWords = z.object({
  title: z.string(),
  about: z.string(),
  options: z.optional(z.string()),
});

/**
 * How q_continue was learned (`q_learning.py`): the discount γ of a segment, and the number of
 * puzzles on which γ was chosen so that stopping costs at most `within` points. `error` is the mean
 * distance of σ(q_continue) from its targets there.
 */
const qLearning = z.object({
  gamma: share,
  count,
  within: z.number().check(z.nonnegative()),
  error: share,
});

const directions = z.number().check(z.positive());

/**
 * Participation ratios of the states (a model may have z_H alone) over the first `puzzles` puzzles
 * of a set (`hrm inspect`).
 */
const inside = z.object({
  set: z.string(),
  count,
  segments: count,
  participation: z.readonly(
    z
      .array(z.object({ puzzles: count, H: directions, L: z.optional(directions) }))
      .check(z.minLength(1)),
  ),
  /**
   * The same for untrained models of the same config, one entry for each seed, over the first
   * `puzzles` puzzles.
   */
  untrained: z.optional(
    z.object({
      puzzles: count,
      participation: z.readonly(
        z.array(z.object({ H: directions, L: z.optional(directions) })).check(z.minLength(1)),
      ),
    }),
  ),
});

/**
 * Tasks that were each learned from their demonstrations, and the share of questions answered
 * correctly after it.
 */
const learned = z
  .object({
    title: z.string(),
    about: z.string(),
    tasks: count,
    questions: count,
    /** Right at the first attempt, and at the first or second. */
    pass_1: z.int().check(z.nonnegative()),
    pass_2: z.int().check(z.nonnegative()),
  })
  .check(
    z.refine(
      ({ questions, pass_1, pass_2 }) => pass_1 <= pass_2 && pass_2 <= questions,
      'pass_1 must not exceed pass_2, nor that the questions',
    ),
  );

/** The share of a set that a model of another seed solved after the last segment. */
const otherSeed = z.object({ exact: share, exact_95: interval }).check(
  z.superRefine(({ exact, exact_95 }, context) => {
    if (!holds(exact_95, exact)) outside(context, ['exact_95']);
  }),
);

const schema = z
  .object({
    segments: z.record(z.string(), set),
    chains: z.optional(z.record(z.string(), z.record(z.string(), set))),
    restarts: z.optional(
      z.record(z.string(), z.object({ every: count, chains: z.record(z.string(), set) })),
    ),
    sets: z.optional(z.record(z.string(), setWords)),
    q_learning: z.optional(qLearning),
    inside: z.optional(inside),
    seeds: z.optional(z.record(z.string(), z.record(z.string(), otherSeed))),
    learned: z.optional(z.readonly(z.array(learned))),
    failures: z.optional(z.readonly(z.array(z.string().check(z.minLength(1))))),
    steps: z.optional(count),
    minutes: z.optional(z.number().check(z.positive())),
    batch: z.optional(count),
  })
  .check(
    z.superRefine(({ segments, chains = {}, restarts = {}, seeds = {}, inside }, context) => {
      const fail = (path: string[], message: string) =>
        context.addIssue({ code: 'custom', path, message });
      if (inside !== undefined && !(inside.set in segments)) {
        fail(['inside', 'set'], 'must be one of the sets of segments');
      }
      for (const [seed, shares] of Object.entries(seeds)) {
        if (!NUMBER.test(seed)) fail(['seeds', seed], 'must be the number of a seed');
        for (const id of Object.keys(shares).filter((id) => !(id in segments))) {
          fail(['seeds', seed, id], 'must be one of the sets of segments');
        }
      }
      for (const [id, counts] of Object.entries(chains)) {
        if (!(id in segments)) fail(['chains', id], 'must be one of the sets of segments');
        for (const numChains of Object.keys(counts).filter((key) => !CHAINS.test(key))) {
          fail(['chains', id, numChains], 'must be a number of chains, 2 or more');
        }
      }
      for (const [id, { chains }] of Object.entries(restarts)) {
        if (!(id in segments)) fail(['restarts', id], 'must be one of the sets of segments');
        for (const numChains of Object.keys(chains).filter((key) => !NUMBER.test(key))) {
          fail(['restarts', id, 'chains', numChains], 'must be a number of chains');
        }
      }
    }),
  );

/**
 * The measurements of a model, as in `measured.json` in its folder. `segments` has the figures of
 * each set of puzzles by its id, `chains` those of the same sets with several chains, by number of
 * chains, and `restarts` those with starting over after `every` segments, by number of chains.
 * `sets` describes the sets, `q_learning` how the model learned to stop, `inside` the participation
 * ratios of the states, `seeds` what models of other seeds solved, `learned` the results of
 * learning ARC tasks one by one, and `failures` the known failures. Steps, minutes and batch are
 * those of the training run. Everything except `segments` may be missing.
 */
export type Measured = z.output<typeof schema>;

/**
 * A set of `count` puzzles: the shares solved after 1, 2, … segments without early halting, and in
 * `act` the figures if each stops at its first wish to halt. `exact` counts the answers that equal
 * the label, `valid` all right answers if a puzzle may have several. `Evaluation` has this shape.
 */
export type MeasuredSet = z.output<typeof set>;

/** The results of learning ARC tasks one by one, each from the model's weights. */
export type LearnedTasks = z.output<typeof learned>;

/** Figures that cannot be used; the message is one sentence that names the file and the field. */
export class MeasuredError extends Error {
  override name = 'MeasuredError';
}

/**
 * Reads the measurements of a model.
 * @param value the parsed JSON, unchecked
 * @param file its name in error messages
 * @throws MeasuredError naming the field and what is wrong with it
 */
export function parseMeasured(value: unknown, file = 'measured.json'): Measured {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first, ...others] = result.error.issues;
  const { path, message } = first!;
  const field = path.length === 0 ? '' : `${path.join('.')}: `;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new MeasuredError(`${file} cannot be used: ${field}${message}${more}.`);
}

function holds(bounds: readonly [number, number] | undefined, value: number | undefined): boolean {
  if (bounds === undefined) return true;
  const [low, high] = bounds;
  return value !== undefined && low <= value + ROUNDING && value <= high + ROUNDING;
}

function outside(context: z.core.$RefinementCtx, path: (string | number)[]): void {
  context.addIssue({ code: 'custom', path, message: 'the share lies outside its interval' });
}
