import { useId } from 'react';
import {
  FIELDS,
  kindOf,
  optionLabel,
  type DraftReading,
  type Field,
  type SettingsDraft,
} from './settings-fields';

interface Props {
  readonly draft: SettingsDraft;
  readonly problems: DraftReading['problems'];
  /** Whether anything differs from what the lesson proposes. */
  readonly changed: boolean;
  onChange(draft: SettingsDraft): void;
  onReset(): void;
}

/** Every setting within its bounds; folded away, because the proposals are sound. */
export function SettingsForm({ draft, problems, changed, onChange, onReset }: Props) {
  const wrong = Object.keys(problems).length > 0;
  return (
    <details className="fold">
      <summary>
        Settings
        {changed && <span className="whisper"> · changed</span>}
        {wrong && <span className="problem"> · out of bounds</span>}
      </summary>
      <div className="settings">
        {FIELDS.map((field) => (
          <SettingField
            key={field.key}
            field={field}
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

interface FieldProps {
  readonly field: Field;
  readonly value: string | boolean;
  readonly problem: string | null;
  onChange(value: string | boolean): void;
}

function SettingField({ field, value, problem, onChange }: FieldProps) {
  const id = useId();
  const shared = { id, 'aria-describedby': `${id}-hint` };
  const kind = kindOf(field.key);
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
