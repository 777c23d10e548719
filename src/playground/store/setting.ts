import * as z from 'zod/mini';
import type { PlaygroundState } from './state';

/** One setting of a link, defined beside the slice with its value. */
export interface Setting<T> {
  /** The codec of its value in a link. */
  readonly codec: z.ZodMiniType<T, string>;
  /** What a value must be, in words: "on or off". */
  readonly wanted: string;
  /** The default; links contain only differences from it. */
  readonly usual: T;
  get(state: PlaygroundState): T;
  set(state: PlaygroundState, value: T): void;
  /** Whether it stays when the page goes to another stop, like theme and backend. */
  readonly stays?: boolean;
}

/** Infers a setting's type from its parts. */
export const setting = <T>(parts: Setting<T>): Setting<T> => parts;

/** A whole number of at most six digits. */
const integer = z.codec(z.string().check(z.regex(/^\d{1,6}$/)), z.int(), {
  decode: Number,
  encode: String,
});

/** A number with two decimals at most. */
export const hundredths = z.codec(z.string().check(z.regex(/^\d{1,2}(\.\d{1,2})?$/)), z.number(), {
  decode: Number,
  encode: String,
});

type Written<T> = Pick<Setting<T>, 'codec' | 'wanted'>;

/** On or off; also accepts 1 or true. */
export const onOff: Written<boolean> = {
  codec: z.codec(z.enum(['on', '1', 'true', 'off', '0', 'false']), z.boolean(), {
    decode: (word) => ['on', '1', 'true'].includes(word),
    encode: (on) => (on ? 'on' : 'off'),
  }),
  wanted: 'on or off',
};

/** One of these words. */
export const words = <const T extends string>(values: readonly T[]): Written<T> => ({
  codec: z.enum(values),
  wanted: `one of ${values.join(', ')}`,
});

/** One of these numbers. */
export const oneOf = <const T extends number>(values: readonly T[]): Written<T> => ({
  codec: z.pipe(integer, z.literal(values)),
  wanted: `one of ${values.join(', ')}`,
});

/** A whole number between bounds. */
export const whole = (least: number, most: number): Written<number> => ({
  codec: integer.check(z.gte(least), z.lte(most)),
  wanted: `a whole number from ${least} to ${most}`,
});
