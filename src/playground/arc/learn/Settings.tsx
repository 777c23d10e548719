import { useId, useState } from 'react';
import { proposedFor, settingsNow } from '../store/learning';
import { useArc } from '../useArc';
import {
  ARC_FIELDS,
  kindOf,
  optionLabel,
  problemWith,
  typedOf,
  withTyped,
  type ArcSettingKey,
} from './settings-fields';

/** How a task is learned; folded away, because the proposals are sound. */
export function Settings() {
  const settings = useArc(settingsNow);
  const setSettings = useArc((state) => state.setSettings);
  const proposed = useArc(proposedFor);
  const changed = ARC_FIELDS.some(({ key }) => settings[key] !== proposed[key]);
  return (
    <details className="fold">
      <summary>
        Settings
        {changed && <span className="whisper"> · changed</span>}
      </summary>
      <div className="settings">
        {ARC_FIELDS.map((field) => (
          <Field key={field.key} name={field.key} label={field.label} hint={field.hint} />
        ))}
      </div>
      <button
        type="button"
        className="button"
        disabled={!changed}
        onClick={() => setSettings(null)}
      >
        Reset to the proposals
      </button>
    </details>
  );
}

interface FieldProps {
  readonly name: ArcSettingKey;
  readonly label: string;
  readonly hint: string;
}

function Field({ name, label, hint }: FieldProps) {
  const id = useId();
  const settings = useArc(settingsNow);
  const setSettings = useArc((state) => state.setSettings);
  // What is typed while it is out of bounds; the setting itself never is.
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : problemWith(name, typed);
  const onType = (text: string) => {
    const sound = problemWith(name, text) === null;
    setTyped(text);
    if (sound) setSettings(withTyped(settings, name, text));
  };
  const kind = kindOf(name);
  const shared = { id, 'aria-describedby': `${id}-hint` };
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      {kind.kind === 'choice' ? (
        <select {...shared} value={settings[name]} onChange={(event) => onType(event.target.value)}>
          {kind.options.map((option) => (
            <option key={option} value={option}>
              {optionLabel(option)}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={kind.whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          aria-invalid={problem !== null}
          value={typed ?? typedOf(settings, name)}
          onChange={(event) => onType(event.target.value)}
          onBlur={() => setTyped(null)}
        />
      )}
      <p id={`${id}-hint`} className={problem === null ? 'whisper' : 'problem'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
