import { usePlayground } from '../usePlayground';

/** Notes that stop nothing: one line for the first, and the number of others. */
export function Notes() {
  const notes = usePlayground((state) => state.notes);
  const dismiss = usePlayground((state) => state.dismiss);
  const [first, ...others] = notes;
  return (
    <div className="notes" role="status" aria-label="Notes">
      {first !== undefined && (
        <p className="note">
          <span className="note-text" title={notes.map(({ text }) => text).join('\n')}>
            {first.text}
          </span>
          {others.length > 0 && <span className="whisper">and {others.length} more</span>}
          <button
            type="button"
            className="quiet"
            aria-label="Dismiss note"
            onClick={() => dismiss(first.id)}
          >
            ×
          </button>
        </p>
      )}
    </div>
  );
}
