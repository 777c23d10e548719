interface Props {
  readonly label: string;
  readonly checked: boolean;
  onChange(checked: boolean): void;
}

/** Something that is on or off, with its name. */
export function Switch({ label, checked, onChange }: Props) {
  return (
    <label className="toggle">
      <button
        type="button"
        role="switch"
        className="switch"
        aria-checked={checked}
        onClick={() => onChange(!checked)}
      />
      {label}
    </label>
  );
}
