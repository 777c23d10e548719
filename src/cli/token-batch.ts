import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import type { HrmConfig } from '../hrm/config';
import { UsageError } from './usage-error';

/** A batch from a `--tokens` or `--batch` file. */
export interface TokenBatch {
  readonly inputs: readonly (readonly number[])[]; // [B][S]
  readonly identifiers: readonly number[]; // [B]
  readonly labels: readonly (readonly number[])[] | null; // [B][S], 0 = ignored
}

const id = z.int().check(z.nonnegative());
const schema = z.object({
  inputs: z.array(z.array(id)).check(z.minLength(1)),
  puzzle_identifiers: z.optional(z.array(id)),
  labels: z.optional(z.array(z.array(id))),
});

/**
 * Reads `{"inputs":[[…]],"puzzle_identifiers":[…],"labels":[[…]]}`; other keys are ignored, and
 * without identifiers they are zeros.
 * @throws UsageError naming the option, and the row that does not fit the model
 */
export async function readTokenBatch(
  option: string,
  path: string,
  config: HrmConfig,
): Promise<TokenBatch> {
  const fail = (message: string) => new UsageError(`${option} ${path}: ${message}`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw fail(`${(error as Error).message}.`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw fail(`${issue.path.join('.') || 'the file'}: ${issue.message}.`);
  }
  const { inputs, puzzle_identifiers: identifiers = inputs.map(() => 0) } = parsed.data;
  const { labels = null } = parsed.data;
  const check = (grids: readonly (readonly number[])[], name: string) =>
    grids.forEach((row, index) => {
      if (row.length !== config.seq_len) {
        throw fail(
          `${name}[${index}] has ${row.length} tokens; the model wants ${config.seq_len}.`,
        );
      }
      const at = row.findIndex((token) => token >= config.vocab_size);
      if (at >= 0) {
        throw fail(
          `${name}[${index}][${at}] is ${row[at]!}; the vocabulary is 0…${config.vocab_size - 1}.`,
        );
      }
    });
  check(inputs, 'inputs');
  if (labels !== null) check(labels, 'labels');
  if (labels !== null && labels.length !== inputs.length) {
    throw fail(`${labels.length} labels for ${inputs.length} inputs.`);
  }
  if (identifiers.length !== inputs.length) {
    throw fail(`${identifiers.length} puzzle_identifiers for ${inputs.length} inputs.`);
  }
  const bad = identifiers.findIndex((value) => value >= config.num_puzzle_identifiers);
  if (bad >= 0) {
    throw fail(
      `puzzle_identifiers[${bad}] is ${identifiers[bad]!}; ` +
        `the model knows 0…${config.num_puzzle_identifiers - 1}.`,
    );
  }
  return { inputs, identifiers, labels };
}
