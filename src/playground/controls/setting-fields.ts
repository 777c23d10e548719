import type * as z from 'zod/mini';
import { fieldKindOf, type FieldKind } from './field-kind';
import { typedNumber } from './typed-number';

/** A setting a person may change. */
export interface SettingField<K extends string> {
  readonly key: K;
  readonly label: string;
  /** What it does, in a few words. */
  readonly hint: string;
}

/** Settings as typed: numbers are texts until they are valid. */
export type Draft<K extends string> = Readonly<Record<K, string | boolean>>;

export interface DraftReading<S extends object> {
  /** `null` while anything is wrong. */
  readonly settings: S | null;
  /** The faults by field, for the person who types. */
  readonly problems: Readonly<Partial<Record<keyof S, string>>>;
}

type Shape = Readonly<Record<string, z.ZodMiniType>>;

interface Declared<K extends string> {
  /** In the order of display, the most common ones first. */
  readonly fields: readonly SettingField<K>[];
  /** Labels of options whose own names are not enough. */
  readonly optionWords: Readonly<Record<string, string>>;
  /** Options of the schema that cannot be chosen here. */
  readonly leftOut?: readonly string[];
}

/**
 * The form of some settings: the kind of each input with the bounds of its schema, and the reading
 * of typed values.
 */
export class SettingFields<T extends Shape, S extends Record<keyof T, unknown>> {
  readonly fields: readonly SettingField<keyof T & string>[];

  constructor(
    private readonly schema: z.ZodMiniObject<T> & z.ZodMiniType<S>,
    private readonly declared: Declared<keyof T & string>,
  ) {
    this.fields = declared.fields;
  }

  kindOf(key: keyof T & string): FieldKind {
    const kind = fieldKindOf(this.schema.shape[key]!);
    if (kind.kind !== 'choice') return kind;
    const { leftOut = [] } = this.declared;
    return { kind: 'choice', options: kind.options.filter((option) => !leftOut.includes(option)) };
  }

  optionLabel(option: string): string {
    return this.declared.optionWords[option] ?? option;
  }

  draftOf(settings: S): Draft<keyof T & string> {
    const entries = Object.entries(settings).map(([key, value]) => [
      key,
      typeof value === 'number' ? plain(value) : value,
    ]);
    return Object.fromEntries(entries) as Draft<keyof T & string>;
  }

  readDraft(draft: Draft<keyof T & string>): DraftReading<S> {
    const keys = Object.keys(draft) as (keyof T & string)[];
    const values = keys.map((key) => [key, this.#valueOf(key, draft[key])] as const);
    const read = this.schema.safeParse(Object.fromEntries(values));
    if (read.success) return { settings: read.data, problems: {} as DraftReading<S>['problems'] };
    const problems: Partial<Record<keyof S, string>> = {};
    for (const { path } of read.error.issues) {
      const key = path[0] as keyof T & string;
      problems[key] = this.#wanted(key);
    }
    return { settings: null, problems };
  }

  #valueOf(key: keyof T & string, typed: string | boolean): unknown {
    if (this.kindOf(key).kind !== 'number' || typeof typed === 'boolean') return typed;
    return typedNumber(typed);
  }

  #wanted(key: keyof T & string): string {
    const kind = this.kindOf(key);
    if (kind.kind !== 'number') return 'This is none of the choices.';
    const what = kind.whole ? 'A whole number' : 'A number';
    return `${what} from ${plain(kind.least)} to ${plain(kind.most)}.`;
  }
}

/** A number as one would type it: 0.000001, not 1e-6. */
function plain(value: number): string {
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 12 });
}
