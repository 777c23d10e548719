import { ASKED, type Settings } from '../checkpoint/missing-settings';
import { BACKEND_KINDS, type BackendKind } from '../compute/backend';
import { UsageError } from './usage-error';

/** @throws UsageError unless `text` is a whole number of at least `least`. */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least) {
    throw new UsageError(`${name} must be a whole number of at least ${least}, not ${text}.`);
  }
  return value;
}

/** @throws UsageError unless `text` is a decimal number from `min` to `max`. */
export function decimal(
  name: string,
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const value = Number(text);
  if (!/^(\d+\.?\d*|\.\d+)$/.test(text) || value < min || value > max) {
    throw new UsageError(`${name} must be a number from ${min} to ${max}, not ${text}.`);
  }
  return value;
}

/** @throws UsageError unless `text` is one of the words. */
export function oneOf<const T extends string>(name: string, words: readonly T[], text: string): T {
  const word = words.find((known) => known === text);
  if (word === undefined) {
    throw new UsageError(`${name} must be one of ${words.join(', ')}, not ${text}.`);
  }
  return word;
}

/** @throws UsageError unless `text` names a backend. */
export function backendKind(text: string): BackendKind {
  return oneOf('--backend', BACKEND_KINDS, text);
}

/** The model, and settings that its config may lack. */
export interface ModelOptions {
  readonly model: string;
  readonly set?: readonly string[];
}

/** The option for use with `--model`. */
export const SET_OPTION = [
  '--set <key=number...>',
  'a setting that the model’s config lacks: num_heads=8',
] as const;

/** @throws UsageError unless each is of the form `key=number` */
export function settingsOf(pairs: readonly string[] = []): Settings {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key = '', number] = /^(\w+)=(\d{1,6}|0?\.\d{1,6})$/.exec(pair) ?? [];
      const isKnown = (ASKED as readonly string[]).includes(key);
      if (!isKnown || (key !== 'damping' && !Number.isInteger(Number(number)))) {
        throw new UsageError(
          `--set takes ${ASKED.slice(0, -1).join(', ')} or ${ASKED.at(-1)!} and a number, as num_heads=8, not ${pair}.`,
        );
      }
      return [key, Number(number)];
    }),
  );
}
