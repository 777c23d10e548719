import * as z from 'zod/mini';

/** The kind of input for a setting, with its bounds. */
export type FieldKind =
  | {
      readonly kind: 'number';
      readonly least: number;
      readonly most: number;
      readonly whole: boolean;
    }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'switch' };

/**
 * The kind of input for a schema, from its JSON Schema.
 * @throws TypeError if it is neither a number with bounds, a choice of words nor a boolean
 */
export function fieldKindOf(schema: z.ZodMiniType): FieldKind {
  const { type, enum: options, minimum, maximum } = z.toJSONSchema(schema);
  if (options !== undefined) return { kind: 'choice', options: options.map(String) };
  if (type === 'boolean') return { kind: 'switch' };
  if (minimum === undefined || maximum === undefined) throw new TypeError('No field can be of it.');
  return { kind: 'number', least: minimum, most: maximum, whole: type === 'integer' };
}
