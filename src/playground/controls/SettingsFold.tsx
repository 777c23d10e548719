import { useId } from 'react';
import type { FieldKind } from './field-kind';
import type { Draft, SettingField } from './setting-fields';

/** The fold's fields (see `SettingFields`). */
interface Fields<K extends string> {
  readonly fields: readonly SettingField<K>[];
  kindOf(key: K): FieldKind;
  optionLabel(option: string): string;
}

interface Props<K extends string> {
  readonly fields: Fields<K>;
  readonly draft: Draft<K>;
  readonly problems: Readonly<Partial<Record<K, string>>>;
  /** Whether anything differs from the proposals. */
  readonly changed: boolean;
  onChange(draft: Draft<K>): void;
  onReset(): void;
}

/** Every setting with its bounds; folded, because the proposals are good. */
export function SettingsFold<K extends string>(props: Props<K>) {
  const { fields, draft, problems, changed, onChange, onReset } = props;
  const wrong = Object.keys(problems).length > 0;
  return (
    <details className="fold">
      <summary>
        Settings
        {changed && <span className="whisper"> · changed</span>}
        {wrong && <span className="problem"> · out of bounds</span>}
      </summary>
      <div className="settings">
        {fields.fields.map((field) => (
          <Setting
            key={field.key}
            field={field}
            kind={fields.kindOf(field.key)}
            optionLabel={(option) => fields.optionLabel(option)}
            value={draft[field.key]}
            problem={problems[field.key] ?? null}
            onChange={(value) => onChange({ ...draft, [field.key]: value })}
          />
        ))}
      </div>
      <button type="button" className="button" disabled={!changed} onClick={onReset}>
        Reset to the proposals
      </button>
    </details>
  );
}

interface SettingProps {
  readonly field: SettingField<string>;
  readonly kind: FieldKind;
  readonly value: string | boolean;
  readonly problem: string | null;
  optionLabel(option: string): string;
  onChange(value: string | boolean): void;
}

function Setting({ field, kind, value, problem, optionLabel, onChange }: SettingProps) {
  const id = useId();
  const shared = { id, 'aria-describedby': `${id}-hint` };
  return (
    <div className="setting">
      <label htmlFor={id}>{field.label}</label>
      {kind.kind === 'number' && (
        <input
          {...shared}
          type="text"
          inputMode={kind.whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          aria-invalid={problem !== null}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {kind.kind === 'choice' && (
        <select
          {...shared}
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
        >
          {kind.options.map((option) => (
            <option key={option} value={option}>
              {optionLabel(option)}
            </option>
          ))}
        </select>
      )}
      {kind.kind === 'switch' && (
        <input
          {...shared}
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
      <p id={`${id}-hint`} className={problem === null ? 'whisper' : 'problem'}>
        {problem ?? field.hint}
      </p>
    </div>
  );
}
