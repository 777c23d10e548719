import { usePlayground } from '../usePlayground';

/** Things worth telling that stop nothing, until dismissed. */
export function Notes() {
  const notes = usePlayground((state) => state.notes);
  const dismiss = usePlayground((state) => state.dismiss);
  return (
    <div className="notes" role="status" aria-label="Notes">
      {notes.map(({ id, text }) => (
        <p key={id} className="note">
          {text}
          <button
            type="button"
            className="quiet"
            aria-label="Dismiss note"
            onClick={() => dismiss(id)}
          >
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
