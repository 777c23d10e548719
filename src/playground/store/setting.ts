import * as z from 'zod/mini';
import type { PlaygroundState } from './state';

/** One setting of a link: all that is known of it, beside the slice that holds its value. */
export interface Setting<T> {
  /** How its value is written in a link. */
  readonly codec: z.ZodMiniType<T, string>;
  /** What a value must be, in words: "on or off". */
  readonly wanted: string;
  /** What every visitor finds; links say only what differs from it. */
  readonly usual: T;
  get(state: PlaygroundState): T;
  set(state: PlaygroundState, value: T): void;
  /** Whether it stays as it is where the page goes to another stop; looks and backend do. */
  readonly stays?: boolean;
}

/** Lets a setting's type be told by its parts. */
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

/** On or off; others write 1 or true, and mean the same. */
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
