import * as z from 'zod/mini';
import { parseConfig } from '../hrm/config';
import { CheckpointError } from './error';

/** Every record says which version of the page's code wrote it; this code writes the first. */
const RECORD_VERSION = 1;

/** A config inside a record, checked like that of a file. */
export const configField = z.pipe(
  z.unknown(),
  z.transform((value, context) => {
    try {
      return parseConfig(value);
    } catch (error) {
      context.issues.push({ code: 'custom', input: value, message: (error as Error).message });
      return z.NEVER;
    }
  }),
);

/** The record of a schema, as it is stored. */
export function stamped<Fields>(fields: Fields): Fields & { readonly version: number } {
  return { ...fields, version: RECORD_VERSION };
}

/**
 * @param what the record, as the start of a sentence
 * @throws CheckpointError if the record is damaged, or of another version of the page
 */
export function readRecord<Schema extends z.ZodMiniType>(
  schema: Schema,
  record: unknown,
  what: string,
): z.output<Schema> {
  const envelope = z.object({ version: z.int() }).safeParse(record);
  if (envelope.success && envelope.data.version > RECORD_VERSION) {
    throw new CheckpointError(
      `${what} was kept by a newer version of this page; reload the page to use it.`,
    );
  }
  const read = schema.safeParse(record);
  if (envelope.success && read.success) return read.data;
  const issue = (envelope.success ? read : envelope).error?.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new CheckpointError(
    `${what} is damaged and cannot be used (${field === '' ? '' : `${field}: `}${issue?.message ?? 'no reason given'}).`,
  );
}
