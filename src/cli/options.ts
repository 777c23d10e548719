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

/** @throws UsageError unless `text` names a backend. */
export function backendKind(text: string): BackendKind {
  const kind = BACKEND_KINDS.find((known) => known === text);
  if (kind === undefined) {
    throw new UsageError(`--backend must be one of ${BACKEND_KINDS.join(', ')}, not ${text}.`);
  }
  return kind;
}
