interface Props {
  /** Its action while nothing runs. */
  readonly label: string;
  readonly running: boolean;
  /** Whether it is the main thing to do in its form. */
  readonly primary?: boolean;
  onCancel(): void;
}

/** Submits its form, or cancels the run. */
export function RunButton({ label, running, primary = false, onCancel }: Props) {
  if (running) {
    return (
      <button key="cancel" type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
    );
  }
  return (
    <button key="run" type="submit" className={primary ? 'button primary' : 'button'}>
      {label}
    </button>
  );
}
